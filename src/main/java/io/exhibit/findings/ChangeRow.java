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
 * One thing that happened to a finding, or a policy that came into force; the other is null. told: of what was closed, PROVEN or why not;
 * the clock of a deadline that passed; the kind of an exception that began, and why one ended; the ranks, and why; null: nothing.
 */
record ChangeRow(
        UUID id,
        Instant at,
        ChangeKind kind,
        @Nullable String told,
        @Nullable Subject subject,
        @Nullable Version policy) {

    /** The finding that it happened to. */
    record Subject(
            UUID finding,
            String vulnerability,
            String packageName,
            String installed,
            @Nullable String fixed,
            @Nullable String rank,
            Place place) {}

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

    /** A version of a policy: who drafted it, and who approved it. */
    record Version(int number, Policy.Kind kind, String name, String draftedBy, String approvedBy) {

        public String words() {
            return "drafted by " + draftedBy + ", approved by " + approvedBy;
        }

        /** Of which policy it is. */
        public String title() {
            return kind.words() + ", version " + number;
        }
    }

    static ChangeRow read(ResultSet row, int n) throws SQLException {
        ChangeKind kind = ChangeKind.valueOf(row.getString("kind"));
        boolean ofPolicy = kind == ChangeKind.POLICY;
        return new ChangeRow(
                Columns.id(row, "id"),
                Columns.at(row, "at"),
                kind,
                row.getString("told"),
                ofPolicy ? null : subject(row),
                ofPolicy ? policy(row) : null);
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                Columns.id(row, "finding_id"),
                Visible.line(row.getString("vulnerability")),
                Visible.line(row.getString("package")),
                Visible.line(row.getString("installed_version")),
                row.getString("fixed_version"),
                row.getString("rank"),
                new Place(
                        Visible.line(row.getString("target")),
                        Visible.line(row.getString("environment")),
                        row.getString("code"),
                        row.getString("owner")));
    }

    private static Version policy(ResultSet row) throws SQLException {
        return new Version(
                row.getInt("version"),
                Policy.Kind.valueOf(row.getString("policy")),
                Visible.line(row.getString("name")),
                Visible.line(row.getString("created_by")),
                Visible.line(row.getString("approved_by")));
    }

    /** What else is to be said of it; empty: nothing. */
    public String remark() {
        if (policy != null) {
            return policy.title() + ", " + policy.name() + ": " + policy.words();
        }
        if (told == null) {
            return "";
        }
        return switch (kind) {
            case CLOSED -> told.equals("PROVEN") ? "" : "not proven";
            case LATE -> Profile.valueOf(told).title();
            case EXCEPTED -> told.toLowerCase(Locale.ROOT).replace('_', ' ');
            case EXCEPTION_ENDED -> ExceptionState.Ending.valueOf(told).words();
            case RAISED, LOWERED -> told;
            case FOUND, BACK, LEFT, EXPLOITED, POLICY -> "";
        };
    }
}
