package io.exhibit.examinations;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One mandate: what it says, what was handed over under it, and what the examiner looked at. */
@Controller
class MandatePage {

    private static final int ROOM = 100;
    private static final List<String> HEAD = List.of("at", "action", "on_what", "outcome", "from");

    private final Mandates mandates;
    private final MandateStore store;
    private final PackStore packs;
    private final LookedAt looked;

    MandatePage(Mandates mandates, MandateStore store, PackStore packs, LookedAt looked) {
        this.mandates = mandates;
        this.store = store;
        this.packs = packs;
        this.looked = looked;
    }

    @GetMapping("/mandates/{entry:\\d{1,18}}")
    String mandate(@PathVariable long entry, @RequestParam(required = false) @Nullable String cursor, Model model) {
        Mandate mandate = MandatePages.held(store, entry);
        Excerpt<LookedAt.Line> page = Excerpt.of(
                looked.page(mandate, cursor == null || cursor.isBlank() ? null : Cursor.read(cursor), ROOM + 1), ROOM);
        String here = "/mandates/" + entry;
        model.addAttribute("mandate", mandate);
        model.addAttribute("today", mandates.today());
        model.addAttribute("reader", Callers.current().id());
        model.addAttribute("handed", packs.handed(entry));
        model.addAttribute("fitting", packs.fitting(mandate));
        model.addAttribute("looked", page);
        model.addAttribute("first", cursor == null ? null : here + "#looked");
        model.addAttribute(
                "next", page.more() ? here + "?cursor=" + page.last().cursor().text() + "#looked" : null);
        return "examinations/mandate";
    }

    @GetMapping("/mandates/{entry:\\d{1,18}}/looked-at.csv")
    void lookedAt(@PathVariable long entry, HttpServletResponse response) throws IOException {
        Mandate mandate = MandatePages.held(store, entry);
        Csv csv = CsvFile.begin(response, "mandate-" + entry + "-looked-at", HEAD);
        looked.each(
                mandate,
                line -> csv.line(List.of(line.at(), line.action(), line.object(), line.outcome(), line.origin())));
        csv.flush();
    }
}
