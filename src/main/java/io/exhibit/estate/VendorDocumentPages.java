package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.intake.DiskGuard;
import io.exhibit.intake.Form;
import io.exhibit.intake.HandedOut;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Refusal;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Spool;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Takes documents for a vendor's file and hands them out again. The token against forgery comes in the address, so that nothing of the
 * body is read before it is known who sends it.
 */
@Controller
class VendorDocumentPages {

    /** Bytes; reports with pictures and signatures have some megabytes. */
    static final long LARGEST = 20L * 1024 * 1024;

    private final VendorDocuments documents;
    private final HandedOut handedOut;
    private final DiskGuard disk;
    private final Clock clock;

    VendorDocumentPages(VendorDocuments documents, HandedOut handedOut, DiskGuard disk, Clock clock) {
        this.documents = documents;
        this.handedOut = handedOut;
        this.disk = disk;
        this.clock = clock;
    }

    @PostMapping("/vendors/{code}/documents")
    String file(@PathVariable String code, HttpServletRequest request, RedirectAttributes after) throws IOException {
        String vendor = RuleForm.text(code);
        disk.check();
        try {
            Form form = Form.read(LARGEST, String.valueOf(request.getContentType()), request.getInputStream());
            try (Spool bytes = form.document()) {
                DocumentEntry entry = DocumentEntry.of(form);
                long index = documents.file(vendor, entry, bytes, Callers.current());
                after.addFlashAttribute("done", "The document is filed, as entry " + index + " of the ledger.");
            }
        } catch (NotFound none) {
            throw none;
        } catch (Refusal refused) {
            after.addFlashAttribute("fileRefused", refused.detail());
        }
        return "redirect:/vendors/" + vendor + "#file";
    }

    @GetMapping("/vendors/{code}/documents/{entry}")
    void document(@PathVariable String code, @PathVariable long entry, HttpServletResponse response)
            throws IOException {
        VendorDocument one =
                documents.one(RuleForm.text(code), entry, clock.instant()).orElseThrow(() -> new NotFound("document"));
        handedOut.write(new Sha256(one.sha256()), HandedOut.named(one.said().fileName(), one.sha256()), response);
    }
}
