package io.exhibit.packs;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Csv;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What lies between two sealed packs, as a page with counts and the first rows, and as a file with all of them. */
@Controller
class SincePages {

    private static final List<String> HEAD =
            List.of("kind", "meaning", "key", "subject", "about", "system", "before", "after");

    private final SincePack since;
    private final PackLines lines;
    private final ActivityTrail trail;

    SincePages(SincePack since, PackLines lines, ActivityTrail trail) {
        this.since = since;
        this.lines = lines;
        this.trail = trail;
    }

    @GetMapping("/packs/{id}/since/{earlier}")
    String page(@PathVariable UUID id, @PathVariable UUID earlier, Model model) throws IOException {
        SincePack.Two two = since.two(id, earlier);
        looked(two);
        SinceTally tally = new SinceTally();
        since.compare(two, tally);
        model.addAttribute("pack", lines.of(two.later()));
        model.addAttribute("earlier", lines.of(two.earlier()));
        model.addAttribute("notes", tally.notes());
        model.addAttribute("parts", tally.parts());
        return "packs/since";
    }

    @GetMapping("/packs/{id}/since/{earlier}/since.csv")
    void csv(@PathVariable UUID id, @PathVariable UUID earlier, HttpServletResponse response) throws IOException {
        SincePack.Two two = since.two(id, earlier);
        looked(two);
        Csv csv = CsvFile.begin(response, "pack-" + id + "-since-" + earlier, HEAD);
        since.compare(
                two,
                line -> csv.line(List.of(
                        line.kind().name(),
                        line.kind().title(),
                        line.key(),
                        line.subject(),
                        line.about(),
                        line.system(),
                        line.before(),
                        line.after())));
        csv.flush();
    }

    private void looked(SincePack.Two two) {
        trail.record(
                Callers.current(),
                "pack.read",
                "pack " + two.later().id() + " since " + two.earlier().id());
    }
}
