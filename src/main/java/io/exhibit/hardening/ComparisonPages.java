package io.exhibit.hardening;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.access.Installations;
import io.exhibit.intake.DiskGuard;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Text;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An image beside another of its repository, as both are known now, and the door to keep that as evidence. */
@Controller
class ComparisonPages {

    private static final int CHOICES = 200;
    private static final int LONGEST_WORDS = 4000;

    private final ComparedImages images;
    private final Comparer comparer;
    private final KeptComparisons kept;
    private final Installations installations;
    private final ActivityTrail activity;
    private final DiskGuard disk;

    ComparisonPages(
            ComparedImages images,
            Comparer comparer,
            KeptComparisons kept,
            Installations installations,
            ActivityTrail activity,
            DiskGuard disk) {
        this.images = images;
        this.comparer = comparer;
        this.kept = kept;
        this.installations = installations;
        this.activity = activity;
        this.disk = disk;
    }

    @GetMapping("/images/{id}/comparison")
    String comparison(@PathVariable String id, @RequestParam(defaultValue = "") String with, Model model) {
        ComparedImage image = image(id);
        Excerpt<ComparedImage> others = Excerpt.of(images.others(image, CHOICES + 1), CHOICES);
        model.addAttribute("image", image);
        model.addAttribute("with", with);
        model.addAttribute("choices", choices(others.rows()));
        model.addAttribute("more", others.more());
        if (!with.isBlank()) {
            Comparison comparison = comparison(id, with);
            String digest = Sha256.of(comparison.bytes()).hex();
            model.addAttribute("sheet", new ComparisonSheet(comparison));
            model.addAttribute("seen", digest);
            model.addAttribute("keptAs", kept.of(new Sha256(digest)).orElse(null));
            model.addAttribute("csv", address(id, with, "/comparison.csv"));
            model.addAttribute("swapped", address(with, id, "/comparison"));
        }
        return "hardening/comparison";
    }

    @GetMapping("/images/{id}/comparison.csv")
    void csv(@PathVariable String id, @RequestParam(defaultValue = "") String with, HttpServletResponse response)
            throws IOException {
        Comparison comparison = comparison(id, with);
        activity.record(
                Callers.current(),
                "comparison.exported",
                comparison.before().identity() + " and " + comparison.after().identity());
        Csv csv = CsvFile.begin(response, "exhibit-image-comparison", ComparisonCsv.HEAD);
        new ComparisonCsv(comparison, csv).write();
        csv.flush();
    }

    /** seen: the digest of what its reader looked at; nobody keeps anything else. */
    @PostMapping("/images/{id}/comparison")
    String keep(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String with,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes after)
            throws IOException {
        disk.check();
        String why = Text.clean(words, LONGEST_WORDS).replace("\r\n", "\n").strip();
        try {
            Comparison comparison = comparison(id, with);
            if (!Sha256.of(comparison.bytes()).hex().equals(seen)) {
                throw new InvalidRequest(
                        "Something was learnt of these images since the page was made. Look at it again, then keep it.");
            }
            return "redirect:/comparisons/" + kept.keep(comparison, why, Callers.current());
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
            after.addFlashAttribute("words", why);
            return "redirect:" + address(id, with, "/comparison") + "#keep";
        }
    }

    private Comparison comparison(String after, String before) {
        return comparer.of(image(before), image(after), installations.current());
    }

    private ComparedImage image(String id) {
        return images.find(NotFound.idOf("image", id)).orElseThrow(() -> new NotFound("image"));
    }

    private static List<Choice> choices(List<ComparedImage> others) {
        return others.stream()
                .map(other -> new Choice(
                        other.id().toString(), other.brief() + ", first seen " + Written.day(other.firstSeenAt())))
                .toList();
    }

    private static String address(String after, String before, String page) {
        return Address.of("/images/" + NotFound.idOf("image", after) + page)
                .with("with", NotFound.idOf("image", before))
                .text();
    }
}
