package io.exhibit.findings;

import io.exhibit.estate.TargetsReattributed;
import io.exhibit.ledger.Decision;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ranks open findings again when something that they are ranked by changed without a scan, in the turn of what changed it: what comes out
 * the same is left alone, what does not keeps its earlier rank beside it, and its deadlines are decided anew. Joins the caller's transaction.
 */
@Component
class Reranking {

    private static final String STAGE = """
            INSERT INTO pg_temp.reranking
            SELECT f.id, {inputs}
              FROM findings.finding f
              JOIN estate.pub_target target ON target.id = f.target_id
              LEFT JOIN estate.pub_system place ON place.id = target.system_id
             WHERE f.state = 'OPEN'
            """;

    private static final String STORE =
            """
            WITH changed AS (
                UPDATE findings.finding AS f
                   SET rank = k.rank, rank_reason = k.reason, rank_method = :method, rank_inputs = k.kept,
                       ranked_at = CASE WHEN k.rank IS NULL THEN NULL WHEN f.rank = k.rank THEN f.ranked_at ELSE :at::timestamptz END
                  FROM pg_temp.reranking r
                  JOIN pg_temp.ranked k ON k.inputs = r.inputs
                 WHERE f.id = r.finding_id
                   AND (f.rank, f.rank_reason, f.rank_method) IS DISTINCT FROM (k.rank, k.reason, :method)
                RETURNING f.id, {how it was ranked}
            ), before AS (
                {kept}
            )
            INSERT INTO pg_temp.undecided SELECT id, false FROM changed WHERE became IS NOT NULL
            """.replace("{how it was ranked}", EarlierRanks.RETURNED).replace("{kept}", EarlierRanks.keep("changed"));

    /** What was listed or taken out, and the scores that crossed one of those that count. */
    private static final String MOVED = """
            INSERT INTO pg_temp.moved
            SELECT k.cve FROM findings.known_exploited k WHERE k.entry_index > :before AND k.entry_index <= :turn
            UNION
            SELECT e.cve
              FROM (SELECT DISTINCT ON (s.cve) s.cve, s.score
                      FROM findings.exploit_score s
                     WHERE s.entry_index > :before AND s.entry_index <= :turn
                     ORDER BY s.cve, s.entry_index DESC) e
              LEFT JOIN LATERAL (SELECT s.score
                                   FROM findings.exploit_score s
                                  WHERE s.cve = e.cve AND s.entry_index <= :before
                                  ORDER BY s.entry_index DESC
                                  LIMIT 1) was ON true
             WHERE EXISTS (SELECT 1 FROM unnest(:leasts::numeric[]) least
                            WHERE coalesce(e.score >= least, false) <> coalesce(was.score >= least, false))
            """;

    /** What was listed or taken out, or is listed otherwise, whatever it is ranked. */
    private static final String LISTED = """
            INSERT INTO pg_temp.moved
            SELECT DISTINCT k.cve FROM findings.known_exploited k WHERE k.entry_index > :before AND k.entry_index <= :turn
            """;

    private static final String OF_MOVED = " AND f.vulnerability IN (SELECT cve FROM pg_temp.moved)";

    /** So many at a time: each part keeps uploads waiting for some seconds. */
    private static final int PART = 10_000;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Policies policies;
    private final Ranker ranker;
    private final Deadlines deadlines;

    Reranking(JdbcClient jdbc, Policies policies, Ranker ranker, Deadlines deadlines) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.ranker = ranker;
        this.deadlines = deadlines;
    }

    /** Another system, or other tags: it may rank otherwise, and another regulator's clock may run for what is open there. */
    @EventListener
    void on(TargetsReattributed moved) {
        String[] targets = moved.targets().stream().map(UUID::toString).toArray(String[]::new);
        RankingMethod method = policies.rankingMethod();
        begin();
        if (ranker.looksFurther(method)) {
            ranker.gather(STAGE + " AND f.target_id = ANY (:targets::uuid[])", method)
                    .param("targets", targets)
                    .update();
            rank(method, moved.at());
        }
        jdbc.sql("""
                INSERT INTO pg_temp.undecided
                SELECT id, false FROM findings.finding WHERE state = 'OPEN' AND target_id = ANY (:targets::uuid[])
                """).param("targets", targets).update();
        deadlines.decide(moved.at());
    }

    /** The turn of what was loaded has come: ranks what is another by it, and starts or stops the clock of what is exploited. */
    void followLoads(Decision turn) {
        long ranked = ranker.turn();
        long clocked = deadlines.turn();
        jdbc.sql("INSERT INTO findings.reference_turn (entry_index, load, clock) VALUES (:entry, :load, :clock)")
                .param("entry", turn.index())
                .param("load", turn.detail().get("load").asLong())
                .param("clock", turn.detail().path("clock").asBoolean(false))
                .update();
        RankingMethod method = policies.rankingMethod();
        begin();
        if (ranker.looksFurther(method) && moved(MOVED, ranked, method) > 0) {
            ranker.gather(STAGE + OF_MOVED, method).update();
            rank(method, turn.recordedAt());
        }
        if (deadlines.turn() >= 0 && moved(LISTED, clocked, method) > 0) {
            jdbc.sql("INSERT INTO pg_temp.undecided SELECT f.id, false FROM findings.finding f WHERE f.state = 'OPEN'"
                            + OF_MOVED)
                    .update();
        }
        deadlines.decide(turn.recordedAt());
    }

    /** The next part of what is open, in the order of ids, is ranked by the method in force. */
    void followMethod(Decision turn) {
        int version = turn.detail().get("version").asInt();
        UUID after = after(version).orElse(FIRST);
        int looked = again(
                " AND f.id IN (SELECT e.finding_id FROM findings.episode e WHERE e.closed_at IS NULL AND e.finding_id > :after::uuid"
                        + " ORDER BY e.finding_id LIMIT :most)",
                Map.of("after", after, "most", PART),
                turn.recordedAt());
        jdbc.sql("""
                INSERT INTO findings.method_turn (entry_index, version, reached)
                VALUES (:entry, :version,
                        (SELECT r.finding_id FROM pg_temp.reranking r WHERE :looked = :most ORDER BY r.finding_id DESC LIMIT 1))
                """)
                .param("entry", turn.index())
                .param("version", version)
                .param("looked", looked)
                .param("most", PART)
                .update();
    }

    private Optional<UUID> after(int version) {
        return jdbc.sql("""
                SELECT m.reached
                  FROM (SELECT * FROM findings.method_turn ORDER BY entry_index DESC LIMIT 1) m
                 WHERE m.version = :version AND m.reached IS NOT NULL
                """).param("version", version).query(UUID.class).optional();
    }

    /** What an exception lowers, or lowers no longer. */
    void followLowering(UUID exception, Instant at) {
        again(
                " AND f.vulnerability IN (SELECT v.vulnerability FROM findings.pub_exception_name v WHERE v.exception_id = :exception)"
                        + " AND EXISTS (SELECT 1 FROM findings.exception_place p WHERE p.exception_id = :exception AND "
                        + Lowerings.PLACE + ")",
                Map.of("exception", exception),
                at);
    }

    /** Answers how many were looked at. */
    private int again(String which, Map<String, ?> values, Instant at) {
        RankingMethod method = policies.rankingMethod();
        begin();
        int looked = ranker.gather(STAGE + which, method).params(values).update();
        rank(method, at);
        deadlines.decide(at);
        return looked;
    }

    /** Of what was loaded since then, what may count otherwise: how many of them stand in the transaction's own table. */
    private int moved(String which, long before, RankingMethod method) {
        jdbc.sql("CREATE TEMP TABLE IF NOT EXISTS moved (cve text PRIMARY KEY) ON COMMIT DELETE ROWS")
                .update();
        jdbc.sql("DELETE FROM pg_temp.moved").update();
        int moved = jdbc.sql(which)
                .param("before", before)
                .param("turn", ranker.turn())
                .param(
                        "leasts",
                        method.leastScores().map(BigDecimal::toPlainString).toArray(String[]::new))
                .update();
        // The planner knows nothing of it else, and looks at every finding.
        jdbc.sql("ANALYZE pg_temp.moved").update();
        return moved;
    }

    private void begin() {
        jdbc.sql(
                        "CREATE TEMP TABLE IF NOT EXISTS reranking (finding_id uuid PRIMARY KEY, inputs text NOT NULL) ON COMMIT DELETE ROWS")
                .update();
        jdbc.sql("DELETE FROM pg_temp.reranking").update();
        deadlines.begin();
    }

    private void rank(RankingMethod method, Instant at) {
        ranker.rank("reranking", method);
        jdbc.sql(STORE)
                .param("method", method.version())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
