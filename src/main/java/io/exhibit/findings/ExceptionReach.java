package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Severity;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which open findings an exception or an escalation is about, or would be: what has to be asked before it is decided. */
@Component
class ExceptionReach {

    private static final String THERE = """
              FROM findings.finding f
              JOIN estate.pub_target g ON g.id = f.target_id
              LEFT JOIN estate.pub_system s ON s.id = g.system_id
              JOIN unnest(:kinds::text[], :clusters::text[], :namespaces::text[], :names::text[])
                   AS p (kind, cluster, namespace, name)
                ON (p.kind = 'SYSTEM' AND p.name = s.code)
                OR (p.kind = 'TARGET' AND p.name = g.key)
                OR (p.kind = 'WORKLOAD' AND p.name = g.workload AND p.namespace = g.namespace AND p.cluster = g.cluster)
             WHERE f.vulnerability = ANY (:vulnerabilities)
               AND (:statement::uuid IS NULL
                    OR (findings.pub_vex_names(:statement, f.image_id, f.package)
                        AND findings.pub_vex_fallen(:statement, f.image_id, f.package) IS NULL))
            """;

    private static final String OPEN = " AND f.state = 'OPEN'";

    /** What is fixed and still runs is there as well: its clock goes on. */
    private static final String OPEN_OR_RUNNING =
            " AND (f.state = 'OPEN' OR (f.id, f.episode) IN (SELECT e.finding_id, e.n FROM findings.episode e WHERE e.still_runs))";

    private static final String FIGURES = """
            SELECT count(DISTINCT f.id) AS findings,
                   coalesce((ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'])
                            [min(array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], coalesce(f.rank, 'CRITICAL')))],
                            'CRITICAL') AS worst
            """;

    private static final String PLACES = """
            WITH open AS (
                SELECT g.id, g.name, g.environment, g.cluster, g.namespace, g.workload, s.code, s.name AS system, s.owner
                  FROM findings.finding f
                  JOIN estate.pub_target g ON g.id = f.target_id
                  LEFT JOIN estate.pub_system s ON s.id = g.system_id
                 WHERE f.vulnerability = ANY (:vulnerabilities)
                   AND (f.state = 'OPEN' OR (f.id, f.episode) IN (SELECT e.finding_id, e.n FROM findings.episode e WHERE e.still_runs))
            )
            SELECT 'target:' || o.id AS value, o.name || CASE WHEN o.environment = '' THEN '' ELSE ' in ' || o.environment END AS label,
                   count(*) AS findings, min(o.owner) AS owner, 1 AS sort
              FROM open o
             GROUP BY o.id, o.name, o.environment
            UNION ALL
            SELECT 'workload:' || min(o.id::text), 'workload ' || o.workload || ' of ' || o.cluster || ' / ' || o.namespace,
                   count(*), min(o.owner), 2
              FROM open o
             WHERE o.workload <> ''
             GROUP BY o.cluster, o.namespace, o.workload
            UNION ALL
            SELECT 'system:' || o.code, 'all of ' || o.system, count(*), min(o.owner), 3
              FROM open o
             WHERE o.code IS NOT NULL
             GROUP BY o.code, o.system
             ORDER BY sort, label, value
             LIMIT :most
            """;

    private final JdbcClient jdbc;

    ExceptionReach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many open findings, and the highest rank among them; one without a rank may be critical. */
    record Reach(long findings, Severity mostSevere) {}

    /** A place to choose, with how much is open there and who owns it. */
    record Place(String value, String label, long findings, String owner) {

        public Choice choice() {
            return new Choice(value, label + ": " + Written.count(findings, "open finding", "open findings"));
        }
    }

    Reach of(String vulnerability, ExceptionPlace place) {
        return openThere(FIGURES, List.of(vulnerability), List.of(place))
                .query(ExceptionReach::reach)
                .single();
    }

    Reach of(ExceptionRequest request) {
        return there(FIGURES + THERE + OPEN_OR_RUNNING, request)
                .query(ExceptionReach::reach)
                .single();
    }

    /** Of one that is in the register; where that lowers ranks, the highest is what it was before. */
    Reach of(UUID exception) {
        Reach now = jdbc.sql(FIGURES + """
                  FROM findings.finding f
                 WHERE f.state = 'OPEN'
                   AND f.id IN (SELECT c.finding_id FROM findings.pub_exception_cover c WHERE c.exception_id = :id)
                """)
                .param("id", exception)
                .query(ExceptionReach::reach)
                .single();
        return jdbc.sql("""
                SELECT t.most_severe
                  FROM findings.exception e
                  JOIN findings.exception_term t ON t.exception_id = e.id AND t.n = 1
                 WHERE e.id = :id AND e.kind = 'LOWER_RANK'
                """)
                .param("id", exception)
                .query((row, n) -> Severity.valueOf(row.getString("most_severe")))
                .optional()
                .map(before -> new Reach(now.findings(), before))
                .orElse(now);
    }

    /** What lowers a rank gives a lower one. */
    void refuseNothingLower(Severity rank, Severity mostSevere) {
        if (rank.compareTo(mostSevere) <= 0) {
            throw new InvalidRequest("It would lower nothing: what it covers is ranked "
                    + mostSevere.name().toLowerCase(Locale.ROOT) + " at most.");
        }
    }

    void refuseExploited(List<String> vulnerabilities) {
        jdbc.sql("""
                SELECT v
                  FROM unnest(:vulnerabilities::text[]) v
                 WHERE (SELECT k.listed FROM findings.known_exploited k WHERE k.cve = v ORDER BY k.entry_index DESC LIMIT 1)
                 ORDER BY v
                 LIMIT 1
                """)
                .param("vulnerabilities", vulnerabilities.toArray(String[]::new))
                .query(String.class)
                .optional()
                .ifPresent(cve -> {
                    throw new InvalidRequest(cve + " is known to be exploited: nobody lowers its rank.");
                });
    }

    /** Each vulnerability has to be open in one of the places: nothing is accepted before it is there. */
    void refuseBlanket(ExceptionRequest request) {
        List<String> open = there("SELECT DISTINCT f.vulnerability\n" + THERE + OPEN_OR_RUNNING, request)
                .query(String.class)
                .list();
        request.vulnerabilities().stream()
                .filter(one -> !open.contains(one))
                .findFirst()
                .ifPresent(one -> {
                    throw new InvalidRequest(
                            request.statement() == null
                                    ? one + " is not open in any of these places."
                                    : "The statement is about no open finding of " + one
                                            + " in these places, or it no longer stands.");
                });
    }

    /** Where any of them is open: targets, workloads, then whole systems. */
    List<Place> places(List<String> vulnerabilities) {
        return jdbc.sql(PLACES)
                .param("vulnerabilities", vulnerabilities.toArray(String[]::new))
                .param("most", 2 * ExceptionRequest.MOST)
                .query((row, n) -> new Place(
                        row.getString("value"),
                        Visible.line(row.getString("label")),
                        row.getLong("findings"),
                        Optional.ofNullable(row.getString("owner")).orElse("")))
                .list();
    }

    /** The place that a form names: system:code, target:id, or workload: with the id of a target in it. */
    ExceptionPlace place(String text) {
        if (text.startsWith("system:")) {
            return jdbc.sql("SELECT code FROM estate.pub_system WHERE code = :code")
                    .param("code", text.substring("system:".length()))
                    .query((row, n) -> new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", row.getString("code")))
                    .optional()
                    .orElseThrow(() -> new NotFound("system"));
        }
        boolean workload = text.startsWith("workload:");
        return jdbc.sql("SELECT key, cluster, namespace, workload FROM estate.pub_target WHERE id = :id")
                .param("id", id(text))
                .query((row, n) -> workload
                        ? new ExceptionPlace(
                                ExceptionPlace.Kind.WORKLOAD,
                                row.getString("cluster"),
                                row.getString("namespace"),
                                row.getString("workload"))
                        : new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", row.getString("key")))
                .optional()
                .filter(place -> !place.name().isEmpty())
                .orElseThrow(() -> new NotFound("target"));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text.replaceFirst("^(target|workload):", ""));
        } catch (IllegalArgumentException none) {
            throw new InvalidRequest("A place is a system, a target or a workload.");
        }
    }

    /** The statement goes on with the findings f that are open in one of the places; by scans alone, so that a rebuild finds the same. */
    JdbcClient.StatementSpec openThere(String sql, List<String> vulnerabilities, List<ExceptionPlace> places) {
        return there(sql + THERE + OPEN, vulnerabilities, places).param("statement", null);
    }

    private JdbcClient.StatementSpec there(String sql, ExceptionRequest request) {
        return there(sql, request.vulnerabilities(), request.places()).param("statement", request.statement());
    }

    private JdbcClient.StatementSpec there(String sql, List<String> vulnerabilities, List<ExceptionPlace> places) {
        return jdbc.sql(sql)
                .param("vulnerabilities", vulnerabilities.toArray(String[]::new))
                .param("kinds", column(places, place -> place.kind().name()))
                .param("clusters", column(places, ExceptionPlace::cluster))
                .param("namespaces", column(places, ExceptionPlace::namespace))
                .param("names", column(places, ExceptionPlace::name));
    }

    private static String[] column(List<ExceptionPlace> places, Function<ExceptionPlace, String> column) {
        return places.stream().map(column).toArray(String[]::new);
    }

    private static Reach reach(ResultSet row, int n) throws SQLException {
        return new Reach(row.getLong("findings"), Severity.valueOf(row.getString("worst")));
    }
}
