package io.exhibit.dashboard;

import io.exhibit.findings.BothBases;
import io.exhibit.findings.Profile;
import io.exhibit.findings.TimelineDecision;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what a letter to an owner says. */
@Component
class OwnerLetterStore {

    private static final int MOST = 500;

    /** Each finding by its first clock; only for those that fit is looked at what else is known of them. */
    private static final String LINES = """
            SELECT l.*, x.cve IS NOT NULL AS exploited, decided.how, decided.what, decided.from_at, decided.ends_at, ready.name AS ready,
                   ready.by_scan,
                   {both}
              FROM (SELECT f.id, f.vulnerability, nullif({rank}, 'NONE') AS rank, f.package, f.class, f.location, f.installed_version, f.fixed_version, f.image_id,
                           t.name AS target, due.episode, due.profile, due.due_at, CASE WHEN s.closed_at <= :at THEN s.closed_at END AS closed_at
                      FROM (SELECT DISTINCT ON (d.finding_id) d.finding_id, d.episode, d.profile, d.due_at
                              {running}
                               AND d.sorted_at < :month
                               AND {d.finding_id in scope}
                             ORDER BY d.finding_id, d.due_at, d.profile) due
                      JOIN findings.pub_finding f ON f.id = due.finding_id
                      JOIN findings.pub_episode s ON s.finding_id = due.finding_id AND s.n = due.episode
                      JOIN estate.pub_target t ON t.id = f.target_id
                     ORDER BY due.due_at, f.vulnerability, f.package, t.name, f.id
                     LIMIT :most) l
              LEFT JOIN findings.pub_exploited_at(:at) x ON x.cve = l.vulnerability
              LEFT JOIN LATERAL (
                    SELECT c.how, c.what, c.from_at, c.ends_at
                      FROM findings.pub_covered c
                     WHERE c.finding_id = l.id AND c.from_at <= :at AND c.until_at > :at
                     ORDER BY c.how = 'EXCEPTION' DESC, c.ends_at DESC, c.what
                     LIMIT 1) decided ON true
              LEFT JOIN estate.pub_image was ON was.id = l.image_id
              LEFT JOIN LATERAL (
                    SELECT i.repository || coalesce(':' || i.tag, '@' || i.digest) AS name, i.by_scan
                      FROM ({by version} UNION ALL {by scan}) i
                     ORDER BY i.first_seen_at DESC, i.by_scan, i.id
                     LIMIT 1) ready ON true
              LEFT JOIN LATERAL findings.pub_both_bases(l.id, l.episode, l.profile, :at) b ON true
             ORDER BY l.due_at, l.vulnerability, l.package, l.target, l.id
            """.replace("{both}", BothBases.COLUMNS);

    /** An image of the repository that has the package in just a version that is not affected. */
    private static final String BY_VERSION = """
            SELECT i.id, i.repository, i.tag, i.digest, i.first_seen_at, false AS by_scan
              FROM estate.pub_image i
              JOIN estate.pub_component c ON c.image_id = i.id
             WHERE i.repository = was.repository AND i.id <> was.id AND i.first_seen_at <= :at
               AND c.name = l.package AND c.version = ANY (string_to_array(l.fixed_version, ', '))""";

    /**
     * One of the newest images, newer than the one that has it and of the same line, whose last conclusive scan looked for such things and
     * left nothing open of that vulnerability in that package.
     */
    private static final String BY_SCAN = """
            SELECT i.id, i.repository, i.tag, i.digest, i.first_seen_at, true AS by_scan
              FROM (SELECT n.*
                      FROM estate.pub_image n
                     WHERE n.repository = was.repository AND n.first_seen_at > was.first_seen_at AND n.first_seen_at <= :at
                     ORDER BY n.first_seen_at DESC, n.id
                     LIMIT 20) i
             CROSS JOIN LATERAL (SELECT s.target_id, s.recorded_at, s.classes
                                   FROM scans.pub_scan s
                                  WHERE s.image_id = i.id AND s.outcome = 'CONCLUSIVE' AND s.recorded_at <= :at
                                  ORDER BY s.recorded_at DESC, s.id
                                  LIMIT 1) scan
              JOIN estate.pub_target g ON g.id = scan.target_id AND g.name = l.target
             WHERE l.class = ANY (scan.classes)
               AND NOT EXISTS (SELECT 1
                                 FROM findings.pub_finding o
                                 JOIN findings.pub_episode e ON e.finding_id = o.id
                                WHERE o.vulnerability = l.vulnerability AND o.package = l.package AND o.target_id = scan.target_id
                                  AND e.opened_at <= scan.recorded_at AND (e.closed_at IS NULL OR e.closed_at > scan.recorded_at))""";

    private final JdbcClient jdbc;

    private final EndingExceptions endings;

    OwnerLetterStore(JdbcClient jdbc, EndingExceptions endings) {
        this.jdbc = jdbc;
        this.endings = endings;
    }

    OwnerLetter letter(String code, AsOf asOf) {
        String sql = LINES.replace("{by version}", BY_VERSION).replace("{by scan}", BY_SCAN);
        List<OwnerLetter.Line> lines = jdbc.sql(HomeSql.at(sql, asOf, "system:" + code))
                .param("scope", "system:" + code)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("month", asOf.at().plus(Duration.ofDays(30)).atOffset(ZoneOffset.UTC))
                .param("most", MOST + 1)
                .query(OwnerLetterStore::line)
                .list();
        boolean all = lines.size() <= MOST;
        return new OwnerLetter(
                addressee(code),
                all ? lines : lines.subList(0, MOST),
                all,
                endings.within(30, "system:" + code, asOf),
                asOf.at());
    }

    private OwnerLetter.Addressee addressee(String code) {
        return jdbc.sql("SELECT code, name, owner, owner_email FROM estate.pub_system WHERE code = :code")
                .param("code", code)
                .query((row, n) -> new OwnerLetter.Addressee(
                        code,
                        Visible.line(row.getString("name")),
                        Visible.line(row.getString("owner")),
                        Visible.line(row.getString("owner_email"))))
                .optional()
                .orElseThrow(() -> new NotFound("system"));
    }

    private static OwnerLetter.Line line(ResultSet row, int n) throws SQLException {
        String fixed = row.getString("fixed_version");
        String ready = row.getString("ready");
        return new OwnerLetter.Line(
                Visible.line(row.getString("vulnerability")),
                row.getString("rank"),
                new OwnerLetter.Pack(
                        Visible.line(row.getString("package")),
                        Visible.line(row.getString("installed_version")),
                        fixed == null ? null : Visible.line(fixed)),
                new OwnerLetter.Place(Visible.line(row.getString("target")), Visible.line(row.getString("location"))),
                new OwnerLetter.Due(
                        Profile.valueOf(row.getString("profile")),
                        Columns.at(row, "due_at"),
                        Columns.maybeAt(row, "closed_at")),
                row.getBoolean("exploited"),
                decision(row),
                ready == null ? null : new OwnerLetter.Ready(Visible.line(ready), row.getBoolean("by_scan")),
                BothBases.read(row));
    }

    private static @Nullable TimelineDecision decision(ResultSet row) throws SQLException {
        String how = row.getString("how");
        return how == null
                ? null
                : new TimelineDecision(
                        TimelineDecision.Kind.valueOf(how),
                        row.getString("what"),
                        Columns.at(row, "from_at"),
                        Columns.at(row, "ends_at"));
    }
}
