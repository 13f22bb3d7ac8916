package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Parts;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Targets that are no longer used: which seem to be, which were retired and by whom, and the form that retires one. */
@Controller
class RetirementPages {

    /** What was not scanned for so long seems to be out of use; a proposal for people to look at, nothing more. */
    private static final Duration QUIET = Duration.ofDays(14);

    private static final int ROOM = 50;
    private static final int SOME = 1000;
    private static final List<String> HEAD = List.of(
            "entry",
            "target",
            "name",
            "environment",
            "system",
            "system_name",
            "retired_at",
            "retired_by",
            "reason",
            "last_scanned_at",
            "ran_until",
            "ran_until_entry",
            "findings_closed",
            "scanned_again");

    private final RetirementStore store;
    private final Retirements retirements;
    private final Clock clock;

    RetirementPages(RetirementStore store, Retirements retirements, Clock clock) {
        this.store = store;
        this.retirements = retirements;
        this.clock = clock;
    }

    @GetMapping("/retirements")
    String list(@RequestParam(defaultValue = "") String before, Model model) {
        long below = before.isBlank() ? Long.MAX_VALUE : entry(before);
        Excerpt<RetirementStore.Retired> page = Excerpt.of(store.retired(below, ROOM + 1), ROOM);
        model.addAttribute("page", page);
        model.addAttribute("quiet", QUIET.toDays());
        model.addAttribute(
                "candidates", Excerpt.of(store.candidates(clock.instant().minus(QUIET), ROOM + 1), ROOM));
        model.addAttribute("first", before.isBlank() ? null : "/retirements");
        model.addAttribute(
                "next", page.more() ? "/retirements?before=" + page.last().entry() : null);
        return "findings/retirements";
    }

    /** All that were retired, some at a time. */
    @GetMapping("/retirements.csv")
    void csv(HttpServletResponse response) throws IOException {
        Csv csv = CsvFile.begin(response, "exhibit-retirements", HEAD);
        Parts.each(
                SOME,
                Long.MAX_VALUE,
                below -> store.retired(below, SOME),
                RetirementStore.Retired::entry,
                some -> some.forEach(one -> csv.line(cells(one))));
        csv.flush();
    }

    private static List<@Nullable Object> cells(RetirementStore.Retired one) {
        RetirementStore.Target target = one.target();
        RetirementStore.Ran ran = one.ran();
        return Arrays.asList(
                one.entry(),
                target.id(),
                target.name(),
                target.environment(),
                target.code(),
                target.system(),
                one.at(),
                one.person(),
                one.reason(),
                ran.scannedAt(),
                ran.until(),
                ran.entry(),
                ran.closed(),
                one.scannedAgain());
    }

    @GetMapping("/retirements/new")
    String ask(@RequestParam(defaultValue = "") String target, Model model) {
        if (target.isBlank()) {
            return "redirect:/retirements";
        }
        model.addAttribute("facts", store.facts(NotFound.idOf("target", target)));
        return "findings/retirement-new";
    }

    @PostMapping("/retirements")
    String retire(
            @RequestParam String target, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        UUID id = NotFound.idOf("target", target);
        try {
            Signatory by = Signatory.current();
            long entry = retirements.retire(id, Text.clean(reason, 4000), by);
            after.addFlashAttribute("done", "It is retired, by entry " + entry + " of the ledger.");
            return "redirect:/retirements";
        } catch (InvalidRequest problem) {
            after.addFlashAttribute("refused", problem.detail());
            after.addFlashAttribute("reason", reason);
            return "redirect:/retirements/new?target=" + id;
        }
    }

    private static long entry(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new InvalidRequest("before is an entry of the ledger.");
        }
        return Long.parseLong(text);
    }
}
