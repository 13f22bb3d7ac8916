package io.exhibit.findings;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.controls.ExceptionKind;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The register of exceptions: the list, its file, and the story of each, as of any time. */
@Controller
class ExceptionPages {

    private static final int PAGE = 50;
    private static final int SHOWN = 100;

    private final ExceptionStore store;
    private final ExceptionKinds kinds;
    private final AcceptanceStore acceptances;
    private final Clock clock;

    ExceptionPages(ExceptionStore store, ExceptionKinds kinds, AcceptanceStore acceptances, Clock clock) {
        this.acceptances = acceptances;
        this.store = store;
        this.kinds = kinds;
        this.clock = clock;
    }

    /** A row with the name of its kind. */
    record Line(ExceptionRow row, String kind) {}

    /** A finding it is about, as it stood. */
    record Covering(ExceptionStore.Covered covered, String tone, String words) {}

    @GetMapping("/exceptions")
    String exceptions(ExceptionQuestion.Parameters asked, Model model) {
        ExceptionQuestion question = ExceptionQuestion.of(asked, clock);
        Excerpt<ExceptionRow> found = store.page(question, PAGE);
        long count = store.count(question);
        model.addAttribute("question", question);
        model.addAttribute("sentence", sentence(question, count));
        model.addAttribute(
                "lines",
                found.rows().stream()
                        .map(row -> new Line(row, kinds.kind(row.what().kind()).name()))
                        .toList());
        model.addAttribute("states", states());
        model.addAttribute("kinds", kinds.choices("any"));
        model.addAttribute("ends", ends(question));
        model.addAttribute(
                "shown",
                Written.count(found.size())
                        + (question.endsFirst()
                                ? " on this page, those that end first before others."
                                : " on this page, the newest first."));
        model.addAttribute("first", question.after() == null ? null : question.link("/exceptions", null));
        model.addAttribute("next", found.more() ? question.link("/exceptions", question.after(found.last())) : null);
        model.addAttribute("csv", question.link("/exceptions.csv", null));
        return "findings/exceptions";
    }

    @GetMapping("/exceptions.csv")
    void csv(ExceptionQuestion.Parameters asked, HttpServletResponse response) throws IOException {
        ExceptionQuestion question = ExceptionQuestion.of(asked, clock);
        Csv csv = CsvFile.begin(response, "exhibit-exceptions", ExceptionCsv.HEAD);
        store.each(
                question,
                row -> csv.line(ExceptionCsv.cells(row, question.asOf().at())));
        csv.flush();
    }

    @GetMapping("/exceptions/{id}")
    String story(@PathVariable String id, @RequestParam(required = false) @Nullable String asOf, Model model) {
        UUID exception = NotFound.idOf("exception", id);
        AsOf at = AsOf.read(asOf, clock);
        ExceptionRow row = store.one(exception, at.at());
        ExceptionKind kind = kinds.kind(row.what().kind());
        List<ExceptionStore.Step> steps = store.steps(exception, at.at());
        model.addAttribute("row", row);
        model.addAttribute("kind", kind);
        model.addAttribute("effects", kinds.lines(kind, row.standing().isCompensating()));
        acceptance(row, kind, at, model);
        model.addAttribute("justification", kinds.justification(row.what().justification()));
        model.addAttribute("steps", steps);
        model.addAttribute(
                "covered",
                store.covered(exception, at.at(), SHOWN).stream()
                        .map(one -> covering(one, at.at()))
                        .toList());
        model.addAttribute(
                "all",
                Address.of("/findings")
                        .with("exception", exception)
                        .with("state", "ALL")
                        .with("asOf", asOf)
                        .text());
        model.addAttribute("may", may(row, steps, at));
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", ExceptionForm.of(row));
        }
        model.addAttribute("ranks", ExceptionForms.ranks());
        return "findings/exception";
    }

    /** What assessors accepted of it, and what this officer may record that they did. */
    private void acceptance(ExceptionRow row, ExceptionKind kind, AsOf at, Model model) {
        boolean decides = kind.worksheet()
                && at.isNow()
                && Callers.officer().filter(ExceptionDoors::decides).isPresent();
        model.addAttribute("acceptances", acceptances.of(row.id(), at.at()));
        model.addAttribute("takesBack", decides);
        model.addAttribute("today", LocalDate.ofInstant(at.at(), ZoneOffset.UTC));
        model.addAttribute(
                "acceptable",
                Callers.officer()
                        .filter(officer -> decides)
                        .map(officer -> acceptances.acceptable(row.id(), officer.id(), at.at()))
                        .orElse(List.of()));
    }

    private static ExceptionDoors may(ExceptionRow row, List<ExceptionStore.Step> steps, AsOf at) {
        return at.isNow()
                ? Callers.officer()
                        .map(officer -> ExceptionDoors.of(officer, row, steps))
                        .orElse(ExceptionDoors.CLOSED)
                : ExceptionDoors.CLOSED;
    }

    private static Covering covering(ExceptionStore.Covered one, Instant at) {
        ExceptionState.Ending ending = one.ending();
        if (one.isCoveredAt(at)) {
            return new Covering(one, "ok", "covered");
        }
        return ending == null
                ? new Covering(one, "soon", "not approved yet")
                : new Covering(one, "late", "not covered since " + Written.minute(one.until()) + ": " + ending.words());
    }

    private static List<Choice> states() {
        List<Choice> states = new ArrayList<>();
        states.add(new Choice("", "any"));
        Arrays.stream(ExceptionState.values()).forEach(state -> states.add(new Choice(state.name(), state.words())));
        return states;
    }

    /** Those that are offered, and the one that was asked for. */
    private static List<Choice> ends(ExceptionQuestion question) {
        return Stream.concat(
                        Stream.of(new Choice("", "any day")),
                        Stream.concat(Stream.of(7, 14, 30), Stream.ofNullable(question.ends()))
                                .distinct()
                                .sorted()
                                .map(days -> new Choice(
                                        String.valueOf(days), "within " + Written.count(days, "day", "days"))))
                .toList();
    }

    private static String sentence(ExceptionQuestion question, long count) {
        return Written.count(count, "exception", "exceptions")
                + (question.isNarrowed() ? (count == 1 ? " matches." : " match.") : " in the register.");
    }
}
