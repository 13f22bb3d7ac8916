package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The register of escalations, its file, and the form that records one. */
@Controller
class EscalationPages {

    private static final int PAGE = 50;

    private static final List<String> HEAD = List.of(
            "ledger_entry",
            "vulnerability",
            "place",
            "escalated_at",
            "escalated_by",
            "role",
            "level",
            "to",
            "reason",
            "decision",
            "planned_until",
            "state",
            "findings",
            "findings_open",
            "findings_past_their_dora_deadline_when_escalated",
            "as_of");

    private final EscalationStore store;
    private final Escalations escalations;
    private final ExceptionReach reach;
    private final OtherNames names;
    private final Policies policies;
    private final Clock clock;

    EscalationPages(
            EscalationStore store,
            Escalations escalations,
            ExceptionReach reach,
            OtherNames names,
            Policies policies,
            Clock clock) {
        this.names = names;
        this.store = store;
        this.escalations = escalations;
        this.reach = reach;
        this.policies = policies;
        this.clock = clock;
    }

    @GetMapping("/escalations")
    String list(EscalationQuestion.Parameters asked, Model model) {
        EscalationQuestion question = EscalationQuestion.of(asked, clock);
        Excerpt<EscalationRow> page = store.page(question, PAGE);
        model.addAttribute("question", question);
        model.addAttribute("rows", page.rows());
        model.addAttribute("states", states());
        model.addAttribute("levels", any(EscalationLevel.choices()));
        model.addAttribute("shown", Written.count(page.size()) + " on this page, the newest first.");
        model.addAttribute("first", asked.before() == null ? null : question.link("/escalations", null));
        model.addAttribute(
                "next", page.more() ? question.link("/escalations", page.last().entry()) : null);
        model.addAttribute("csv", question.link("/escalations.csv", null));
        return "findings/escalations";
    }

    @GetMapping("/escalations.csv")
    void csv(EscalationQuestion.Parameters asked, HttpServletResponse response) throws IOException {
        EscalationQuestion question = EscalationQuestion.of(asked, clock);
        Csv csv = CsvFile.begin(response, "exhibit-escalations", HEAD);
        store.each(
                question,
                row -> csv.line(Arrays.asList(
                        row.entry(),
                        row.vulnerability(),
                        row.where(),
                        row.made().at(),
                        row.made().by(),
                        row.made().role(),
                        row.told().level(),
                        row.told().person(),
                        row.told().reason(),
                        row.told().decision(),
                        row.plannedUntil(),
                        row.standing().state(),
                        row.standing().findings(),
                        row.standing().open(),
                        row.standing().late(),
                        question.asOf().at())));
        csv.flush();
    }

    @GetMapping("/escalations/new")
    String blank(EscalationForm form, Model model) {
        return show(form, model);
    }

    @PostMapping("/escalations")
    String escalate(EscalationForm form, Model model, HttpServletResponse response, RedirectAttributes after) {
        try {
            Signatory by = Signatory.current();
            long entry = escalations.escalate(form.escalation(reach, names), by);
            after.addFlashAttribute("done", "It is escalated, by entry " + entry + " of the ledger.");
            return "redirect:/escalations";
        } catch (InvalidRequest refused) {
            response.setStatus(refused.status());
            model.addAttribute("refused", refused.detail());
            return show(form, model);
        }
    }

    private String show(EscalationForm form, Model model) {
        ExceptionPolicy policy = policies.exceptionPolicy();
        model.addAttribute("form", form);
        model.addAttribute("places", form.id().isEmpty() ? List.of() : choices(form.id()));
        model.addAttribute("levels", EscalationLevel.choices());
        model.addAttribute("policy", policy);
        model.addAttribute(
                "limits",
                PatchClock.RANKS.stream()
                        .map(rank ->
                                rank.name().toLowerCase(Locale.ROOT) + ": " + policy.lastDay(rank, clock.instant()))
                        .toList());
        return "findings/escalation-new";
    }

    private List<Choice> choices(String vulnerability) {
        return reach.places(List.of(names.resolved(vulnerability))).stream()
                .map(ExceptionReach.Place::choice)
                .toList();
    }

    private static List<Choice> states() {
        return any(Arrays.stream(EscalationRow.State.values())
                .map(state -> new Choice(state.name(), state.words()))
                .toList());
    }

    private static List<Choice> any(List<Choice> choices) {
        List<Choice> all = new ArrayList<>(List.of(new Choice("", "any")));
        all.addAll(choices);
        return all;
    }
}
