package io.exhibit.controls;

import io.exhibit.access.Callers;
import io.exhibit.intake.DiskGuard;
import io.exhibit.intake.Form;
import io.exhibit.intake.HandedOut;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Refusal;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.Proposal;
import io.exhibit.ledger.Spool;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The frameworks as files, and the forms for the bank's own. The token against forgery of a filing comes in the address, so that nothing of
 * the body is read before it is known who sends it.
 */
@Controller
class FrameworkPages {

    /** Bytes; the largest catalogue that NIST publishes, in OSCAL with indentation, has ten megabytes. */
    private static final long LARGEST = 16L * 1024 * 1024;

    private final Catalogue catalogue;
    private final FrameworkVersions versions;
    private final FrameworkLines lines;
    private final DiskGuard disk;
    private final HandedOut handedOut;

    FrameworkPages(
            Catalogue catalogue,
            FrameworkVersions versions,
            FrameworkLines lines,
            DiskGuard disk,
            HandedOut handedOut) {
        this.catalogue = catalogue;
        this.versions = versions;
        this.lines = lines;
        this.disk = disk;
        this.handedOut = handedOut;
    }

    @GetMapping("/frameworks")
    String list(Model model) {
        FrameworkLines.Lists lists = lines.lists();
        model.addAttribute("frameworks", lists.frameworks());
        model.addAttribute("waiting", lists.waiting());
        model.addAttribute("history", lists.history());
        model.addAttribute(
                "profiles",
                catalogue.profiles().stream()
                        .map(profile -> new Choice(profile.id(), profile.name()))
                        .toList());
        model.addAttribute("at", lists.at());
        model.addAttribute("today", LocalDate.ofInstant(lists.at(), ZoneOffset.UTC));
        model.addAttribute("reader", Callers.current().id());
        return "controls/frameworks";
    }

    @GetMapping("/frameworks/{id}/framework.yaml")
    ResponseEntity<byte[]> yaml(@PathVariable String id) {
        Framework framework = framework(id);
        return file(framework.id() + ".yaml", "application/yaml", DataFiles.write(FrameworkFile.of(framework)));
    }

    @GetMapping("/frameworks/{id}/oscal-catalog.json")
    ResponseEntity<byte[]> oscal(@PathVariable String id) {
        Framework framework = framework(id);
        return file(framework.id() + "-oscal-catalog.json", "application/json", OscalCatalogueFile.of(framework));
    }

    @GetMapping("/frameworks/versions/{entry}")
    void filed(@PathVariable long entry, HttpServletResponse response) throws IOException {
        FrameworkVersion version = lines.version(entry);
        handedOut.write(
                version.sha256(),
                HandedOut.named(
                        version.framework() + (version.file().format().equals("OSCAL") ? ".json" : ".yaml"),
                        version.sha256().hex()),
                response);
    }

    @PostMapping("/frameworks")
    String file(HttpServletRequest request, RedirectAttributes after) throws IOException {
        disk.check();
        try {
            Form form = Form.read(LARGEST, String.valueOf(request.getContentType()), request.getInputStream());
            try (Spool bytes = form.document()) {
                long entry = versions.file(FrameworkFiling.of(form), bytes, Callers.current());
                after.addFlashAttribute(
                        "done",
                        "The framework is filed, as entry " + entry
                                + " of the ledger. It counts once another compliance officer has approved it.");
            }
        } catch (Refusal refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/frameworks";
    }

    @PostMapping("/frameworks/versions/{entry}/approve")
    String approve(
            @PathVariable long entry, @RequestParam(defaultValue = "") String comment, RedirectAttributes after) {
        return act(
                () -> versions.approve(entry, Text.clean(comment, Proposal.LONGEST + 1), Callers.current()),
                "Approved. From its day on controls are judged by this version.",
                after);
    }

    @PostMapping("/frameworks/versions/{entry}/refuse")
    String refuse(@PathVariable long entry, @RequestParam(defaultValue = "") String comment, RedirectAttributes after) {
        return act(
                () -> versions.refuse(entry, Text.clean(comment, Proposal.LONGEST + 1), Callers.current()),
                "Refused. What was in force stays.",
                after);
    }

    private static String act(Runnable act, String done, RedirectAttributes after) {
        try {
            act.run();
            after.addFlashAttribute("done", done);
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/frameworks";
    }

    private Framework framework(String id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("framework"));
    }

    private static ResponseEntity<byte[]> file(String name, String type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }
}
