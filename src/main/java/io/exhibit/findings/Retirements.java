package io.exhibit.findings;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Targets that are no longer used. A person says so, when no cluster states that any image of it runs; that closes what is open there.
 * The closing is proven when clusters stated it before and no longer do. Whatever a later scan shows opens again.
 */
@Component
public class Retirements {

    static final String RETIRED = "target.retired";

    private static final int LONGEST = 2000;

    private static final String CLOSE = """
            WITH gone AS (
                UPDATE findings.finding AS f
                   SET state = 'CLOSED'
                 WHERE f.target_id = :target AND f.state = 'OPEN'
                RETURNING f.id, f.episode, f.class
            ), ended AS (
                UPDATE findings.deadline AS d
                   SET ended_at = greatest(:at::timestamptz, e.opened_at)
                  FROM gone AS g
                  JOIN findings.episode AS e ON e.finding_id = g.id AND e.n = g.episode
                 WHERE d.finding_id = g.id AND d.episode = g.episode AND d.superseded_at IS NULL
            ), last AS (
                SELECT c.class, s.id
                  FROM (SELECT DISTINCT class FROM gone) AS c
                 CROSS JOIN LATERAL (
                       SELECT s.id
                         FROM scans.pub_scan s
                        WHERE s.target_id = :target AND s.outcome = 'CONCLUSIVE' AND c.class = ANY (s.classes)
                        ORDER BY s.recorded_at DESC, s.entry_index DESC, s.n DESC
                        LIMIT 1) s
            )
            UPDATE findings.episode AS e
               SET closed_at = greatest(:at::timestamptz, e.opened_at), closed_entry = :entry, close_reason = 'TARGET_RETIRED',
                   shown_scan = l.id, doubts = CASE WHEN :stated THEN '{}'::text[] ELSE ARRAY['NEVER_STATED'] END
              FROM gone g
              LEFT JOIN last l ON l.class = g.class
             WHERE e.finding_id = g.id AND e.n = g.episode
            """;

    private final JdbcClient jdbc;
    private final RetirementStore store;
    private final Turn turn;
    private final Decisions decisions;
    private final LastReplicas lastReplicas;

    Retirements(JdbcClient jdbc, RetirementStore store, Turn turn, Decisions decisions, LastReplicas lastReplicas) {
        this.jdbc = jdbc;
        this.store = store;
        this.turn = turn;
        this.decisions = decisions;
        this.lastReplicas = lastReplicas;
    }

    /** Refused while a cluster states that it runs, and when nothing is open. Answers the ledger entry. */
    @Transactional
    public long retire(UUID target, String reason, Signatory by) {
        by.checkWorks();
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new InvalidRequest("Say why it is no longer used, in at most " + LONGEST + " characters.");
        }
        turn.take();
        RetirementStore.Facts facts = store.facts(target);
        if (facts.running() > 0) {
            throw new InvalidRequest(
                    "Clusters state that it runs: " + Written.count(facts.running(), "workload", "workloads")
                            + ". It is retired when it is gone there.");
        }
        if (facts.open() == 0) {
            throw new InvalidRequest("Nothing is open there: there is nothing to close.");
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("target", facts.key());
        detail.put("name", facts.name());
        detail.put("reason", reason.strip());
        detail.put("scannedAt", facts.scannedAt().toString());
        if (facts.ranUntil() != null) {
            detail.put("ranUntil", facts.ranUntil().toString());
            detail.put("endedEntry", facts.endedEntry());
        }
        Decision decision = decisions.make(by.actor(), RETIRED, facts.name(), detail);
        enter(decision);
        return decision.index();
    }

    /** What the decision comes to; what clusters stated stands in it, since their reports are read in an order of their own. */
    void enter(Decision decision) {
        JsonNode detail = decision.detail();
        UUID target = jdbc.sql("SELECT id FROM estate.pub_target WHERE key = :key")
                .param("key", detail.get("target").asString())
                .query(UUID.class)
                .single();
        boolean stated = detail.has("ranUntil");
        int closed = jdbc.sql(CLOSE)
                .param("target", target)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("entry", decision.index())
                .param("stated", stated)
                .update();
        jdbc.sql("""
                INSERT INTO findings.retirement (entry_index, target_id, retired_at, retired_by, reason, scanned_at, ran_until,
                                                 ended_entry, closed)
                VALUES (:entry, :target, :at, :by, :reason, :scanned, :ran, :ended, :closed)
                """)
                .param("entry", decision.index())
                .param("target", target)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("reason", detail.get("reason").asString())
                .param("scanned", time(detail.get("scannedAt")))
                .param("ran", stated ? time(detail.get("ranUntil")) : null)
                .param("ended", stated ? detail.get("endedEntry").asLong() : null)
                .param("closed", closed)
                .update();
        lastReplicas.look(target);
    }

    private static OffsetDateTime time(JsonNode text) {
        return Instant.parse(text.asString()).atOffset(ZoneOffset.UTC);
    }
}
