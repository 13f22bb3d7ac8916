package io.exhibit.examinations;

import io.exhibit.access.Callers;
import io.exhibit.controls.Catalogue;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Mandates for those who give them: the list with the form, and what is decided about one. */
@Controller
class MandatePages {

    private static final int ROOM = 50;
    private static final int LONGEST = 2000;

    private final Mandates mandates;
    private final MandateStore store;
    private final ExaminedStore examined;
    private final Catalogue catalogue;

    MandatePages(Mandates mandates, MandateStore store, ExaminedStore examined, Catalogue catalogue) {
        this.mandates = mandates;
        this.store = store;
        this.examined = examined;
        this.catalogue = catalogue;
    }

    @GetMapping("/mandates")
    String list(@RequestParam(required = false) @Nullable String before, Model model) {
        show(model, MandateEntry.empty(), before);
        return "examinations/mandates";
    }

    @PostMapping("/mandates")
    Object give(MandateEntry entry, Model model, RedirectAttributes after) {
        try {
            long given = mandates.give(entry.terms(), Callers.current());
            after.addFlashAttribute("done", "The mandate is given. It is in force once somebody else has approved it.");
            return "redirect:/mandates/" + given;
        } catch (InvalidRequest refused) {
            show(model, entry, null);
            model.addAttribute("refused", refused.detail());
            return new ModelAndView("examinations/mandates", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/mandates/{entry}/approve")
    String approve(@PathVariable long entry, RedirectAttributes after) {
        return act(entry, () -> mandates.approve(entry, Callers.current()), "The mandate is approved.", after);
    }

    @PostMapping("/mandates/{entry}/withdraw")
    String withdraw(
            @PathVariable long entry, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        String why = Text.clean(reason, LONGEST).strip();
        return act(entry, () -> mandates.withdraw(entry, why, Callers.current()), "The mandate is withdrawn.", after);
    }

    @PostMapping("/mandates/{entry}/packs")
    String handOver(@PathVariable long entry, @RequestParam(defaultValue = "") String pack, RedirectAttributes after) {
        return act(
                entry,
                () -> mandates.handOver(entry, pack(pack), Callers.current()),
                "The pack is handed over: the examiner sees it from now on.",
                after);
    }

    private static UUID pack(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw new InvalidRequest("Choose a sealed pack.");
        }
    }

    private static String act(long entry, Runnable act, String done, RedirectAttributes after) {
        try {
            act.run();
            after.addFlashAttribute("done", done);
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/mandates/" + entry;
    }

    private void show(Model model, MandateEntry entry, @Nullable String before) {
        Excerpt<Mandate> page = Excerpt.of(store.page(below(before), ROOM + 1), ROOM);
        model.addAttribute("page", page);
        model.addAttribute("today", mandates.today());
        model.addAttribute("entry", entry);
        model.addAttribute("examiners", examined.examiners());
        model.addAttribute("scopes", examined.scopes());
        model.addAttribute("frameworks", frameworks());
        model.addAttribute("first", before == null ? null : "/mandates");
        model.addAttribute(
                "next", page.more() ? "/mandates?before=" + page.last().entry() : null);
    }

    private List<Choice> frameworks() {
        return catalogue.frameworks().stream()
                .map(framework -> new Choice(framework.id().text(), framework.name() + " " + framework.version()))
                .toList();
    }

    private static long below(@Nullable String before) {
        if (before == null || before.isBlank()) {
            return Long.MAX_VALUE;
        }
        if (!before.matches("[0-9]{1,18}")) {
            throw new InvalidRequest("before is the entry of a mandate.");
        }
        return Long.parseLong(before);
    }

    /** The mandate of an address. */
    static Mandate held(MandateStore store, long entry) {
        return store.find(entry).orElseThrow(() -> new NotFound("mandate"));
    }
}
