package io.exhibit.hardening;

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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The comparisons that were kept, and each as it was then. */
@Controller
class KeptPages {

    private static final int ROOM = 50;
    private static final int SOME = 1000;
    private static final List<String> HEAD = List.of(
            "entry",
            "repository",
            "before",
            "after",
            "kept_at",
            "kept_by",
            "words",
            "packages_before",
            "packages_after",
            "vulnerabilities_removed",
            "vulnerabilities_added",
            "vulnerabilities_still",
            "sha256",
            "as_of");

    private final KeptComparisons kept;
    private final Clock clock;

    KeptPages(KeptComparisons kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    @GetMapping("/comparisons")
    String list(
            @RequestParam(defaultValue = "") String repository,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(required = false) @Nullable String asOf,
            Model model) {
        String wanted = Text.clean(repository, 1000).strip();
        Instant at = AsOf.read(asOf, clock).at();
        long below = before.isBlank() ? Long.MAX_VALUE : entry(before);
        Excerpt<KeptComparison> page = Excerpt.of(kept.page(question(wanted, at, below), ROOM + 1), ROOM);
        Address here = Address.of("/comparisons").with("repository", wanted).with("asOf", asOf);
        model.addAttribute(
                "csv", Address.of("/comparisons.csv").with("repository", wanted).with("asOf", asOf));
        model.addAttribute("repository", wanted);
        model.addAttribute("asOf", asOf);
        model.addAttribute("filtered", !here.text().equals("/comparisons") || !before.isBlank());
        model.addAttribute("page", page);
        model.addAttribute("first", before.isBlank() ? null : here.text());
        model.addAttribute(
                "next", page.more() ? here.with("before", page.last().entry()).text() : null);
        return "hardening/comparisons";
    }

    /** All that match, some at a time. */
    @GetMapping("/comparisons.csv")
    void csv(
            @RequestParam(defaultValue = "") String repository,
            @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response)
            throws IOException {
        String wanted = Text.clean(repository, 1000).strip();
        Instant at = AsOf.read(asOf, clock).at();
        Csv csv = CsvFile.begin(response, "exhibit-comparisons", HEAD);
        Parts.each(
                SOME,
                Long.MAX_VALUE,
                below -> kept.page(question(wanted, at, below), SOME),
                KeptComparison::entry,
                some -> some.forEach(one -> csv.line(cells(one, at))));
        csv.flush();
    }

    private static KeptComparisons.Question question(String repository, Instant at, long below) {
        return new KeptComparisons.Question(repository.isEmpty() ? null : repository, at, below);
    }

    private static List<@Nullable Object> cells(KeptComparison one, Instant at) {
        KeptComparison.About about = one.about();
        KeptComparison.Figures figures = about.figures();
        return Arrays.asList(
                one.entry(),
                about.repository(),
                about.before(),
                about.after(),
                one.keptAt(),
                one.keptBy(),
                about.words(),
                figures.packagesBefore(),
                figures.packagesAfter(),
                figures.removed(),
                figures.added(),
                figures.still(),
                one.sha256(),
                at);
    }

    @GetMapping("/comparisons/{entry:\\d{1,18}}")
    String one(@PathVariable long entry, Model model) {
        KeptComparison one = kept.one(entry, clock.instant()).orElseThrow(() -> new NotFound("comparison"));
        model.addAttribute("kept", one);
        model.addAttribute("sheet", kept.open(one).map(ComparisonSheet::new).orElse(null));
        return "hardening/kept";
    }

    private static long entry(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new InvalidRequest("before is an entry of the ledger.");
        }
        return Long.parseLong(text);
    }
}
