package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.assessment.Counts;
import io.exhibit.assessment.Result;
import io.exhibit.controls.CheckUse;
import io.exhibit.controls.Control;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.ReportText.Check;
import io.exhibit.packs.ReportText.Figures;
import io.exhibit.packs.ReportText.Open;
import io.exhibit.packs.ReportText.Sheet;
import io.exhibit.packs.ReportText.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the results of the controls into words: one sheet a control, the rows that are not satisfied with the first that needs them. */
final class SheetWords {

    private static final Figures NO_FIGURES = new Figures("", "", "", "", "", "", "");

    private final Dossier dossier;
    private final Map<String, Annex> annexes;
    private final Map<String, String> shownWith = new HashMap<>();

    SheetWords(Dossier dossier, List<Annex> annexes) {
        this.dossier = dossier;
        this.annexes = annexes.stream()
                .collect(Collectors.toMap(
                        annex -> annex.file().spool().register().name(), annex -> annex));
    }

    List<Sheet> sheets() throws IOException {
        List<Sheet> sheets = new ArrayList<>();
        for (ControlResult result : dossier.controls()) {
            sheets.add(sheet(result, "control-" + (sheets.size() + 1)));
        }
        return sheets;
    }

    /** Of 12 controls, 3 are satisfied, 2 are not satisfied and 7 are not evaluated. */
    static String lead(List<ControlResult> controls) {
        Map<Result, Long> counts =
                controls.stream().collect(Collectors.groupingBy(ControlResult::result, Collectors.counting()));
        List<String> parts = new ArrayList<>();
        for (Result result : Result.values()) {
            long count = counts.getOrDefault(result, 0L);
            if (count > 0) {
                parts.add(Written.count(count) + " " + verb(result, count));
            }
        }
        return "Of " + Written.count(controls.size(), "control", "controls") + ", " + joined(parts) + ".";
    }

    private static String verb(Result result, long count) {
        if (result == Result.INSUFFICIENT_EVIDENCE) {
            return count == 1 ? "has insufficient evidence" : "have insufficient evidence";
        }
        return (count == 1 ? "is " : "are ") + words(result);
    }

    static String joined(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    private Sheet sheet(ControlResult result, String anchor) throws IOException {
        Control control = result.control();
        List<Check> checks = new ArrayList<>();
        for (CheckResult check : result.checks()) {
            checks.add(check(check, control));
        }
        return new Sheet(
                anchor,
                control.id().code(),
                Visible.line(control.title()),
                Visible.line(control.text()),
                reference(control),
                state(result.result()),
                Visible.line(result.reason()),
                checks,
                control.manual(),
                control.limit()
                        .map(limit -> "Not to be concluded from this: " + limit)
                        .orElse(""),
                DayWords.of(dossier.strips().get(control.id())));
    }

    private static String reference(Control control) {
        List<String> parts = new ArrayList<>(List.of(control.paragraph()));
        control.references().forEach((elsewhere, ids) -> parts.add(elsewhere + ": " + String.join(", ", ids)));
        control.withdrawn().ifPresent(day -> parts.add("withdrawn " + day));
        return String.join(" \u00b7 ", parts);
    }

    private Check check(CheckResult result, Control control) throws IOException {
        String use = control.checks().stream()
                .filter(candidate ->
                        candidate.check().id().equals(result.check().id()))
                .map(CheckUse::rationale)
                .findFirst()
                .orElse(result.check().question());
        return new Check(
                result.check().id(),
                result.check().name(),
                use,
                state(result.result()),
                Visible.line(result.reason()),
                figures(result),
                open(result, control));
    }

    private Figures figures(CheckResult result) {
        if (!result.isBuilt()) {
            return NO_FIGURES;
        }
        Counts counts = result.counts();
        Annex annex = annexes.get(PopulationRegister.name(result.check().id()));
        return new Figures(
                Written.count(counts.population()),
                Written.count(counts.satisfied()),
                Written.count(counts.compensated()),
                Written.count(counts.violated()),
                Written.count(counts.insufficient()),
                Written.count(counts.notApplicable()),
                annex == null ? "" : "Annex " + annex.letter());
    }

    private Open open(CheckResult result, Control control) throws IOException {
        Counts counts = result.counts();
        long open = counts.violated() + counts.insufficient() + counts.compensated();
        String id = result.check().id();
        if (open == 0) {
            return new Open("", List.of());
        }
        String first = shownWith.putIfAbsent(id, control.id().code());
        if (first != null) {
            return new Open(
                    "Rows that are not " + plain(counts) + "satisfied are listed with " + first + ".", List.of());
        }
        OpenItems items = OpenItems.of(dossier.population(id).orElseThrow());
        String lead = items.size() == open
                ? "Rows that are not " + plain(counts) + "satisfied:"
                : "The first " + items.size() + " of " + Written.count(open) + " rows that are not " + plain(counts)
                        + "satisfied, the violated ones first:";
        return new Open(lead, items.lines());
    }

    private static String plain(Counts counts) {
        return counts.compensated() > 0 ? "plainly " : "";
    }

    static State state(Result result) {
        return new State(result.name(), words(result));
    }

    static String words(Result result) {
        return result.title().toLowerCase(Locale.ROOT);
    }
}
