package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Parts;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Targets that are no longer used: which seem to be, which were retired and by whom, and the form that retires one. */
@Controller
class RetirementPages {

    /** What was not scanned for so long seems to be out of use; a proposal for people to look at, nothing more. */
    private static final Duration QUIET = Duration.ofDays(14);

    private static final int ROOM = 50;
    private static final int SOME = 1000;
    private static final List<String> HEAD = List.of(
            "entry",
            "target",
            "name",
            "environment",
            "system",
            "system_name",
            "retired_at",
            "retired_by",
            "reason",
            "last_scanned_at",
            "ran_until",
            "ran_until_entry",
            "findings_closed",
            "scanned_again",
            "as_of");

    private final RetirementStore store;
    private final Retirements retirements;
    private final Clock clock;

    RetirementPages(RetirementStore store, Retirements retirements, Clock clock) {
        this.store = store;
        this.retirements = retirements;
        this.clock = clock;
    }

    @GetMapping("/retirements")
    String list(
            @RequestParam(defaultValue = "") String before,
            @RequestParam(required = false) @Nullable String asOf,
            Model model) {
        long below = before.isBlank() ? Long.MAX_VALUE : entry(before);
        AsOf at = AsOf.read(asOf, clock);
        Excerpt<RetirementStore.Retired> page = Excerpt.of(store.retired(at, below, ROOM + 1), ROOM);
        Address here = Address.of("/retirements").with("asOf", asOf);
        model.addAttribute("page", page);
        model.addAttribute("quiet", QUIET.toDays());
        model.addAttribute("isNow", at.isNow());
        model.addAttribute("candidates", candidates(at));
        model.addAttribute("first", before.isBlank() ? null : here.text());
        model.addAttribute(
                "next", page.more() ? here.with("before", page.last().entry()).text() : null);
        model.addAttribute(
                "csv", Address.of("/retirements.csv").with("asOf", asOf).text());
        return "findings/retirements";
    }

    /** What somebody may retire, which is told as of now only. */
    private Excerpt<RetirementStore.Facts> candidates(AsOf at) {
        return Excerpt.of(at.isNow() ? store.candidates(at.at().minus(QUIET), ROOM + 1) : List.of(), ROOM);
    }

    /** All that were retired, some at a time. */
    @GetMapping("/retirements.csv")
    void csv(@RequestParam(required = false) @Nullable String asOf, HttpServletResponse response) throws IOException {
        AsOf at = AsOf.read(asOf, clock);
        Csv csv = CsvFile.begin(response, "exhibit-retirements", HEAD);
        Parts.each(
                SOME,
                Long.MAX_VALUE,
                below -> store.retired(at, below, SOME),
                RetirementStore.Retired::entry,
                some -> some.forEach(one -> csv.line(cells(one, at))));
        csv.flush();
    }

    private static List<@Nullable Object> cells(RetirementStore.Retired one, AsOf asOf) {
        RetirementStore.Target target = one.target();
        RetirementStore.Ran ran = one.ran();
        return Arrays.asList(
                one.entry(),
                target.id(),
                target.name(),
                target.environment(),
                target.code(),
                target.system(),
                one.at(),
                one.person(),
                one.reason(),
                ran.scannedAt(),
                ran.until(),
                ran.entry(),
                ran.closed(),
                one.scannedAgain(),
                asOf.at());
    }

    @GetMapping("/retirements/new")
    String ask(@RequestParam(defaultValue = "") String target, Model model) {
        if (target.isBlank()) {
            return "redirect:/retirements";
        }
        model.addAttribute("facts", store.facts(NotFound.idOf("target", target)));
        return "findings/retirement-new";
    }

    @PostMapping("/retirements")
    String retire(
            @RequestParam String target, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        UUID id = NotFound.idOf("target", target);
        try {
            Signatory by = Signatory.current();
            long entry = retirements.retire(id, Text.clean(reason, 4000), by);
            after.addFlashAttribute("done", "It is retired, by entry " + entry + " of the ledger.");
            return "redirect:/retirements";
        } catch (InvalidRequest problem) {
            after.addFlashAttribute("refused", problem.detail());
            after.addFlashAttribute("reason", reason);
            return "redirect:/retirements/new?target=" + id;
        }
    }

    private static long entry(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new InvalidRequest("before is an entry of the ledger.");
        }
        return Long.parseLong(text);
    }
}
