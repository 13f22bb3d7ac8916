package io.exhibit.findings;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which targets are retired, which seem to be, and what clusters and scans say of one. */
@Component
class RetirementStore {

    /** Of each target t: where any of its images ran, as clusters state it, in whatever environment: standby counts too. */
    private static final String RAN = """
            CROSS JOIN LATERAL (
                 SELECT count(*) FILTER (WHERE d.to_at IS NULL) AS running, max(d.to_at) AS ran_until,
                        (array_agg(d.to_entry ORDER BY d.to_at DESC NULLS LAST, d.to_entry DESC))[1] AS ended_entry
                   FROM (SELECT DISTINCT s.image_id FROM scans.pub_scan s WHERE s.target_id = t.id AND s.image_id IS NOT NULL) i
                   JOIN estate.pub_deployment d ON d.image_id = i.image_id AND d.source = 'SNAPSHOT') ran
            """;

    private static final String LAST_SCAN = """
            CROSS JOIN LATERAL (
                 SELECT s.recorded_at AS scanned_at
                   FROM scans.pub_scan s
                  WHERE s.target_id = t.id
                  ORDER BY s.recorded_at DESC
                  LIMIT 1) scan
            """;

    private static final String FACTS = """
            SELECT t.id, t.key, t.name, t.environment, y.code, y.name AS system, scan.scanned_at, ran.running,
                   CASE WHEN ran.running = 0 THEN ran.ran_until END AS ran_until, ran.ended_entry,
                   (SELECT count(*) FROM findings.finding f WHERE f.target_id = t.id AND f.state = 'OPEN') AS open
              FROM estate.pub_target t
              LEFT JOIN estate.pub_system y ON y.id = t.system_id
            """ + LAST_SCAN + RAN;

    /** Not scanned since then, with something open, and nowhere stated to run: the longest ago first. */
    private static final String CANDIDATES = FACTS + """
             WHERE t.id IN (
                   SELECT q.id
                     FROM (SELECT t.id, scan.scanned_at
                             FROM estate.pub_target t
            """ + LAST_SCAN + """
                            WHERE scan.scanned_at < :before
                              AND EXISTS (SELECT 1 FROM findings.finding o WHERE o.target_id = t.id AND o.state = 'OPEN')
                              AND NOT EXISTS (SELECT 1
                                                FROM scans.pub_scan s
                                                JOIN estate.pub_deployment d ON d.image_id = s.image_id AND d.source = 'SNAPSHOT'
                                               WHERE s.target_id = t.id AND d.to_at IS NULL)
                            ORDER BY scan.scanned_at, t.id
                            LIMIT :most) q)
             ORDER BY scan.scanned_at, t.id
            """;

    private static final String RETIRED = """
            SELECT r.entry_index, r.retired_at, r.reason, r.ran_until, r.ended_entry, r.closed, r.scanned_at, t.id, t.name, t.environment,
                   y.code, y.name AS system, p.name AS person,
                   EXISTS (SELECT 1 FROM scans.pub_scan s WHERE s.target_id = r.target_id AND s.recorded_at > r.retired_at{by then}) AS scanned_again
              FROM findings.retirement r
              JOIN estate.pub_target t ON t.id = r.target_id
              {its system}
              LEFT JOIN access.pub_person p ON p.id = r.retired_by
             WHERE r.entry_index < :below{retired}
             ORDER BY r.entry_index DESC
             LIMIT :most
            """;

    private static final String SYSTEM_NOW = "LEFT JOIN estate.pub_system y ON y.id = t.system_id";

    private static final String SYSTEM_THEN = """
            LEFT JOIN estate.pub_target_at(:at) own ON own.target_id = t.id
              LEFT JOIN estate.pub_system_at(:at) y ON y.id = own.system_id""";

    private final JdbcClient jdbc;

    RetirementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A target in words. code and system null: it is attributed to none. */
    record Target(
            UUID id,
            String name,
            String environment,
            @Nullable String code,
            @Nullable String system) {}

    /** What is known of a target now. ranUntil null: it runs, or no cluster ever stated it. */
    record Facts(
            Target target,
            String key,
            Instant scannedAt,
            long running,
            @Nullable Instant ranUntil,
            @Nullable Long endedEntry,
            long open) {

        public String name() {
            return target.environment().isEmpty() ? target.name() : target.name() + " in " + target.environment();
        }
    }

    /** A retirement. person null: they are no longer known. scannedAgain: it was scanned since, which opens what that shows. */
    record Retired(
            Target target,
            long entry,
            Instant at,
            @Nullable String person,
            String reason,
            Ran ran,
            boolean scannedAgain) {}

    /** When it was seen last. until null: no cluster ever stated it. */
    record Ran(
            Instant scannedAt,
            @Nullable Instant until,
            @Nullable Long entry,
            int closed) {}

    Facts facts(UUID target) {
        return jdbc.sql(FACTS + " WHERE t.id = :id")
                .param("id", target)
                .query(RetirementStore::facts)
                .optional()
                .orElseThrow(() -> new NotFound("target"));
    }

    List<Facts> candidates(Instant notScannedSince, int most) {
        return jdbc.sql(CANDIDATES)
                .param("before", notScannedSince.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(RetirementStore::facts)
                .list();
    }

    /** By the time of the question, the latest first, from below an entry on. */
    List<Retired> retired(AsOf asOf, long below, int most) {
        boolean now = asOf.isNow();
        return jdbc.sql(RETIRED.replace("{its system}", now ? SYSTEM_NOW : SYSTEM_THEN)
                        .replace("{by then}", now ? "" : " AND s.recorded_at <= :at")
                        .replace("{retired}", now ? "" : " AND r.retired_at <= :at"))
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("below", below)
                .param("most", most)
                .query(RetirementStore::retired)
                .list();
    }

    private static Facts facts(ResultSet row, int n) throws SQLException {
        return new Facts(
                target(row),
                row.getString("key"),
                Columns.at(row, "scanned_at"),
                row.getLong("running"),
                Columns.maybeAt(row, "ran_until"),
                row.getObject("ended_entry", Long.class),
                row.getLong("open"));
    }

    private static Retired retired(ResultSet row, int n) throws SQLException {
        return new Retired(
                target(row),
                row.getLong("entry_index"),
                Columns.at(row, "retired_at"),
                row.getString("person"),
                row.getString("reason"),
                new Ran(
                        Columns.at(row, "scanned_at"),
                        Columns.maybeAt(row, "ran_until"),
                        row.getObject("ended_entry", Long.class),
                        row.getInt("closed")),
                row.getBoolean("scanned_again"));
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                Columns.id(row, "id"),
                Visible.line(row.getString("name")),
                row.getString("environment"),
                row.getString("code"),
                row.getString("system"));
    }
}
