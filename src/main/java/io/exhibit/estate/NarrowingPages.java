package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.kernel.InvalidRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What another person says to a proposal that a system count for less; the page of the system shows it. */
@Controller
class NarrowingPages {

    private final Narrowings narrowings;

    NarrowingPages(Narrowings narrowings) {
        this.narrowings = narrowings;
    }

    @PostMapping("/systems/{code}/narrowings/{entry}/approve")
    String approve(
            @PathVariable String code,
            @PathVariable long entry,
            @RequestParam(defaultValue = "") String comment,
            RedirectAttributes after) {
        try {
            narrowings.approve(code, entry, RuleForm.text(comment), Callers.current());
            after.addFlashAttribute(
                    "done", "Approved. The system counts for less from now on; its scope is confirmed in your name.");
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("narrowingRefused", refused.detail());
        }
        return back(code);
    }

    @PostMapping("/systems/{code}/narrowings/{entry}/refuse")
    String refuse(
            @PathVariable String code,
            @PathVariable long entry,
            @RequestParam(defaultValue = "") String comment,
            RedirectAttributes after) {
        try {
            narrowings.refuse(code, entry, RuleForm.text(comment), Callers.current());
            after.addFlashAttribute("done", "Refused. The system counts as before.");
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("narrowingRefused", refused.detail());
        }
        return back(code);
    }

    private static String back(String code) {
        return "redirect:/systems/" + RuleForm.text(code) + "#scope";
    }
}
