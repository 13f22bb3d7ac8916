package io.exhibit.findings;

import io.exhibit.access.Callers;
import io.exhibit.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The versions of the patch deadlines, of the ranking method and of the limits of exceptions; the form for another, and its approval. */
@Controller
class PolicyPages {

    private final Policies policies;
    private final PolicyDrafts drafts;
    private final PolicyReading reading;
    private final StricterScopes scopes;

    PolicyPages(Policies policies, PolicyDrafts drafts, PolicyReading reading, StricterScopes scopes) {
        this.scopes = scopes;
        this.policies = policies;
        this.drafts = drafts;
        this.reading = reading;
    }

    @GetMapping("/policies")
    String policies(Model model) {
        List<PolicySheet> sheets = reading.all(Callers.current().id());
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
                        + " is approved and in force. What is open follows within minutes; earlier verdicts stay as they are.");
        return "redirect:/policies";
    }

    /** from null: from the deadlines in force. */
    @GetMapping("/policies/new")
    String blank(@RequestParam(required = false) @Nullable Integer from, Model model) {
        return show(from == null ? policies.inForce(Policy.Kind.PATCH_DEADLINES).version() : from, Map.of(), model);
    }

    /** The form as it is filled in, with further rows for stricter days: at least so many. */
    @PostMapping(path = "/policies", params = "rows")
    String more(
            @RequestParam int from, @RequestParam int rows, @RequestParam Map<String, String> entered, Model model) {
        String page = show(from, entered, model);
        model.addAttribute("stricter", scopes.form(reading.blank(from, entered).fields(), rows));
        return page;
    }

    @PostMapping(path = "/policies", params = "!rows")
    String draft(
            @RequestParam int from,
            @RequestParam Map<String, String> entered,
            Model model,
            HttpServletResponse response,
            RedirectAttributes answer) {
        try {
            int version = drafts.draft(
                    new PolicyDraft(
                            from,
                            entered.getOrDefault("name", ""),
                            entered.getOrDefault("reason", ""),
                            reading.blank(from, entered).fields()),
                    Signatory.current());
            answer.addFlashAttribute(
                    "done",
                    "Version " + version
                            + " is drafted, and applies once a compliance officer other than you has approved it.");
            return "redirect:/policies#v" + version;
        } catch (InvalidRequest refused) {
            response.setStatus(refused.status());
            model.addAttribute("refused", refused.detail());
            return show(from, entered, model);
        }
    }

    @PostMapping("/policies/{version}/withdraw")
    String withdraw(
            @PathVariable int version, @RequestParam(defaultValue = "") String reason, RedirectAttributes answer) {
        try {
            drafts.withdraw(version, reason, Signatory.current());
            answer.addFlashAttribute("done", "Version " + version + " is withdrawn. It stays here to be read.");
        } catch (InvalidRequest refused) {
            answer.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/policies";
    }

    private String show(int from, Map<String, String> entered, Model model) {
        PolicyBlank blank = reading.blank(from, entered);
        model.addAttribute("blank", blank);
        model.addAttribute("fields", blank.fields());
        model.addAttribute("which", blank.template());
        model.addAttribute("stricter", scopes.form(blank.fields(), 0));
        model.addAttribute("name", entered.getOrDefault("name", ""));
        model.addAttribute("reason", entered.getOrDefault("reason", ""));
        return "findings/policy-new";
    }

    private static List<PolicySheet> of(List<PolicySheet> sheets, Policy.Kind kind) {
        return sheets.stream().filter(sheet -> sheet.kind() == kind).toList();
    }
}
