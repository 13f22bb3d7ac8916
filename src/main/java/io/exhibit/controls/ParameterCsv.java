package io.exhibit.controls;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of the parameters in their file. */
final class ParameterCsv {

    static final List<String> HEAD = List.of(
            "profile",
            "parameter",
            "value",
            "came_as",
            "basis",
            "since",
            "proposed_by",
            "approved_by",
            "approved_at",
            "entry",
            "reason",
            "next_value",
            "next_from",
            "note",
            "as_of");

    private ParameterCsv() {}

    static List<@Nullable Object> cells(Profile profile, ParameterSheet.Line line, Instant now) {
        ParameterChange change = line.change();
        ParameterChange.Decided decided = change == null ? null : change.decided();
        ParameterChange next = line.next();
        return Arrays.asList(
                profile.id(),
                line.shipped().name(),
                line.value(),
                line.shipped().value(),
                line.shipped().basis(),
                change == null ? null : change.effectiveAt(),
                change == null ? null : change.proposed().name(),
                decided == null ? null : decided.act().name(),
                decided == null ? null : decided.act().at(),
                decided == null ? null : decided.act().entry(),
                change == null ? null : change.reason(),
                next == null ? null : next.value(),
                next == null ? null : next.effectiveAt(),
                line.shipped().note(),
                now);
    }
}
