package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a finding. told: of what was closed, PROVEN or why not; the clock of a deadline that passed; the kind of an
 * exception that began, and why one ended; null: nothing.
 */
record ChangeRow(
        UUID id, Instant at, ChangeKind kind, @Nullable String told, Subject subject, Place place) {

    /** The finding that it happened to. */
    record Subject(
            UUID finding,
            String vulnerability,
            String packageName,
            String installed,
            @Nullable String fixed,
            @Nullable String rank) {}

    /** Where, and whose. */
    record Place(
            String target,
            String environment,
            @Nullable String system,
            @Nullable String owner) {

        public String shortName() {
            return target.substring(target.lastIndexOf('/') + 1);
        }
    }

    static ChangeRow read(ResultSet row, int n) throws SQLException {
        return new ChangeRow(
                Columns.id(row, "id"),
                Columns.at(row, "at"),
                ChangeKind.valueOf(row.getString("kind")),
                row.getString("told"),
                new Subject(
                        Columns.id(row, "finding_id"),
                        Visible.line(row.getString("vulnerability")),
                        Visible.line(row.getString("package")),
                        Visible.line(row.getString("installed_version")),
                        row.getString("fixed_version"),
                        row.getString("rank")),
                new Place(
                        Visible.line(row.getString("target")),
                        Visible.line(row.getString("environment")),
                        row.getString("code"),
                        row.getString("owner")));
    }

    /** What else is to be said of it; empty: nothing. */
    public String remark() {
        if (told == null) {
            return "";
        }
        return switch (kind) {
            case CLOSED -> told.equals("PROVEN") ? "" : "not proven";
            case LATE -> Profile.valueOf(told).title();
            case EXCEPTED -> told.toLowerCase(Locale.ROOT).replace('_', ' ');
            case EXCEPTION_ENDED -> ExceptionState.Ending.valueOf(told).words();
            case FOUND, BACK, LEFT, EXPLOITED -> "";
        };
    }
}
