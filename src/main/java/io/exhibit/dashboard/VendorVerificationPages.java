package io.exhibit.dashboard;

import io.exhibit.access.CsvFile;
import io.exhibit.findings.BothBases;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What can be checked of a vendor without asking it: its images, and how fast fixes reach them. */
@Controller
class VendorVerificationPages {

    private static final int IMAGES = 100;
    private static final int WAITING = 100;
    private static final int DELIVERED = 50;
    private static final String NOT_VERIFIED = "not-verified";

    private static final List<String> OWN = List.of(
            "line_of_images",
            "vulnerability",
            "package",
            "fixed_version",
            "rank",
            "state",
            "fix_known_at",
            "fix_date_is",
            "image_without_it_first_seen_here_at",
            "image_without_it",
            "days",
            "contract_days",
            "against_contract",
            "as_of",
            "bank_clock");

    private static final List<String> HEAD =
            Stream.concat(OWN.stream(), BothBases.HEAD.stream()).toList();

    private final VendorPulse pulse;
    private final VendorImages images;
    private final JdbcClient jdbc;
    private final Clock clock;

    VendorVerificationPages(VendorPulse pulse, VendorImages images, JdbcClient jdbc, Clock clock) {
        this.pulse = pulse;
        this.images = images;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A vendor, and the days that its contract wants. */
    record Vendor(
            String code,
            String name,
            @Nullable Integer criticalDays,
            @Nullable Integer highDays) {}

    @GetMapping("/vendors/{code}/verification")
    String verification(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String signature,
            @RequestParam(required = false) @Nullable String asOf,
            Model model) {
        if (!signature.isEmpty() && !signature.equals(NOT_VERIFIED)) {
            throw new InvalidRequest("signature is " + NOT_VERIFIED + ", or not given.");
        }
        AsOf at = AsOf.read(asOf, clock);
        Vendor vendor = vendor(code, at);
        boolean narrowed = !signature.isEmpty();
        model.addAttribute("now", at.at());
        model.addAttribute("isNow", at.isNow());
        model.addAttribute("narrowed", narrowed);
        model.addAttribute("given", images.figures(vendor.code(), at));
        List<VendorPulse.Figure> figures = pulse.figures(vendor.code(), at);
        model.addAttribute("vendor", vendor);
        model.addAttribute("images", Excerpt.of(images.lines(vendor.code(), narrowed, at, IMAGES + 1), IMAGES));
        model.addAttribute("trend", of(figures, "DELIVERED"));
        model.addAttribute("open", of(figures, "WAITING"));
        model.addAttribute(
                "unfixed",
                of(figures, "NO_FIX").stream()
                        .mapToLong(VendorPulse.Figure::items)
                        .sum());
        model.addAttribute(
                "gone",
                of(figures, "GONE").stream()
                        .mapToLong(VendorPulse.Figure::items)
                        .sum());
        List<VendorPulse.Line> lines =
                pulse.lines(vendor.code(), at, Math.max(WAITING, DELIVERED) + 1, "WAITING", "DELIVERED");
        model.addAttribute("waiting", excerpt(lines, "WAITING", WAITING));
        model.addAttribute("delivered", excerpt(lines, "DELIVERED", DELIVERED));
        return "dashboard/vendor-verification";
    }

    @GetMapping("/vendors/{code}/verification.csv")
    void csv(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response)
            throws IOException {
        AsOf at = AsOf.read(asOf, clock);
        Vendor vendor = vendor(code, at);
        Csv csv = CsvFile.begin(response, "exhibit-vendor-patch-clock", HEAD);
        pulse.each(vendor.code(), at, line -> csv.line(cells(line, at.at())));
        csv.flush();
    }

    private static List<@Nullable Object> cells(VendorPulse.Line line, Instant at) {
        VendorPulse.Bank bank = line.bank();
        List<@Nullable Object> cells = new ArrayList<>(Arrays.<@Nullable Object>asList(
                line.line(),
                line.vulnerability(),
                line.packageName(),
                line.fixedVersion(),
                line.rankName(),
                line.state(),
                line.fixKnown(),
                line.fixKnown() == null ? null : line.fixSource(),
                line.delivered(),
                line.deliveredBy(),
                line.days(),
                line.agreed(),
                line.verdict(),
                at,
                bank == null ? null : bank.clock()));
        cells.addAll(BothBases.cells(bank == null ? null : bank.bases()));
        return cells;
    }

    private static Excerpt<VendorPulse.Line> excerpt(List<VendorPulse.Line> lines, String state, int room) {
        return Excerpt.of(
                lines.stream().filter(line -> line.state().equals(state)).toList(), room);
    }

    private static List<VendorPulse.Figure> of(List<VendorPulse.Figure> figures, String state) {
        return figures.stream().filter(figure -> figure.state().equals(state)).toList();
    }

    private Vendor vendor(String code, AsOf asOf) {
        return jdbc.sql(
                        "SELECT v.code, v.name, v.critical_days, v.high_days FROM estate.pub_vendor_at(:at) v WHERE v.code = :code")
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("code", Text.clean(code, 100))
                .query(Vendor.class)
                .optional()
                .orElseThrow(() -> new NotFound("vendor"));
    }
}
