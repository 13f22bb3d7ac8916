package io.exhibit.findings;

import io.exhibit.access.Callers;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The versions of the patch deadlines, of the ranking method and of the limits of exceptions, and the officer's approval of them. */
@Controller
class PolicyPages {

    private final Policies policies;
    private final PolicyReading reading;

    PolicyPages(Policies policies, PolicyReading reading) {
        this.policies = policies;
        this.reading = reading;
    }

    @GetMapping("/policies")
    String policies(Model model) {
        List<PolicySheet> sheets = reading.all();
        model.addAttribute("deadlines", of(sheets, Policy.Kind.PATCH_DEADLINES));
        model.addAttribute("rankings", of(sheets, Policy.Kind.RISK_RANKING));
        model.addAttribute("exceptions", of(sheets, Policy.Kind.EXCEPTIONS));
        model.addAttribute(
                "unapproved",
                sheets.stream()
                        .filter(sheet -> sheet.inForce() && sheet.approved() == null)
                        .count());
        return "findings/policies";
    }

    @PostMapping("/policies/{version}/approve")
    String approve(@PathVariable int version, RedirectAttributes answer) {
        policies.approve(version, Callers.current());
        answer.addFlashAttribute(
                "done",
                "Version " + version
                        + " is approved. It applies to what is decided from now on; earlier decisions stay as they are.");
        return "redirect:/policies";
    }

    private static List<PolicySheet> of(List<PolicySheet> sheets, Policy.Kind kind) {
        return sheets.stream().filter(sheet -> sheet.kind() == kind).toList();
    }
}
