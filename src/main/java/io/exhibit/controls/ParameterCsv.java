package io.exhibit.controls;

import io.exhibit.ledger.Proposal;
import java.time.Instant;
import java.util.ArrayList;
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

    static List<@Nullable Object> cells(Profile profile, ParameterSheet.Line line, Instant at) {
        ParameterChange next = line.next();
        List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(
                profile.id(),
                line.shipped().name(),
                line.value(),
                line.shipped().value(),
                line.shipped().basis()));
        cells.addAll(decided(line.change()));
        cells.add(next == null ? null : next.value());
        cells.add(next == null ? null : next.effectiveAt());
        cells.add(line.shipped().note());
        cells.add(at);
        return cells;
    }

    private static List<@Nullable Object> decided(@Nullable ParameterChange change) {
        Proposal.Decided decided = change == null ? null : change.decided();
        if (change == null || decided == null) {
            return Arrays.asList(null, null, null, null, null, null);
        }
        return Arrays.asList(
                change.effectiveAt(),
                change.proposed().name(),
                decided.act().name(),
                decided.act().at(),
                decided.act().entry(),
                change.reason());
    }
}
