package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.kernel.InvalidRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms of the list of clusters, by which people say which there are. */
@Controller
class DeclaredClusterPages {

    private static final String LIST = "redirect:/clusters";

    private final DeclaredClusters clusters;

    DeclaredClusterPages(DeclaredClusters clusters) {
        this.clusters = clusters;
    }

    @PostMapping("/clusters")
    String declare(
            @RequestParam(defaultValue = "") String cluster,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "") String owner,
            RedirectAttributes after) {
        try {
            long entry = clusters.declare(
                    RuleForm.text(cluster), RuleForm.text(environment), RuleForm.text(owner), Callers.current());
            after.addFlashAttribute("done", "It is declared, by entry " + entry + " of the ledger.");
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return LIST;
    }

    @PostMapping("/clusters/release")
    String release(
            @RequestParam(defaultValue = "") String cluster,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        try {
            clusters.release(RuleForm.text(cluster), RuleForm.text(reason), Callers.current());
            after.addFlashAttribute("done", "It is expected no longer.");
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return LIST;
    }
}
