package io.exhibit.intake;

import io.exhibit.access.Callers;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Written;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms with which people have documents read again, or dismiss them. */
@Controller
class QuarantineActions {

    private final Quarantine quarantine;
    private final InterpretationLoops loops;

    QuarantineActions(Quarantine quarantine, InterpretationLoops loops) {
        this.quarantine = quarantine;
        this.loops = loops;
    }

    @PostMapping("/quarantine/replay")
    String replayAll(
            @RequestParam String kind,
            @RequestParam String reason,
            @RequestParam String reader,
            RedirectAttributes flash) {
        int asked = quarantine.replayAll(kind, reason, reader, Callers.current());
        loops.wake();
        String rest = asked == Quarantine.MOST ? " There may be more: ask again when these are through." : "";
        flash.addFlashAttribute(
                "done",
                Written.count(asked, "document waits", "documents wait")
                        + " to be read again, in the order of the ledger." + rest);
        return "redirect:/quarantine";
    }

    @PostMapping("/submissions/{id}/replay")
    String replay(@PathVariable UUID id, RedirectAttributes flash) {
        String back = tell(
                id,
                () -> quarantine.replay(id, Callers.current()),
                "It waits to be read again. Reload the page in a moment to see what became of it.",
                flash);
        loops.wake();
        return back;
    }

    @PostMapping("/submissions/{id}/dismissal")
    String propose(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        flash.addFlashAttribute("typedReason", reason);
        return tell(
                id,
                () -> quarantine.propose(id, reason, Callers.current()),
                "The dismissal is proposed. It counts when a second person has confirmed it.",
                flash);
    }

    @PostMapping("/submissions/{id}/dismissal/confirm")
    String confirm(@PathVariable UUID id, RedirectAttributes flash) {
        return tell(
                id,
                () -> quarantine.confirm(id, Callers.current()),
                "It is dismissed. Its bytes are kept, and packs go on counting it.",
                flash);
    }

    @PostMapping("/submissions/{id}/dismissal/withdraw")
    String withdraw(@PathVariable UUID id, RedirectAttributes flash) {
        return tell(
                id,
                () -> quarantine.withdraw(id, Callers.current()),
                "The proposal is withdrawn; it stays open.",
                flash);
    }

    private static String tell(UUID id, Runnable decision, String done, RedirectAttributes flash) {
        try {
            decision.run();
            flash.addFlashAttribute("done", done);
        } catch (InvalidRequest problem) {
            flash.addFlashAttribute("problem", problem.detail());
        }
        return "redirect:/submissions/" + id;
    }
}
