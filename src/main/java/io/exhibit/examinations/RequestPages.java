package io.exhibit.examinations;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.intake.DiskGuard;
import io.exhibit.intake.Form;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Refusal;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.Spool;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The requests under a mandate: for the bank, which takes letters in and answers, and for the examiner, who accepts or asks on. The token
 * against forgery of a letter comes in the address, so that nothing of the body is read before it is known who sends it.
 */
@Controller
class RequestPages {

    private static final long LARGEST = 1024 * 1024;
    private static final List<String> HEAD =
            List.of("number", "request", "due", "state", "link", "answered_at", "accepted_at", "last_words", "remark");

    private final Requests requests;
    private final RequestStore store;
    private final MandateStore held;
    private final Mandates mandates;
    private final DiskGuard disk;

    RequestPages(Requests requests, RequestStore store, MandateStore held, Mandates mandates, DiskGuard disk) {
        this.requests = requests;
        this.store = store;
        this.held = held;
        this.mandates = mandates;
        this.disk = disk;
    }

    @GetMapping({"/mandates/{entry:\\d{1,18}}/requests", "/mandate/{entry:\\d{1,18}}/requests"})
    String list(@PathVariable long entry, Model model) {
        model.addAttribute("mandate", MandatePages.held(held, entry));
        model.addAttribute("requests", store.of(entry));
        model.addAttribute("today", mandates.today());
        return "examinations/requests";
    }

    @GetMapping({"/mandates/{entry:\\d{1,18}}/requests.csv", "/mandate/{entry:\\d{1,18}}/requests.csv"})
    void csv(@PathVariable long entry, HttpServletResponse response) throws IOException {
        MandatePages.held(held, entry);
        List<Wanted> all = store.of(entry);
        Csv csv = CsvFile.begin(response, "mandate-" + entry + "-requests", HEAD);
        all.forEach(wanted -> csv.line(Arrays.asList(
                wanted.said().number(),
                wanted.said().wanted(),
                wanted.said().due(),
                wanted.state(),
                wanted.link(),
                wanted.at(Wanted.Kind.ANSWERED),
                wanted.at(Wanted.Kind.ACCEPTED),
                wanted.lastWords(),
                wanted.said().remark())));
        csv.flush();
    }

    @PostMapping("/mandates/{entry:\\d{1,18}}/requests")
    String receive(@PathVariable long entry, HttpServletRequest request, RedirectAttributes after) throws IOException {
        disk.check();
        try {
            Form form = Form.read(LARGEST, String.valueOf(request.getContentType()), request.getInputStream());
            try (Spool letter = form.document()) {
                long list = requests.receive(entry, letter, Callers.current());
                long unread = store.unread(list);
                after.addFlashAttribute(
                        "done",
                        "The letter is taken in. "
                                + (unread == 0
                                        ? "Every line was read."
                                        : Written.count(unread, "line was", "lines were")
                                                + " not read whole: what is missing stands beside each."));
            }
        } catch (Refusal refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/mandates/" + entry + "/requests";
    }

    @PostMapping("/mandates/{entry:\\d{1,18}}/requests/{list:\\d{1,18}}/{n:\\d{1,9}}/answer")
    String answer(
            @PathVariable long entry,
            @PathVariable long list,
            @PathVariable int n,
            Said said,
            RedirectAttributes after) {
        Requests.Place place = new Requests.Place(entry, list, n);
        Runnable act = () -> requests.answer(place, said.linkText(), said.wordsText(), Callers.current());
        return act("/mandates/" + entry, act, "The request is answered.", after);
    }

    @PostMapping("/mandate/{entry:\\d{1,18}}/requests/{list:\\d{1,18}}/{n:\\d{1,9}}/accept")
    String accept(@PathVariable long entry, @PathVariable long list, @PathVariable int n, RedirectAttributes after) {
        Requests.Place place = new Requests.Place(entry, list, n);
        Runnable act = () -> requests.accept(place, Callers.current());
        return act("/mandate/" + entry, act, "The answer is accepted.", after);
    }

    @PostMapping("/mandate/{entry:\\d{1,18}}/requests/{list:\\d{1,18}}/{n:\\d{1,9}}/follow-up")
    String followUp(
            @PathVariable long entry,
            @PathVariable long list,
            @PathVariable int n,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes after) {
        Requests.Place place = new Requests.Place(entry, list, n);
        Runnable act = () -> requests.followUp(place, words, Callers.current());
        return act("/mandate/" + entry, act, "The bank is asked on.", after);
    }

    /** The form of an answer as it was filled in. */
    record Said(@Nullable String link, @Nullable String words) {

        String linkText() {
            return link == null ? "" : link;
        }

        String wordsText() {
            return words == null ? "" : words;
        }
    }

    private static String act(String where, Runnable act, String done, RedirectAttributes after) {
        try {
            act.run();
            after.addFlashAttribute("done", done);
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:" + where + "/requests";
    }
}
