package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Parts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What belongs to no system: a list, not a silence; and the rules that shorten it. */
@Controller
class UnattributedPages {

    private static final int ROOM = 50;
    private static final int SOME = 1000;
    private static final List<String> HEAD = List.of(
            "target",
            "kind",
            "name",
            "environment",
            "cluster",
            "namespace",
            "workload",
            "claimed_system",
            "first_seen_at",
            "as_of");

    private final UnattributedList list;
    private final ConflictList conflicts;
    private final SystemList systems;
    private final Register register;
    private final Clock clock;

    UnattributedPages(
            UnattributedList list, ConflictList conflicts, SystemList systems, Register register, Clock clock) {
        this.list = list;
        this.conflicts = conflicts;
        this.systems = systems;
        this.register = register;
        this.clock = clock;
    }

    @GetMapping("/unattributed")
    String unattributed(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String asOf,
            Model model) {
        Cursor after = cursor == null || cursor.isBlank() ? null : Cursor.read(cursor);
        AsOf at = AsOf.read(asOf, clock);
        Excerpt<TargetLine> page = Excerpt.of(list.targets(at, after, ROOM + 1), ROOM);
        Address here = Address.of("/unattributed").with("asOf", asOf);
        model.addAttribute("page", page);
        model.addAttribute("isNow", at.isNow());
        model.addAttribute("counts", list.counts(at));
        model.addAttribute("conflicts", conflicts.counts(at));
        model.addAttribute("first", after == null ? null : here.text());
        model.addAttribute(
                "next",
                page.more() ? here.with("cursor", cursor(page.last()).text()).text() : null);
        model.addAttribute(
                "csv", Address.of("/unattributed.csv").with("asOf", asOf).text());
        return "estate/unattributed";
    }

    /** All of them, some at a time. */
    @GetMapping("/unattributed.csv")
    void csv(@RequestParam(required = false) @Nullable String asOf, HttpServletResponse response) throws IOException {
        AsOf at = AsOf.read(asOf, clock);
        Csv csv = CsvFile.begin(response, "exhibit-unattributed", HEAD);
        Parts.each(
                SOME,
                Optional.<Cursor>empty(),
                after -> list.targets(at, after.orElse(null), SOME),
                one -> Optional.of(cursor(one)),
                some -> some.forEach(target -> csv.line(cells(target, at))));
        csv.flush();
    }

    private static List<@Nullable Object> cells(TargetLine target, AsOf asOf) {
        Place place = target.place();
        return Arrays.asList(
                target.id(),
                target.kindWords(),
                target.name(),
                place.environment(),
                place.cluster(),
                place.namespace(),
                place.workload(),
                target.claimedSystem(),
                target.firstSeenAt(),
                asOf.at());
    }

    @GetMapping("/rules/new")
    String form(RuleForm rule, Model model) {
        return show(rule, model);
    }

    @PostMapping("/rules")
    String add(RuleForm rule, Model model, HttpServletResponse response, RedirectAttributes after) {
        String code = RuleForm.text(rule.system());
        try {
            if (code.isEmpty()) {
                throw new InvalidRequest("Choose the system that the rule gives things to.");
            }
            register.addRule(
                    code,
                    RuleForm.text(rule.kind()),
                    RuleForm.text(rule.cluster()),
                    RuleForm.text(rule.pattern()),
                    Callers.current());
        } catch (InvalidRequest refused) {
            response.setStatus(refused.status());
            model.addAttribute("refused", refused.detail());
            return show(rule, model);
        }
        after.addFlashAttribute("done", "The rule holds. Everything was attributed again.");
        return "redirect:/systems/" + code;
    }

    @PostMapping("/rules/{id}/remove")
    String remove(@PathVariable UUID id, RedirectAttributes after) {
        String code = list.systemOf(id).orElse("");
        register.removeRule(id, Callers.current());
        after.addFlashAttribute("done", "The rule is gone. What only it gave to the system belongs to none now.");
        return "redirect:/systems" + (code.isEmpty() ? "" : "/" + code);
    }

    private String show(RuleForm rule, Model model) {
        List<Choice> choices = systems.all().stream()
                .filter(sheet -> !sheet.retired())
                .map(sheet -> new Choice(sheet.code(), sheet.entry().name()))
                .toList();
        model.addAttribute("systems", choices);
        model.addAttribute("kinds", SystemPages.RULE_KINDS);
        model.addAttribute("rule", rule);
        return "estate/rule-new";
    }

    private static Cursor cursor(TargetLine last) {
        return new Cursor(last.firstSeenAt(), last.id());
    }
}
