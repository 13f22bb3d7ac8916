package io.exhibit.findings;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ranks many findings at once: statements gather what each is ranked by, {@link Ranking} ranks what differs of that, once each, and the
 * transaction's own table pg_temp.ranked has the result, by the inputs. Joins the caller's transaction.
 */
@Component
class Ranker {

    /** What a finding f of a place is ranked by: the severity and the score, and nothing else. */
    private static final String NEAR = "jsonb_build_object('severity', f.severity, 'cvss', f.cvss)::text";

    /**
     * And what else is known: what reference data said by the last load whose turn has come, what is known of the place, and the least
     * lowering of those that hold there; null: unknown.
     */
    private static final String FAR = """
            (jsonb_build_object(
                'severity', f.severity, 'cvss', f.cvss,
                'exploited', CASE WHEN EXISTS (SELECT 1 FROM intake.pub_reference_load l WHERE l.source = 'KEV' AND l.entry_index <= :turn)
                                  THEN coalesce((SELECT k.listed FROM findings.known_exploited k
                                                  WHERE k.cve = f.vulnerability AND k.entry_index <= :turn
                                                  ORDER BY k.entry_index DESC LIMIT 1), false) END,
                'epss', (SELECT e.score FROM findings.exploit_score e
                          WHERE e.cve = f.vulnerability AND e.entry_index <= :turn
                          ORDER BY e.entry_index DESC LIMIT 1),
                'exposure', nullif(place.exposure, 'UNKNOWN'),
                'cardholderData', place.cardholder_data,
                'criticalFunction', place.critical_function)
             || coalesce((SELECT jsonb_build_object('loweredTo', t.residual_rank, 'loweredBy', x.entry_index, 'loweredUntil',
                                                    to_char(t.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                            FROM findings.lowering l
                            JOIN findings.exception x ON x.id = l.exception_id
                            JOIN findings.exception_term t ON t.exception_id = l.exception_id AND t.n = l.term
                            JOIN findings.pub_exception_name v ON v.exception_id = l.exception_id AND v.vulnerability = f.vulnerability
                           WHERE EXISTS (SELECT 1 FROM findings.exception_place p WHERE p.exception_id = l.exception_id AND
            """ + Lowerings.PLACE + """
                                 )
                           ORDER BY array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], t.residual_rank), x.entry_index
                           LIMIT 1), '{}'))::text
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Ranker(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The statement with what it ranks by in the place of {inputs}; it has f, its target and its place. */
    JdbcClient.StatementSpec gather(String statement, RankingMethod method) {
        if (!looksFurther(method)) {
            return jdbc.sql(statement.replace("{inputs}", NEAR));
        }
        return jdbc.sql(statement.replace("{inputs}", FAR)).param("turn", turn());
    }

    /** Whether anything but the severity and the score of a finding counts: by the method, or because people lowered something. */
    boolean looksFurther(RankingMethod method) {
        return method.looksFurther()
                || jdbc.sql("SELECT EXISTS (SELECT 1 FROM findings.lowering)")
                        .query(Boolean.class)
                        .single();
    }

    /** The last load whose turn has come; -1: none. */
    long turn() {
        return jdbc.sql("SELECT coalesce(max(load), -1) FROM findings.reference_turn")
                .query(Long.class)
                .single();
    }

    /** Ranks all inputs that stand in that table of the transaction's. */
    void rank(String table, RankingMethod method) {
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS ranked (inputs text PRIMARY KEY, rank text, reason text NOT NULL, kept jsonb)
                ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("DELETE FROM pg_temp.ranked").update();
        List<String> inputs = jdbc.sql("SELECT DISTINCT inputs FROM pg_temp." + table + " ORDER BY inputs")
                .query(String.class)
                .list();
        List<Ranking> rankings =
                inputs.stream().map(text -> Ranking.of(inputs(text), method)).toList();
        jdbc.sql("""
                INSERT INTO pg_temp.ranked
                SELECT r.inputs, r.rank, r.reason, CASE WHEN :further THEN r.inputs::jsonb END
                  FROM unnest(:inputs::text[], :ranks::text[], :reasons::text[]) AS r (inputs, rank, reason)
                """)
                .param("further", looksFurther(method))
                .param("inputs", inputs.toArray(String[]::new))
                .param("ranks", rankings.stream().map(Ranker::name).toArray(String[]::new))
                .param("reasons", rankings.stream().map(Ranking::reason).toArray(String[]::new))
                .update();
        jdbc.sql("ANALYZE pg_temp.ranked").update();
    }

    private RankInputs inputs(String text) {
        JsonNode node = json.readTree(text);
        return new RankInputs(
                Severity.read(node.path("severity").asString("")),
                number(node.path("cvss")),
                node.path("exploited").asBoolean(false),
                number(node.path("epss")),
                new RankInputs.Place(
                        Exposure.read(node.path("exposure").asString("")),
                        node.path("cardholderData").asBoolean(false),
                        node.path("criticalFunction").asBoolean(false)),
                lowered(node));
    }

    private static RankInputs.@Nullable Lowered lowered(JsonNode node) {
        return node.has("loweredTo")
                ? new RankInputs.Lowered(
                        Severity.valueOf(node.get("loweredTo").asString()),
                        node.get("loweredBy").asLong(),
                        Instant.parse(node.get("loweredUntil").asString()))
                : null;
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        return node.isNumber() ? new BigDecimal(node.asString()) : null;
    }

    private static @Nullable String name(Ranking ranking) {
        Severity rank = ranking.rank();
        return rank == null ? null : rank.name();
    }
}
