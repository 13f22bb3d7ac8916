package io.exhibit.estate;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Parts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where rules contradict each other: what about, which, since when, and what counts until somebody settles it. */
@Controller
class ConflictPages {

    private static final int ROOM = 50;
    private static final int AT_ONCE = 1000;

    private final ConflictList list;
    private final Clock clock;

    ConflictPages(ConflictList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    @GetMapping("/conflicts")
    String conflicts(
            @RequestParam(defaultValue = "") String system,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String asOf,
            Model model) {
        String asked = RuleForm.text(system);
        AsOf at = AsOf.read(asOf, clock);
        Address here = of("/conflicts", asked, asOf);
        Cursor after = cursor == null || cursor.isBlank() ? null : Cursor.read(cursor);
        Excerpt<Conflict> page = Excerpt.of(list.lines(asked, at, after, ROOM + 1), ROOM);
        model.addAttribute("page", page);
        model.addAttribute("isNow", at.isNow());
        model.addAttribute("counts", list.counts(at));
        model.addAttribute("system", asked);
        model.addAttribute("all", of("/conflicts", "", asOf).text());
        model.addAttribute("first", after == null ? null : here.text());
        model.addAttribute(
                "next",
                page.more() ? here.with("cursor", after(page.last()).text()).text() : null);
        model.addAttribute("csv", of("/conflicts.csv", asked, asOf).text());
        return "estate/conflicts";
    }

    @GetMapping("/conflicts.csv")
    void file(
            @RequestParam(defaultValue = "") String system,
            @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response)
            throws IOException {
        AsOf at = AsOf.read(asOf, clock);
        Csv lines = CsvFile.begin(
                response,
                "exhibit-conflicts",
                List.of(
                        "kind",
                        "name",
                        "environment",
                        "cluster",
                        "namespace",
                        "workload",
                        "since",
                        "counts_for",
                        "systems",
                        "rules",
                        "not_counted",
                        "as_of"));
        Parts.each(
                AT_ONCE,
                Optional.<Cursor>empty(),
                after -> list.lines(RuleForm.text(system), at, after.orElse(null), AT_ONCE),
                one -> Optional.of(after(one)),
                some -> some.forEach(one -> lines.line(cells(one, at.at()))));
        lines.flush();
    }

    private static List<Object> cells(Conflict one, Instant at) {
        return List.of(
                one.kindWords(),
                one.name(),
                one.place().environment(),
                one.place().cluster(),
                one.place().namespace(),
                one.place().workload(),
                one.since(),
                one.counted(),
                one.claims().stream().map(Conflict.Claim::code).distinct().collect(Collectors.joining(", ")),
                one.claims().stream()
                        .map(claim -> claim.words() + " = " + claim.code())
                        .collect(Collectors.joining("; ")),
                one.notCounted(),
                at);
    }

    private static Cursor after(Conflict last) {
        return new Cursor(last.since(), last.id());
    }

    private static Address of(String path, String system, @Nullable String asOf) {
        return Address.of(path).with("system", system).with("asOf", asOf);
    }
}
