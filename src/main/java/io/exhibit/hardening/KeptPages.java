package io.exhibit.hardening;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Text;
import java.time.Clock;
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
        Excerpt<KeptComparison> page = Excerpt.of(
                kept.page(
                        new KeptComparisons.Question(
                                wanted.isEmpty() ? null : wanted,
                                AsOf.read(asOf, clock).at(),
                                before.isBlank() ? Long.MAX_VALUE : entry(before)),
                        ROOM + 1),
                ROOM);
        Address here = Address.of("/comparisons").with("repository", wanted).with("asOf", asOf);
        model.addAttribute("repository", wanted);
        model.addAttribute("asOf", asOf);
        model.addAttribute("filtered", !here.text().equals("/comparisons") || !before.isBlank());
        model.addAttribute("page", page);
        model.addAttribute("first", before.isBlank() ? null : here.text());
        model.addAttribute(
                "next", page.more() ? here.with("before", page.last().entry()).text() : null);
        return "hardening/comparisons";
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
