package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
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

/** The keys with which a vendor, or the bank itself, signs images. */
@Controller
class TrustedKeyPages {

    private static final String OWN = "own-builds";

    private final TrustedKeys keys;
    private final TrustedKeyStore store;
    private final VendorList vendors;
    private final VendorDocuments documents;
    private final Clock clock;

    TrustedKeyPages(
            TrustedKeys keys, TrustedKeyStore store, VendorList vendors, VendorDocuments documents, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.vendors = vendors;
        this.documents = documents;
        this.clock = clock;
    }

    @GetMapping("/vendors/{code}/keys")
    String keys(@PathVariable String code, Model model) {
        return show(RuleForm.text(code), Map.of(), model);
    }

    @PostMapping("/vendors/{code}/keys")
    String enter(
            @PathVariable String code,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes after) {
        String maker = RuleForm.text(code);
        try {
            keys.enter(vendor(maker), KeyEntry.of(fields), Callers.current());
        } catch (InvalidRequest refused) {
            response.setStatus(refused.status());
            model.addAttribute("refused", refused.detail());
            return show(maker, fields, model);
        }
        after.addFlashAttribute(
                "done",
                "The key is entered. When it has been compared with what came in before, somebody else can approve it; then it counts.");
        return "redirect:/vendors/" + maker + "/keys";
    }

    @PostMapping("/vendors/keys/{entry}/approve")
    String approve(@PathVariable long entry, RedirectAttributes after) {
        String there = page(entry);
        try {
            keys.approve(entry, Callers.current());
            after.addFlashAttribute("done", "The key is trusted. Every statement was judged again.");
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("keyRefused", refused.detail());
        }
        return "redirect:" + there;
    }

    @PostMapping("/vendors/keys/{entry}/end")
    String end(
            @PathVariable long entry,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String countsUntil,
            RedirectAttributes after) {
        String there = page(entry);
        try {
            keys.end(entry, RuleForm.text(reason), Entered.day(RuleForm.text(countsUntil)), Callers.current());
            after.addFlashAttribute("done", "The key is not trusted any more. Every statement was judged again.");
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("keyRefused", refused.detail());
        }
        return "redirect:" + there;
    }

    private String page(long entry) {
        String vendor = store.find(entry).orElseThrow(() -> new NotFound("key")).vendor();
        return "/vendors/" + (vendor == null ? OWN : vendor) + "/keys";
    }

    private static @Nullable String vendor(String code) {
        return code.equals(OWN) ? null : code;
    }

    private String show(String code, Map<String, String> entered, Model model) {
        String vendor = vendor(code);
        String name = vendor == null
                ? "Own builds"
                : vendors.find(vendor)
                        .orElseThrow(() -> new NotFound("vendor"))
                        .entry()
                        .name();
        model.addAttribute("code", code);
        model.addAttribute("name", name);
        model.addAttribute("own", vendor == null);
        model.addAttribute("keys", store.of(vendor));
        model.addAttribute("now", clock.instant());
        model.addAttribute("entered", entered);
        model.addAttribute(
                "documents",
                vendor == null
                        ? List.of()
                        : documents.filed(vendor, AsOf.read(null, clock)).stream()
                                .filter(VendorDocument::isCurrent)
                                .toList());
        return "estate/vendor-keys";
    }
}
