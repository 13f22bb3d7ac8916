package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who makes the images that the bank runs: vendors, their patterns, and what nobody has said anything about. */
@Controller
class VendorPages {

    static final List<Choice> RELATIONSHIPS = Arrays.stream(Relationship.values())
            .map(kind -> new Choice(kind.name(), kind.words()))
            .toList();

    private static final List<Choice> DOCUMENTS = Arrays.stream(DocumentKind.values())
            .map(kind -> new Choice(kind.name(), kind.words()))
            .toList();

    private static final int UNSAID = 100;
    private static final int IMAGES = 100;
    private static final String NAMED = "The pattern holds; who makes each image was worked out again.";

    private final VendorList list;
    private final VendorRegister register;
    private final VendorDocuments documents;
    private final Clock clock;

    VendorPages(VendorList list, VendorRegister register, VendorDocuments documents, Clock clock) {
        this.list = list;
        this.register = register;
        this.documents = documents;
        this.clock = clock;
    }

    /** A vendor in the list, and its file in a word. */
    record Line(VendorSheet sheet, VendorDocument.Standing file) {}

    /** What the page of a vendor holds beside the vendor: what somebody entered, and of when it is shown. */
    record Asked(@Nullable VendorForm form, String pattern, AsOf asOf) {}

    @GetMapping("/vendors")
    String vendors(
            @RequestParam(defaultValue = "") String pattern,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            Model model) {
        return list(RuleForm.text(pattern), AsOf.read(asOf, known, clock), model);
    }

    @GetMapping("/vendors/new")
    String blank(Model model) {
        return form(model, VendorForm.BLANK);
    }

    @PostMapping("/vendors")
    String add(VendorForm form, Model model, HttpServletResponse response, RedirectAttributes after) {
        try {
            register.add(form.codeText(), form.entry(), Callers.current());
        } catch (InvalidRequest refused) {
            refuse(refused, "refused", model, response);
            return form(model, form);
        }
        after.addFlashAttribute("done", "The vendor is entered. Say which repositories are its own.");
        return "redirect:/vendors/" + form.codeText();
    }

    @GetMapping("/vendors/{code}")
    String vendor(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String pattern,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            Model model) {
        return show(code, new Asked(null, RuleForm.text(pattern), AsOf.read(asOf, known, clock)), model);
    }

    @PostMapping("/vendors/{code}")
    String change(
            @PathVariable String code,
            VendorForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes after) {
        try {
            register.change(code(code), form.entry(), Callers.current());
        } catch (InvalidRequest refused) {
            refuse(refused, "refused", model, response);
            return show(code, new Asked(form, "", now()), model);
        }
        after.addFlashAttribute("done", "Saved.");
        return "redirect:/vendors/" + code(code);
    }

    @PostMapping("/vendors/own-builds/patterns")
    String addOwn(
            @RequestParam(defaultValue = "") String pattern,
            Model model,
            HttpServletResponse response,
            RedirectAttributes after) {
        try {
            register.addRule(null, RuleForm.text(pattern), Callers.current());
        } catch (InvalidRequest refused) {
            refuse(refused, "ruleRefused", model, response);
            return list(RuleForm.text(pattern), now(), model);
        }
        after.addFlashAttribute("done", NAMED);
        return "redirect:/vendors";
    }

    @PostMapping("/vendors/{code}/patterns")
    String addRule(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String pattern,
            Model model,
            HttpServletResponse response,
            RedirectAttributes after) {
        try {
            register.addRule(code(code), RuleForm.text(pattern), Callers.current());
        } catch (InvalidRequest refused) {
            refuse(refused, "ruleRefused", model, response);
            return show(code, new Asked(null, RuleForm.text(pattern), now()), model);
        }
        after.addFlashAttribute("done", NAMED);
        return "redirect:/vendors/" + code(code);
    }

    @PostMapping("/vendors/patterns/{id}/remove")
    String remove(@PathVariable String id, RedirectAttributes after) {
        UUID rule = NotFound.idOf("pattern", id);
        String vendor = list.rule(rule).map(VendorList.Rule::vendor).orElse(null);
        register.removeRule(rule, Callers.current());
        after.addFlashAttribute("done", "The pattern is gone. What only it named is not said any more.");
        return "redirect:/vendors" + (vendor == null ? "" : "/" + vendor);
    }

    private String list(String pattern, AsOf asOf, Model model) {
        List<Made> made = list.made(asOf);
        List<VendorList.Rule> rules = list.rules(asOf);
        model.addAttribute("isNow", asOf.isNow());
        model.addAttribute("tallies", Made.tallies(made));
        model.addAttribute("vendors", lines(list.all(made, rules, asOf), asOf));
        model.addAttribute(
                "unsaid", Excerpt.of(made.stream().filter(one -> !one.isSaid()).toList(), UNSAID));
        model.addAttribute(
                "own", rules.stream().filter(rule -> rule.vendor() == null).toList());
        model.addAttribute("pattern", pattern);
        return "estate/vendors";
    }

    private static String form(Model model, VendorForm form) {
        model.addAttribute("form", form);
        model.addAttribute("relationships", RELATIONSHIPS);
        return "estate/vendor-new";
    }

    private List<Line> lines(List<VendorSheet> sheets, AsOf asOf) {
        Map<String, List<VendorDocument>> filed =
                documents.filed(null, asOf).stream().collect(Collectors.groupingBy(VendorDocument::vendor));
        return sheets.stream()
                .map(sheet -> new Line(
                        sheet,
                        DueDiligence.of(sheet.entry(), filed.getOrDefault(sheet.code(), List.of()))
                                .standing(asOf.at())))
                .toList();
    }

    private AsOf now() {
        return AsOf.read(null, clock);
    }

    private String show(String code, Asked asked, Model model) {
        AsOf asOf = asked.asOf();
        VendorSheet sheet = list.find(code(code), asOf).orElseThrow(() -> new NotFound("vendor"));
        model.addAttribute("sheet", sheet);
        model.addAttribute("form", asked.form() == null ? VendorForm.of(sheet) : asked.form());
        model.addAttribute("relationships", RELATIONSHIPS);
        model.addAttribute("pattern", asked.pattern());
        Instant at = asOf.at();
        DueDiligence file = DueDiligence.of(sheet.entry(), documents.filed(sheet.code(), asOf));
        model.addAttribute("file", file);
        model.addAttribute("standing", file.standing(at));
        model.addAttribute("at", at);
        model.addAttribute("isNow", asOf.isNow());
        model.addAttribute("documentKinds", DOCUMENTS);
        model.addAttribute(
                "rules",
                list.rules(asOf).stream()
                        .filter(rule -> sheet.code().equals(rule.vendor()))
                        .toList());
        model.addAttribute("images", Excerpt.of(list.images(sheet.code(), asOf, IMAGES + 1), IMAGES));
        return "estate/vendor";
    }

    private static void refuse(InvalidRequest refused, String where, Model model, HttpServletResponse response) {
        response.setStatus(refused.status());
        model.addAttribute(where, refused.detail());
    }

    private static String code(String code) {
        return RuleForm.text(code);
    }
}
