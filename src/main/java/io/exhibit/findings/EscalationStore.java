package io.exhibit.findings;

import io.exhibit.kernel.Excerpt;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the register of escalations as it stood at a time. */
@Component
class EscalationStore {

    private static final int FETCH = 500;

    /** Late: the DORA deadline, as it is known at the time of the question, had passed. */
    private static final String TOLD = """
            WITH told AS (
                SELECT e.*, p.name AS escalator, about.findings, about.open, about.late,
                       CASE WHEN about.open = 0 THEN 'GONE' WHEN e.planned_until <= :at THEN 'OVERDUE' ELSE 'PLANNED' END AS state,
                       CASE e.place_kind WHEN 'SYSTEM' THEN 'all of ' || coalesce(s.name, e.name)
                                         WHEN 'WORKLOAD' THEN 'workload ' || e.name || ' of ' || e.cluster || ' / ' || e.namespace
                                         ELSE coalesce(g.name || CASE WHEN g.environment = '' THEN '' ELSE ' in ' || g.environment END,
                                                       'a target that is gone') END AS place
                  FROM findings.escalation e
                  LEFT JOIN estate.pub_system s ON e.place_kind = 'SYSTEM' AND s.code = e.name
                  LEFT JOIN estate.pub_target g ON e.place_kind = 'TARGET' AND g.key = e.name
                  LEFT JOIN access.pub_person p ON p.id = e.escalated_by
                 CROSS JOIN LATERAL (
                       SELECT count(*) AS findings,
                              count(*) FILTER (WHERE o.gone_at IS NULL OR o.gone_at > :at) AS open,
                              count(*) FILTER (WHERE d.due_at < e.escalated_at) AS late
                         FROM findings.escalation_finding x
                         JOIN findings.episode o ON o.finding_id = x.finding_id AND o.n = x.episode
                         LEFT JOIN findings.deadline d
                           ON d.finding_id = x.finding_id AND d.episode = x.episode AND d.profile = 'DORA'
                          AND d.decided_at <= :at AND (d.superseded_at IS NULL OR d.superseded_at > :at)
                        WHERE x.entry_index = e.entry_index) about
                 WHERE e.escalated_at <= :at AND e.entry_index < :before
                   AND (:vulnerability::text IS NULL OR e.vulnerability = :vulnerability)
                   AND (:level::text IS NULL OR e.level = :level)
            )
            SELECT * FROM told
            """;

    private static final String LIST = TOLD + """
             WHERE :state::text IS NULL OR told.state = :state
             ORDER BY told.entry_index DESC
             LIMIT :most::bigint
            """;

    private static final String OF = TOLD + """
             WHERE told.entry_index IN (SELECT x.entry_index FROM findings.escalation_finding x WHERE x.finding_id = :finding)
             ORDER BY told.entry_index DESC
            """;

    private final JdbcClient jdbc;

    EscalationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Excerpt<EscalationRow> page(EscalationQuestion question, int room) {
        return Excerpt.of(list(question, room + 1).query(EscalationRow::read).list(), room);
    }

    @Transactional(readOnly = true)
    public void each(EscalationQuestion question, Consumer<EscalationRow> reader) {
        try (var rows = list(question, null).withFetchSize(FETCH).query(EscalationRow::read).stream()) {
            rows.forEach(reader);
        }
    }

    /** Those that are about a finding, the latest first. */
    List<EscalationRow> of(UUID finding, String vulnerability, Instant at) {
        return jdbc.sql(OF)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("before", Long.MAX_VALUE)
                .param("vulnerability", vulnerability)
                .param("level", null)
                .param("finding", finding)
                .query(EscalationRow::read)
                .list();
    }

    private JdbcClient.StatementSpec list(EscalationQuestion question, @Nullable Integer most) {
        return jdbc.sql(LIST)
                .param("at", question.asOf().at().atOffset(ZoneOffset.UTC))
                .param("before", question.before())
                .param("vulnerability", question.vulnerability())
                .param("level", question.level())
                .param("state", question.state())
                .param("most", most);
    }
}
