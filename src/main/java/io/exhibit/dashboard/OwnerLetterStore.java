package io.exhibit.dashboard;

import io.exhibit.findings.Profile;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what a letter to an owner says. */
@Component
class OwnerLetterStore {

    private static final int MOST = 500;

    /** Each finding by its first clock; an image has the fix when it has the package in just that version. */
    private static final String LINES = """
            SELECT f.vulnerability, nullif({rank}, 'NONE') AS rank, f.package, f.installed_version, f.fixed_version, t.name AS target, due.profile, due.due_at,
                   x.cve IS NOT NULL AS exploited, ready.name AS ready
              FROM (SELECT DISTINCT ON (d.finding_id) d.finding_id, d.profile, d.due_at
                      {running}
                       AND d.sorted_at < :month
                       AND {d.finding_id in scope}
                     ORDER BY d.finding_id, d.due_at, d.profile) due
              JOIN findings.pub_finding f ON f.id = due.finding_id
              JOIN estate.pub_target t ON t.id = f.target_id
              LEFT JOIN findings.pub_exploited_at(:at) x ON x.cve = f.vulnerability
              LEFT JOIN estate.pub_image was ON was.id = f.image_id
              LEFT JOIN LATERAL (
                    SELECT i.repository || coalesce(':' || i.tag, '@' || i.digest) AS name
                      FROM estate.pub_image i
                      JOIN estate.pub_component c ON c.image_id = i.id
                     WHERE i.repository = was.repository AND i.id <> was.id AND i.first_seen_at <= :at
                       AND c.name = f.package AND c.version = ANY (string_to_array(f.fixed_version, ', '))
                     ORDER BY i.first_seen_at DESC, i.id
                     LIMIT 1) ready ON true
             ORDER BY due.due_at, f.vulnerability, f.package, t.name, f.id
             LIMIT :most
            """;

    private final JdbcClient jdbc;

    private final EndingExceptions endings;

    OwnerLetterStore(JdbcClient jdbc, EndingExceptions endings) {
        this.jdbc = jdbc;
        this.endings = endings;
    }

    OwnerLetter letter(String code, AsOf asOf) {
        List<OwnerLetter.Line> lines = jdbc.sql(HomeSql.at(LINES, asOf.isNow(), "system:" + code))
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
                Visible.line(row.getString("target")),
                Profile.valueOf(row.getString("profile")),
                Columns.at(row, "due_at"),
                row.getBoolean("exploited"),
                ready == null ? null : Visible.line(ready));
    }
}
