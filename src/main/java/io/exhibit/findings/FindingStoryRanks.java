package io.exhibit.findings;

import io.exhibit.findings.FindingStory.Ranked;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How a finding was ranked up to a time, the latest first. */
@Component
class FindingStoryRanks {

    private static final String RANKS = """
            SELECT r.*, CASE WHEN r.superseded_at <= :at THEN r.superseded_at END AS until,
                   CASE WHEN r.rank = r.rank_inputs ->> 'loweredTo' THEN (r.rank_inputs ->> 'loweredUntil')::timestamptz END AS lowered_until,
                   ARRAY(SELECT i.key FROM jsonb_each_text(r.rank_inputs) i ORDER BY i.key) AS names,
                   ARRAY(SELECT coalesce(i.value, '') FROM jsonb_each_text(r.rank_inputs) i ORDER BY i.key) AS texts
              FROM (SELECT e.rank, e.rank_reason, e.rank_method, e.ranked_at, e.rank_inputs, e.superseded_at,
                           lag(e.superseded_at) OVER (ORDER BY e.superseded_at NULLS LAST) AS since
                      FROM (SELECT rank, rank_reason, rank_method, ranked_at, rank_inputs, superseded_at
                              FROM findings.earlier_rank
                             WHERE finding_id = :finding
                            UNION ALL
                            SELECT rank, rank_reason, rank_method, ranked_at, rank_inputs, NULL
                              FROM findings.finding
                             WHERE id = :finding) e) r
             WHERE coalesce(r.since, '-infinity') <= :at
             ORDER BY r.superseded_at DESC NULLS FIRST
            """;

    private final JdbcClient jdbc;

    FindingStoryRanks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Ranked> of(UUID finding, Instant at) {
        return jdbc.sql(RANKS)
                .param("finding", finding)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(FindingStoryRanks::ranked)
                .list();
    }

    private static Ranked ranked(ResultSet row, int n) throws SQLException {
        return new Ranked(
                row.getString("rank"),
                row.getString("rank_reason"),
                row.getInt("rank_method"),
                Columns.maybeAt(row, "ranked_at"),
                Columns.maybeAt(row, "until"),
                Columns.maybeAt(row, "lowered_until"),
                FindingStoryInputs.read(row));
    }
}
