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

/** What VEX documents state about one finding, and what one statement is about. */
@Component
class VexClaims {

    static final String COLUMNS = """
            s.id, s.vulnerability, s.status, s.justification, s.impact, s.action, s.notes, s.author, s.role, s.identifier, s.version,
                   s.stated_at, s.recorded_at, s.entry_index, s.submission_id""";

    /** Those that name the finding's vulnerability, under whichever id; the latest, with whether they are about it. */
    private static final String ABOUT = """
            SELECT told.*, CASE WHEN told.matches THEN findings.pub_vex_fallen(told.id, told.image_id, told.package) END AS fallen_at
              FROM (SELECT {columns}, f.image_id, f.package, findings.pub_vex_names(s.id, f.image_id, f.package) AS matches, s.ordered_at
                      FROM findings.finding f
                     CROSS JOIN LATERAL (
                           SELECT DISTINCT n.statement_id
                             FROM scans.pub_vex_name n
                            WHERE n.name = ANY (f.vulnerability || ARRAY(SELECT a.alias FROM findings.alias a
                                                                          WHERE a.vulnerability = f.vulnerability))) named
                      JOIN scans.pub_vex_statement s ON s.id = named.statement_id
                     WHERE f.id = :finding AND s.recorded_at <= :at
                     ORDER BY s.recorded_at DESC, s.id DESC
                     LIMIT :most) told
             ORDER BY told.matches DESC, told.ordered_at DESC, told.id
            """;

    private static final String MATCHED =
            """
            SELECT f.id, f.vulnerability, f.package, f.installed_version, f.target_id, g.name AS target, g.environment,
                   findings.pub_vex_fallen(:statement, f.image_id, f.package) AS fallen_at
              FROM (SELECT f.*
                      FROM (
            {names}
                           ) n
                      JOIN findings.finding f ON f.vulnerability = n.name AND {open}
                     LIMIT :looked) f
              JOIN estate.pub_target g ON g.id = f.target_id
             WHERE findings.pub_vex_names(:statement, f.image_id, f.package)
             ORDER BY g.name, f.package, f.id
             LIMIT :most
            """.replace("{names}", OtherNames.OF_STATEMENT.replace("{statement}", ":statement"));

    private final JdbcClient jdbc;

    VexClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A claim beside a finding. matches: it is about this package in this image; fallenAt: it no longer stands since then. */
    record About(VexClaim claim, boolean matches, @Nullable Instant fallenAt) {

        public boolean isHonourable() {
            return claim.isHonourable() && matches && fallenAt == null;
        }
    }

    /** An open finding that a statement is about. */
    record Matched(
            UUID finding,
            String vulnerability,
            String packageName,
            String version,
            UUID target,
            String where,
            @Nullable Instant fallenAt) {}

    /** A product as its author names it. comparable: something here could be it. */
    record Product(String product, String part, boolean comparable) {}

    List<About> finding(UUID finding, Instant at, int most) {
        return jdbc.sql(ABOUT.replace("{columns}", COLUMNS))
                .param("finding", finding)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, n) -> about(row, at))
                .list();
    }

    VexClaim one(UUID statement) {
        return jdbc.sql("SELECT " + COLUMNS + "\n  FROM scans.pub_vex_statement s WHERE s.id = :id")
                .param("id", statement)
                .query(VexClaim::read)
                .optional()
                .orElseThrow(() -> new NotFound("VEX statement"));
    }

    List<Product> products(UUID statement, int most) {
        return jdbc.sql("""
                SELECT product, part, kind <> 'OTHER' AS comparable
                  FROM scans.pub_vex_product
                 WHERE statement_id = :id
                 ORDER BY n
                 LIMIT :most
                """)
                .param("id", statement)
                .param("most", most)
                .query((row, n) -> new Product(
                        Visible.line(row.getString("product")),
                        Visible.line(row.getString("part")),
                        row.getBoolean("comparable")))
                .list();
    }

    List<String> names(UUID statement) {
        return jdbc.sql(OtherNames.OF_STATEMENT.replace("{statement}", ":id") + " ORDER BY name")
                .param("id", statement)
                .query((row, n) -> Visible.line(row.getString("name")))
                .list();
    }

    /** The findings open then that it is about, among so many of the same vulnerability. */
    List<Matched> matched(UUID statement, AsOf asOf, int looked, int most) {
        return jdbc.sql(MATCHED.replace("{open}", FindingStateAt.open(asOf)))
                .param("statement", statement)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("looked", looked)
                .param("most", most)
                .query((row, n) -> matched(row, asOf.at()))
                .list();
    }

    private static About about(ResultSet row, Instant at) throws SQLException {
        return new About(VexClaim.read(row, 0), row.getBoolean("matches"), fallen(row, at));
    }

    private static @Nullable Instant fallen(ResultSet row, Instant at) throws SQLException {
        Instant fallen = Columns.maybeAt(row, "fallen_at");
        return fallen == null || fallen.isAfter(at) ? null : fallen;
    }

    private static Matched matched(ResultSet row, Instant at) throws SQLException {
        String environment = Visible.line(row.getString("environment"));
        return new Matched(
                Columns.id(row, "id"),
                Visible.line(row.getString("vulnerability")),
                Visible.line(row.getString("package")),
                Visible.line(row.getString("installed_version")),
                Columns.id(row, "target_id"),
                Visible.line(row.getString("target")) + (environment.isEmpty() ? "" : " in " + environment),
                fallen(row, at));
    }
}
