package io.exhibit.dashboard;

import io.exhibit.assessment.Result;
import io.exhibit.assessment.Standings;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Control;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.Framework;
import io.exhibit.controls.Standing;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many controls of each framework can be shown to work, as last judged. Never a percentage: it would hide the unknown. */
@Component
class HomeControls {

    private static final Map<Result, String> TONES = Map.of(
            Result.SATISFIED, "ok",
            Result.SATISFIED_COMPENSATED, "info",
            Result.NOT_SATISFIED, "late",
            Result.INSUFFICIENT_EVIDENCE, "unknown",
            Result.NOT_EVALUATED, "none",
            Result.NOT_APPLICABLE, "none");

    private static final Map<Result, String> WORDS = Map.of(
            Result.SATISFIED, "shown to work",
            Result.SATISFIED_COMPENSATED, "compensated",
            Result.NOT_SATISFIED, "not",
            Result.INSUFFICIENT_EVIDENCE, "cannot be told",
            Result.NOT_EVALUATED, "not evaluated",
            Result.NOT_APPLICABLE, "not applicable");

    private final Catalogue catalogue;
    private final Standings standings;

    HomeControls(Catalogue catalogue, Standings standings) {
        this.catalogue = catalogue;
        this.standings = standings;
    }

    /** One framework: its counts in words, and the parts of its bar. */
    record Line(String id, String name, String about, boolean withdrawn, String words, List<Part> parts) {}

    /** A part of a bar, from and how far in shares of its width. */
    record Part(String tone, String x, String width) {}

    /** What is known of all frameworks; checked null: nothing has been judged in this scope. */
    record Overview(List<Line> lines, @Nullable Instant checked) {}

    Overview overview(Scope scope, Instant at) {
        List<Standings.Standing> newest = standings.newest(scope, at);
        Map<ControlId, Result> results =
                newest.stream().collect(Collectors.toMap(Standings.Standing::control, Standings.Standing::result));
        List<Line> lines = catalogue.frameworks().stream()
                .map(framework -> line(framework, results))
                .toList();
        Instant checked = newest.stream()
                .map(Standings.Standing::checked)
                .max(Instant::compareTo)
                .orElse(null);
        return new Overview(lines, checked);
    }

    private static Line line(Framework framework, Map<ControlId, Result> results) {
        boolean withdrawn = framework.standing() == Standing.WITHDRAWN;
        Map<Result, Long> counts = counts(framework, results);
        String about = withdrawn
                ? "withdrawn" + framework.withdrawn().map(day -> " " + day).orElse("") + ", kept to be read"
                : framework.version();
        return new Line(
                framework.id().text(),
                framework.name(),
                about,
                withdrawn,
                words(counts),
                withdrawn ? List.of() : parts(counts));
    }

    private static Map<Result, Long> counts(Framework framework, Map<ControlId, Result> results) {
        Map<Result, Long> counts = new EnumMap<>(Result.class);
        counts.put(Result.SATISFIED, 0L);
        for (Control control : framework.controls()) {
            counts.merge(results.getOrDefault(control.id(), Result.NOT_EVALUATED), 1L, Long::sum);
        }
        return counts;
    }

    private static String words(Map<Result, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> Written.count(count.getValue()) + " " + WORDS.get(count.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static List<Part> parts(Map<Result, Long> counts) {
        double all = counts.values().stream().mapToLong(Long::longValue).sum();
        List<Part> parts = new ArrayList<>();
        double from = 0;
        for (Map.Entry<Result, Long> count : counts.entrySet()) {
            double width = 100 * count.getValue() / all;
            parts.add(new Part(TONES.getOrDefault(count.getKey(), "none"), share(from), share(width)));
            from += width;
        }
        return parts;
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
