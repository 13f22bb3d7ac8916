package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The systems of the bank: whose they are, what regulators care about in them, what belongs to them. */
@Controller
class SystemPages {

    static final List<Choice> RULE_KINDS = List.of(
            new Choice("IMAGE", "image name"),
            new Choice("LABEL", "label of a workload"),
            new Choice("NAMESPACE", "namespace"),
            new Choice("REPOSITORY", "source repository or other target"));

    private static final int TARGETS = 100;
    private static final int CONFIRMATIONS = 20;

    private final SystemList list;
    private final ScopeConfirmations confirmations;
    private final NarrowingStore narrowings;
    private final Register register;
    private final Clock clock;

    SystemPages(
            SystemList list,
            ScopeConfirmations confirmations,
            NarrowingStore narrowings,
            Register register,
            Clock clock) {
        this.list = list;
        this.narrowings = narrowings;
        this.confirmations = confirmations;
        this.register = register;
        this.clock = clock;
    }

    @GetMapping("/systems")
    String systems(SystemsAsked asked, Model model) {
        AsOf asOf = AsOf.read(asked.asOf(), asked.known(), clock);
        List<SystemSheet> all = list.at(asOf);
        Instant at = asOf.at();
        model.addAttribute("systems", asked.of(all, at));
        model.addAttribute("at", at);
        model.addAttribute("isNow", asOf.isNow());
        model.addAttribute("none", all.isEmpty());
        model.addAttribute("asked", asked);
        model.addAttribute("entities", SystemsAsked.entities(all));
        model.addAttribute("shows", SystemsAsked.SHOWS);
        model.addAttribute("sentence", SystemsAsked.sentence(all, at));
        model.addAttribute("overdue", all.stream().anyMatch(sheet -> !sheet.retired() && sheet.isUnconfirmed(at)));
        model.addAttribute("csv", asked.file());
        return "estate/systems";
    }

    @GetMapping("/systems.csv")
    void file(SystemsAsked asked, HttpServletResponse response) throws IOException {
        AsOf asOf = AsOf.read(asked.asOf(), asked.known(), clock);
        List<SystemSheet> systems = asked.of(list.at(asOf), asOf.at());
        Csv lines = CsvFile.begin(response, "exhibit-systems", SystemCsv.HEAD);
        systems.forEach(sheet -> lines.line(SystemCsv.cells(sheet, asOf)));
        lines.flush();
    }

    @GetMapping("/systems/new")
    String blank(@RequestParam(defaultValue = "") String code, Model model) {
        return form(model, SystemForm.blank(RuleForm.text(code)));
    }

    @PostMapping("/systems")
    String add(SystemForm form, Model model, HttpServletResponse response, RedirectAttributes after) {
        try {
            String code = form.codeText();
            if (code.equals("new") || list.find(code).isPresent()) {
                throw new InvalidRequest("The code " + code + " is taken.");
            }
            register.enter(code, form.entry(), Callers.current());
            after.addFlashAttribute(
                    "done",
                    "The system is entered. What its senders claim for it belongs to it now; "
                            + "rules below give it the rest.");
            return "redirect:/systems/" + code;
        } catch (InvalidRequest refused) {
            refuse(refused, "refused", model, response);
            return form(model, form);
        }
    }

    /** What somebody entered that was refused, and of when the page is asked. */
    private record Asked(@Nullable SystemForm form, RuleForm rule, AsOf asOf) {}

    @GetMapping("/systems/{code}")
    String system(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            Model model) {
        return show(code, new Asked(null, RuleForm.NONE, AsOf.read(asOf, known, clock)), model);
    }

    @PostMapping("/systems/{code}")
    String change(
            @PathVariable String code,
            SystemForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes after) {
        find(code);
        try {
            after.addFlashAttribute("done", saved(register.enter(code, form.entry(), Callers.current())));
        } catch (InvalidRequest refused) {
            refuse(refused, "refused", model, response);
            return show(code, new Asked(form, RuleForm.NONE, now()), model);
        }
        return "redirect:/systems/" + code;
    }

    private static String saved(OptionalLong proposal) {
        return proposal.isEmpty()
                ? "Saved. The scope is confirmed in your name, as of now."
                : "Saved, and the scope as it counts is confirmed in your name. What makes it count for less waits for another person (entry "
                        + proposal.getAsLong() + "); until then the wider scope counts.";
    }

    @PostMapping("/systems/{code}/rules")
    String addRule(
            @PathVariable String code,
            RuleForm rule,
            Model model,
            HttpServletResponse response,
            RedirectAttributes after) {
        find(code);
        try {
            register.addRule(
                    code,
                    RuleForm.text(rule.kind()),
                    RuleForm.text(rule.cluster()),
                    RuleForm.text(rule.pattern()),
                    Callers.current());
        } catch (InvalidRequest refused) {
            refuse(refused, "ruleRefused", model, response);
            return show(code, new Asked(null, rule, now()), model);
        }
        after.addFlashAttribute("done", "The rule holds. Everything was attributed again.");
        return "redirect:/systems/" + code;
    }

    private static void refuse(InvalidRequest refused, String where, Model model, HttpServletResponse response) {
        response.setStatus(refused.status());
        model.addAttribute(where, refused.detail());
    }

    private static String form(Model model, SystemForm form) {
        model.addAttribute("form", form);
        return "estate/system-new";
    }

    private AsOf now() {
        return AsOf.read(null, clock);
    }

    private String show(String code, Asked asked, Model model) {
        AsOf asOf = asked.asOf();
        Instant at = asOf.at();
        SystemSheet sheet = list.find(RuleForm.text(code), asOf).orElseThrow(() -> new NotFound("system"));
        model.addAttribute("sheet", sheet);
        model.addAttribute("at", at);
        model.addAttribute("isNow", asOf.isNow());
        model.addAttribute("form", asked.form() == null ? SystemForm.of(sheet) : asked.form());
        model.addAttribute("rule", asked.rule());
        model.addAttribute("kinds", RULE_KINDS);
        model.addAttribute("rules", list.rules(code, asOf));
        model.addAttribute(
                "confirmations", Excerpt.of(confirmations.of(code, asOf.known(), CONFIRMATIONS + 1), CONFIRMATIONS));
        model.addAttribute("narrowings", Excerpt.of(narrowings.of(code, at, CONFIRMATIONS + 1), CONFIRMATIONS));
        model.addAttribute("targets", Excerpt.of(list.targets(code, asOf, TARGETS + 1), TARGETS));
        return "estate/system";
    }

    private SystemSheet find(String code) {
        return list.find(RuleForm.text(code)).orElseThrow(() -> new NotFound("system"));
    }
}
