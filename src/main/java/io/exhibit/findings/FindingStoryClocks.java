package io.exhibit.findings;

import io.exhibit.findings.FindingStory.Clock;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** What was decided of a finding's deadlines. */
final class FindingStoryClocks {

    private static final String CLOCKS = """
            SELECT d.episode, d.profile, d.decided_at, {superseded} AS superseded_at,
                   d.policy_version, d.starts_at, d.due_at, d.estimated,
                   CASE WHEN e.closed_at <= :at THEN e.closed_at END AS closed_at, CASE WHEN e.gone_at <= :at THEN e.gone_at END AS gone_at,
                   e.closing, d.inputs ->> 'note' AS note,
                   ARRAY(SELECT i.key FROM jsonb_each_text(d.inputs) i ORDER BY i.key) AS names,
                   ARRAY(SELECT coalesce(i.value, '') FROM jsonb_each_text(d.inputs) i ORDER BY i.key) AS texts
              FROM findings.deadline d
              JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
             WHERE d.finding_id = :finding AND {told}
             ORDER BY d.profile DESC, d.episode DESC, d.decided_at DESC
            """;

    private static final String SUPERSEDED = "CASE WHEN d.superseded_at <= :at THEN d.superseded_at END";

    /** By a clock that had begun on the day. */
    private static final String SUPERSEDED_LATER = "CASE WHEN {decided then} THEN NULL ELSE d.superseded_at END";

    private static final String TOLD_LATER = "d.decided_at <= :known AND (d.starts_at IS NULL OR d.starts_at <= :at)";

    private FindingStoryClocks() {}

    static String sql(AsOf asOf) {
        boolean later = asOf.isKnownLater();
        return CLOCKS.replace("{superseded}", later ? SUPERSEDED_LATER : SUPERSEDED)
                .replace("{told}", later ? TOLD_LATER : "d.decided_at <= :at");
    }

    static Clock read(ResultSet row, Instant at) throws SQLException {
        Instant due = Columns.maybeAt(row, "due_at");
        String note = row.getString("note");
        return new Clock(
                row.getInt("episode"),
                Profile.valueOf(row.getString("profile")),
                Columns.at(row, "decided_at"),
                Columns.maybeAt(row, "superseded_at"),
                row.getInt("policy_version"),
                Columns.maybeAt(row, "starts_at"),
                due,
                row.getBoolean("estimated"),
                FindingStoryInputs.read(row),
                TimelineStanding.of(
                                due,
                                new TimelineStanding.Ending(
                                        Columns.maybeAt(row, "closed_at"), Columns.maybeAt(row, "gone_at")),
                                at,
                                note == null ? "no clock runs" : note)
                        .closing(row.getString("closing")));
    }
}
