package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of findings: what, where, how bad, since when, and the deadline that runs out first. exploitedSince: the day
 * on which CISA listed it as exploited; null: it did not, or no catalogue was loaded. loweredUntil: the end of an exception that gives it this rank. epss null: not scored. excepted: the exception that covers it longest.
 */
record FindingListRow(
        UUID id,
        Name name,
        Place place,
        String severity,
        @Nullable String rank,
        @Nullable Instant loweredUntil,
        Instant firstDetectedAt,
        @Nullable LocalDate exploitedSince,
        ExploitScores.@Nullable Scored epss,
        @Nullable Excepted excepted,
        @Nullable Instant suppressedSince,
        Standing standing,
        @Nullable BothBases bases) {

    /** What it is. fixedVersion null: none is known. suppression null: the scanner did not suppress it. */
    record Name(
            String vulnerability,
            String packageName,
            String packageClass,
            String packageType,
            String location,
            String installedVersion,
            @Nullable String fixedVersion,
            String title,
            @Nullable String suppression) {}

    /** Where it is and whose that is. */
    record Place(
            String target,
            String environment,
            @Nullable String system,
            @Nullable String owner) {

        public String shortName() {
            return target.substring(target.lastIndexOf('/') + 1);
        }
    }

    /** The earliest deadline that runs, of whichever regulator; all null: none runs. closing: PROVEN, NOT_PROVEN or NOT_LOOKED_AT. */
    record Standing(
            int episode,
            @Nullable Instant closedAt,
            @Nullable Instant goneAt,
            @Nullable String closing,
            @Nullable Profile profile,
            @Nullable Instant dueAt) {}

    static FindingListRow read(ResultSet row, int n) throws SQLException {
        String profile = row.getString("profile");
        return new FindingListRow(
                Columns.id(row, "id"),
                name(row),
                new Place(
                        Visible.line(row.getString("target")),
                        Visible.line(row.getString("environment")),
                        row.getString("system"),
                        row.getString("owner")),
                row.getString("severity"),
                row.getString("rank"),
                Columns.maybeAt(row, "lowered_until"),
                Columns.at(row, "first_detected_at"),
                row.getObject("exploited_since", LocalDate.class),
                epss(row),
                Excepted.read(row),
                Columns.maybeAt(row, "suppressed_since"),
                new Standing(
                        row.getInt("episode"),
                        Columns.maybeAt(row, "closed_at"),
                        Columns.maybeAt(row, "gone_at"),
                        row.getString("closing"),
                        profile == null ? null : Profile.valueOf(profile),
                        Columns.maybeAt(row, "due_at")),
                BothBases.read(row));
    }

    private static ExploitScores.@Nullable Scored epss(ResultSet row) throws SQLException {
        BigDecimal score = row.getBigDecimal("epss");
        return score == null
                ? null
                : new ExploitScores.Scored(
                        score,
                        row.getBigDecimal("epss_percentile"),
                        Columns.at(row, "epss_at"),
                        row.getLong("epss_entry"));
    }

    private static Name name(ResultSet row) throws SQLException {
        return new Name(
                Visible.line(row.getString("vulnerability")),
                Visible.line(row.getString("package")),
                row.getString("class"),
                Visible.line(row.getString("package_type")),
                Visible.line(row.getString("location")),
                Visible.line(row.getString("installed_version")),
                row.getString("fixed_version"),
                Visible.line(row.getString("title")),
                row.getString("suppression"));
    }

    /** The last day of a lower rank that people gave it. */
    public @Nullable String lowered() {
        return loweredUntil == null ? null : ExceptionRow.day(loweredUntil);
    }

    /** How it is handled at the time of the question. */
    public Handling handlingAt(Instant at) {
        return Handling.of(standing.closedAt(), excepted, suppressedSince, at);
    }

    /** How it stands against the earliest deadline. */
    public TimelineStanding standingAt(Instant now) {
        String none = rank == null
                ? "no clock: not ranked"
                : name.fixedVersion() == null ? "no clock: no fix known" : "no clock runs";
        return TimelineStanding.of(
                        standing.dueAt(),
                        new TimelineStanding.Ending(standing.closedAt(), standing.goneAt()),
                        now,
                        none)
                .closing(standing.closing());
    }
}
