package io.exhibit.findings;

import io.exhibit.intake.DiskGuard;
import io.exhibit.intake.Form;
import io.exhibit.intake.HandedOut;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Refusal;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.Spool;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Takes what assessors accepted, with the letter, and hands letters out again. The token against forgery comes in the address, so that
 * nothing of the body is read before it is known who sends it.
 */
@Controller
class AcceptancePages {

    /** Bytes; scanned letters and worksheets have some megabytes. */
    static final long LARGEST = 20L * 1024 * 1024;

    private static final int LONGEST = 2000;

    private final AssessorAcceptances acceptances;
    private final AcceptanceStore store;
    private final HandedOut handedOut;
    private final DiskGuard disk;
    private final Clock clock;

    AcceptancePages(
            AssessorAcceptances acceptances, AcceptanceStore store, HandedOut handedOut, DiskGuard disk, Clock clock) {
        this.acceptances = acceptances;
        this.store = store;
        this.handedOut = handedOut;
        this.disk = disk;
        this.clock = clock;
    }

    @PostMapping("/exceptions/{id}/acceptances")
    String record(@PathVariable UUID id, HttpServletRequest request, RedirectAttributes after) throws IOException {
        disk.check();
        try {
            Form form = Form.read(LARGEST, String.valueOf(request.getContentType()), request.getInputStream());
            try (Spool letter = form.document()) {
                AcceptanceEntry said = AcceptanceEntry.of(form.fields(), form.fileName());
                long entry = acceptances.record(id, said, letter, Signatory.current());
                after.addFlashAttribute(
                        "done",
                        "The assessor's acceptance is recorded, as entry " + entry
                                + " of the ledger. It counts from now on, and not for any day before.");
            }
        } catch (NotFound none) {
            throw none;
        } catch (Refusal refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/exceptions/" + id;
    }

    @PostMapping("/exceptions/{id}/acceptances/{entry}/take-back")
    String takeBack(
            @PathVariable UUID id,
            @PathVariable long entry,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        try {
            acceptances.takeBack(id, entry, Text.clean(reason.strip(), LONGEST), Signatory.current());
            after.addFlashAttribute("done", "The acceptance is taken back. It does not count from now on.");
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/exceptions/" + id;
    }

    @GetMapping("/exceptions/{id}/acceptances/{entry}")
    void letter(@PathVariable String id, @PathVariable long entry, HttpServletResponse response) throws IOException {
        Acceptance one = store.one(NotFound.idOf("exception", id), entry, clock.instant())
                .orElseThrow(() -> new NotFound("letter"));
        handedOut.write(
                new Sha256(one.letter().sha256()),
                HandedOut.named(one.letter().fileName(), one.letter().sha256()),
                response);
    }
}
