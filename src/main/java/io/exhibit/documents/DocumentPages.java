package io.exhibit.documents;

import io.exhibit.access.Callers;
import io.exhibit.intake.DiskGuard;
import io.exhibit.intake.Form;
import io.exhibit.intake.HandedOut;
import io.exhibit.kernel.Choice;
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
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The documents, and the forms for them. The token against forgery of a filing comes in the address, so that nothing of the body is read before
 * it is known who sends it.
 */
@Controller
class DocumentPages {

    /** Bytes; scanned papers with signatures have some megabytes. */
    private static final long LARGEST = 20L * 1024 * 1024;

    private static final int LONGEST = 2000;

    private final Documents documents;
    private final DocumentStore store;
    private final HandedOut handedOut;
    private final DiskGuard disk;
    private final Clock clock;

    DocumentPages(Documents documents, DocumentStore store, HandedOut handedOut, DiskGuard disk, Clock clock) {
        this.documents = documents;
        this.store = store;
        this.handedOut = handedOut;
        this.disk = disk;
        this.clock = clock;
    }

    /** What is there about a topic. */
    record Line(Topic topic, List<Document> documents) {}

    @GetMapping("/documents")
    String list(Model model) {
        List<Document> all = store.all();
        model.addAttribute(
                "lines",
                Arrays.stream(Topic.values())
                        .map(topic -> new Line(
                                topic,
                                all.stream()
                                        .filter(one ->
                                                one.isCurrent() && one.said().topic() == topic)
                                        .toList()))
                        .toList());
        model.addAttribute("current", all.stream().filter(Document::isCurrent).toList());
        model.addAttribute(
                "earlier", all.stream().filter(one -> !one.isCurrent()).toList());
        model.addAttribute(
                "topics",
                Arrays.stream(Topic.values())
                        .map(topic -> new Choice(topic.name(), topic.words()))
                        .toList());
        model.addAttribute("at", clock.instant());
        model.addAttribute("reader", Callers.current().id());
        return "documents/documents";
    }

    @PostMapping("/documents")
    String file(HttpServletRequest request, RedirectAttributes after) throws IOException {
        disk.check();
        try {
            Form form = Form.read(LARGEST, String.valueOf(request.getContentType()), request.getInputStream());
            try (Spool bytes = form.document()) {
                long entry = documents.file(Filing.of(form), bytes, Callers.current());
                after.addFlashAttribute(
                        "done",
                        "The document is filed, as entry " + entry
                                + " of the ledger. It counts once somebody else has approved it.");
            }
        } catch (Refusal refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/documents";
    }

    @PostMapping("/documents/{entry}/approve")
    String approve(@PathVariable long entry, RedirectAttributes after) {
        return act(() -> documents.approve(entry, Callers.current()), "The document is approved.", after);
    }

    @PostMapping("/documents/{entry}/withdraw")
    String withdraw(
            @PathVariable long entry, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        String why = Text.clean(reason, LONGEST).strip();
        return act(() -> documents.withdraw(entry, why, Callers.current()), "The document is withdrawn.", after);
    }

    private static String act(Runnable act, String done, RedirectAttributes after) {
        try {
            act.run();
            after.addFlashAttribute("done", done);
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/documents";
    }

    @GetMapping("/documents/{entry}")
    void document(@PathVariable long entry, HttpServletResponse response) throws IOException {
        Document one = store.find(entry).orElseThrow(() -> new NotFound("document"));
        handedOut.write(new Sha256(one.sha256()), HandedOut.named(one.said().fileName(), one.sha256()), response);
    }
}
