package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms with which people ask for exceptions, approve, reject, withdraw and extend them. */
@Controller
class ExceptionForms {

    private static final int LONGEST = 2000;

    private final ExceptionRegister register;
    private final ExceptionReach reach;
    private final OtherNames names;
    private final ExceptionKinds kinds;
    private final VexClaims claims;
    private final Policies policies;
    private final Clock clock;

    ExceptionForms(
            ExceptionRegister register,
            ExceptionReach reach,
            OtherNames names,
            ExceptionKinds kinds,
            VexClaims claims,
            Policies policies,
            Clock clock) {
        this.claims = claims;
        this.register = register;
        this.reach = reach;
        this.names = names;
        this.kinds = kinds;
        this.policies = policies;
        this.clock = clock;
    }

    @GetMapping("/exceptions/new")
    String blank(ExceptionForm form, Model model) {
        return show(form, model);
    }

    @PostMapping("/exceptions")
    String request(ExceptionForm form, Model model, HttpServletResponse response, RedirectAttributes after) {
        try {
            UUID id = register.request(form.request(reach, names), Signatory.current());
            after.addFlashAttribute(
                    "done", "It is asked for, and counts from the moment on at which enough others have approved it.");
            return "redirect:/exceptions/" + id;
        } catch (InvalidRequest refused) {
            response.setStatus(refused.status());
            model.addAttribute("refused", refused.detail());
            return show(form, model);
        }
    }

    @PostMapping("/exceptions/{id}/approve")
    String approve(
            @PathVariable UUID id,
            @RequestParam int term,
            @RequestParam(defaultValue = "") String comment,
            RedirectAttributes after) {
        return tell(
                id,
                () -> register.approve(id, term, text(comment), Signatory.current()),
                "Your approval is entered in the ledger.",
                after);
    }

    @PostMapping("/exceptions/{id}/reject")
    String reject(
            @PathVariable UUID id,
            @RequestParam int term,
            @RequestParam(defaultValue = "") String comment,
            RedirectAttributes after) {
        return tell(id, () -> register.reject(id, term, text(comment), Signatory.current()), "It is rejected.", after);
    }

    @PostMapping("/exceptions/{id}/withdraw")
    String withdraw(@PathVariable UUID id, @RequestParam(defaultValue = "") String comment, RedirectAttributes after) {
        return tell(
                id,
                () -> register.withdraw(id, text(comment), Signatory.current()),
                "It is withdrawn. What it covered is not covered from now on.",
                after);
    }

    @PostMapping("/exceptions/{id}/extend")
    String extend(@PathVariable UUID id, ExceptionForm form, RedirectAttributes after) {
        after.addFlashAttribute("form", form);
        return tell(
                id,
                () -> register.extend(id, form.terms(), Signatory.current()),
                "More time is asked for. It needs approvals of its own; until then what was approved before holds as long as it holds.",
                after);
    }

    static List<Choice> ranks() {
        return Stream.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)
                .map(rank -> new Choice(rank.name(), rank.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private String show(ExceptionForm form, Model model) {
        List<String> ids = names.resolved(form.ids());
        List<ExceptionReach.Place> places = ids.isEmpty() ? List.of() : reach.places(ids);
        ExceptionPolicy policy = policies.exceptionPolicy();
        model.addAttribute("form", form);
        UUID statement = form.statementId();
        model.addAttribute("claim", statement == null ? null : claims.one(statement));
        model.addAttribute("ids", String.join(" ", ids));
        model.addAttribute(
                "places", places.stream().map(ExceptionReach.Place::choice).toList());
        model.addAttribute(
                "owner",
                form.owner() != null && !form.owner().isBlank()
                        ? form.owner()
                        : places.stream()
                                .map(ExceptionReach.Place::owner)
                                .filter(owner -> !owner.isEmpty())
                                .findFirst()
                                .orElse(""));
        model.addAttribute("rows", kinds.rows());
        model.addAttribute("kinds", kinds.choices("choose"));
        model.addAttribute("justifications", kinds.justifications());
        model.addAttribute("controls", kinds.controls());
        model.addAttribute("controlScopes", kinds.controlScopes());
        model.addAttribute("ranks", ranks());
        model.addAttribute("policy", policy);
        model.addAttribute(
                "limits",
                Stream.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
                        .map(rank ->
                                rank.name().toLowerCase(Locale.ROOT) + ": " + policy.lastDay(rank, clock.instant()))
                        .toList());
        return "findings/exception-new";
    }

    private static String text(String comment) {
        return Text.clean(comment.strip(), LONGEST);
    }

    private static String tell(UUID id, Runnable decision, String done, RedirectAttributes after) {
        try {
            decision.run();
            after.addFlashAttribute("done", done);
        } catch (InvalidRequest problem) {
            after.addFlashAttribute("refused", problem.detail());
        }
        return "redirect:/exceptions/" + id;
    }
}
