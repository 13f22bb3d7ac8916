package io.exhibit.findings;

import io.exhibit.estate.ScopeAt;
import io.exhibit.findings.FindingStory.Clock;
import io.exhibit.findings.FindingStory.Head;
import io.exhibit.findings.FindingStory.Other;
import io.exhibit.findings.FindingStory.Proof;
import io.exhibit.findings.FindingStory.Rank;
import io.exhibit.findings.FindingStory.Ranked;
import io.exhibit.findings.FindingStory.Spell;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Visible;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gathers what is known of one finding at a time. */
@Component
class FindingStoryStore {

    private static final String HEAD = """
            SELECT f.title, f.reference, f.vendor_status, f.suppression, f.target_id, f.image_id, f.severity, f.severity_source, f.cvss, f.cvss_vector, f.first_detected_at,
                   system.code, rtrim(image.identity, ':') AS identity,
                   CASE WHEN f.fix_stated_seen <= {by then} AND f.fix_kind IS NOT NULL THEN f.fix_stated_by END AS fix_document,
                   ARRAY(SELECT a.alias FROM findings.alias a
                          WHERE a.vulnerability = f.vulnerability AND a.learnt_at <= {by then} ORDER BY a.alias) AS aliases,
                   coalesce((SELECT array_agg(s.tool || ': ' || s.severity || coalesce(', CVSS ' || s.cvss, '')
                                              || coalesce(', fixed in ' || s.fixed_version, ', no fix known')
                                              || coalesce(', left out: ' || s.suppression, '')
                                              ORDER BY (s.tool <> f.tool), s.tool)
                               FROM findings.sighting s WHERE s.finding_id = f.id), ARRAY[f.tool]) AS scanners
              FROM findings.finding f
              JOIN estate.pub_target target ON target.id = f.target_id
              {system}
              LEFT JOIN estate.pub_image image ON image.id = f.image_id
             WHERE f.id = :finding AND {found}
            """;

    private static final String OTHERS = """
            SELECT f.id, f.vulnerability, f.first_detected_at, e.closed_at
              FROM findings.finding f
              JOIN findings.episode e ON e.finding_id = f.id AND e.n = f.episode
             WHERE f.same_as = :finding AND e.closed_at <= {by then}
             ORDER BY f.first_detected_at, f.id
            """;

    private static final String SPELLS = """
            SELECT e.n, e.opened_at, o.id AS opened_scan, o.tool AS opened_tool, o.tool_version AS opened_version,
                   o.artifact AS opened_artifact, o.recorded_at AS opened_recorded, os.id AS opened_submission,
                   os.sha256 AS opened_sha256, e.closed_at, e.close_reason, e.closed_entry,
                   c.id AS closed_scan, c.tool AS closed_tool, c.tool_version AS closed_version,
                   c.artifact AS closed_artifact, c.recorded_at AS closed_recorded, cs.id AS closed_submission,
                   cs.sha256 AS closed_sha256, e.doubts, l.tool AS shown_tool, l.tool_version AS shown_version,
                   l.artifact AS shown_artifact, l.recorded_at AS shown_recorded, ls.id AS shown_submission,
                   ls.sha256 AS shown_sha256,
                   (SELECT max(seen.recorded_at)
                      FROM scans.pub_scan seen
                      JOIN findings.finding f ON f.id = e.finding_id AND f.target_id = seen.target_id
                     WHERE seen.outcome = 'CONCLUSIVE' AND f.class = ANY (seen.classes)
                       AND (seen.tool = coalesce(l.tool, f.tool)
                            OR (l.tool IS NULL AND EXISTS (SELECT 1 FROM findings.sighting w WHERE w.finding_id = f.id AND w.tool = seen.tool)))
                       AND seen.recorded_at >= e.opened_at AND seen.recorded_at <= :at
                       AND (e.closed_at IS NULL OR seen.recorded_at < e.closed_at)) AS last_seen_at
              FROM {episodes} e
              LEFT JOIN scans.pub_scan o ON o.id = e.opened_scan
              LEFT JOIN intake.pub_submission os ON os.id = o.submission_id
              LEFT JOIN scans.pub_scan c ON c.id = e.closed_scan AND e.closed_at <= :at
              LEFT JOIN intake.pub_submission cs ON cs.id = c.submission_id
              LEFT JOIN scans.pub_scan l ON l.id = e.shown_scan AND e.closed_at <= :at
              LEFT JOIN intake.pub_submission ls ON ls.id = l.submission_id
             WHERE e.finding_id = :finding AND e.opened_at <= :at
             ORDER BY e.n
            """;

    private final JdbcClient jdbc;
    private final FindingStoryRanks ranks;
    private final FindingStoryPlaces running;

    FindingStoryStore(JdbcClient jdbc, FindingStoryRanks ranks, FindingStoryPlaces running) {
        this.jdbc = jdbc;
        this.ranks = ranks;
        this.running = running;
    }

    FindingStory story(UUID finding, AsOf asOf) {
        Instant at = asOf.at();
        List<Other> others = ask(OTHERS, finding, asOf, FindingStoryStore::other);
        String about = ScopeAt.fill(HEAD, new AsOf(at, false, asOf.known(), false));
        Head head = ask(about, finding, asOf, (row, n) -> head(row, others)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("finding"));
        Instant ranked = ask(about, finding, asOf, (row, n) -> Columns.at(row, "first_detected_at"))
                .getFirst();
        // What was received only later has the first rank that it was given.
        Instant rankAt = ranked.isAfter(at) ? ranked : at;
        List<Ranked> ranks = this.ranks.of(finding, rankAt);
        Rank rank = ask(about, finding, asOf, (row, n) -> rank(row, ranks.getFirst(), rankAt))
                .getFirst();
        List<Spell> spells = ask(SPELLS, finding, asOf, (row, n) -> spell(row, at));
        List<Clock> clocks =
                ask(FindingStoryClocks.sql(asOf), finding, asOf, (row, n) -> FindingStoryClocks.read(row, at));
        return new FindingStory(head, rank, ranks, spells, clocks, running.of(finding, asOf));
    }

    private <T> List<T> ask(String sql, UUID finding, AsOf asOf, RowMapper<T> mapper) {
        return jdbc.sql(KnownAt.fill(sql, asOf))
                .param("finding", finding)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("known", asOf.known().atOffset(ZoneOffset.UTC))
                .query(mapper)
                .list();
    }

    /** The finding that it turned out to be by then, which goes on for both; unless that one was taken to be closed on the day. */
    Optional<UUID> goesOnAs(UUID finding, AsOf asOf) {
        return ask("""
                SELECT f.same_as
                  FROM findings.finding f
                  JOIN findings.episode e ON e.finding_id = f.id AND e.n = f.episode
                 WHERE f.id = :finding AND f.same_as IS NOT NULL AND e.closed_at <= {by then}
                   AND NOT EXISTS (SELECT 1
                                     FROM {episodes} o
                                    WHERE o.finding_id = f.id AND o.opened_at <= :at AND o.closed_at > :at)
                """, finding, asOf, (row, n) -> Columns.id(row, "same_as")).stream()
                .findFirst();
    }

    private static Other other(ResultSet row, int n) throws SQLException {
        return new Other(
                Columns.id(row, "id"),
                Visible.line(row.getString("vulnerability")),
                Columns.at(row, "first_detected_at"),
                Columns.at(row, "closed_at"));
    }

    private static Head head(ResultSet row, List<Other> others) throws SQLException {
        return new Head(
                Visible.text(row.getString("title")),
                row.getString("reference"),
                row.getString("vendor_status"),
                row.getString("suppression"),
                Columns.id(row, "target_id"),
                row.getString("code"),
                row.getObject("image_id", UUID.class),
                row.getString("identity"),
                row.getObject("fix_document", UUID.class),
                lines(row.getArray("aliases")),
                lines(row.getArray("scanners")),
                others);
    }

    private static List<String> lines(Array texts) throws SQLException {
        return Arrays.stream((String[]) texts.getArray()).map(Visible::line).toList();
    }

    /** What only came to be later is not told: that the finding was ranked at all, when an earlier rank was not kept. */
    private static Rank rank(ResultSet row, Ranked ranked, Instant at) throws SQLException {
        Instant rankedAt = ranked.rankedAt();
        boolean later = rankedAt != null && rankedAt.isAfter(at);
        String cvss = row.getString("cvss");
        String vector = row.getString("cvss_vector");
        return new Rank(
                later ? null : ranked.rank(),
                later ? "ranked only later, on " + rankedAt : ranked.reason(),
                ranked.method(),
                later ? null : rankedAt,
                later ? null : ranked.loweredUntil(),
                row.getString("severity"),
                row.getString("severity_source"),
                cvss == null ? null : cvss + (vector == null ? "" : ", " + vector));
    }

    private static Spell spell(ResultSet row, Instant at) throws SQLException {
        Instant closedAt = Columns.maybeAt(row, "closed_at");
        return new Spell(
                row.getInt("n"),
                Columns.at(row, "opened_at"),
                proof(row, "opened"),
                Columns.maybeAt(row, "last_seen_at"),
                proof(row, "shown"),
                closedAt != null && !closedAt.isAfter(at)
                        ? new Closing(
                                closedAt,
                                proof(row, "closed"),
                                row.getObject("closed_entry", Long.class),
                                row.getString("close_reason"),
                                doubts(row))
                        : null);
    }

    private static @Nullable List<Doubt> doubts(ResultSet row) throws SQLException {
        Array doubts = row.getArray("doubts");
        return doubts == null
                ? null
                : Arrays.stream((String[]) doubts.getArray())
                        .map(Doubt::valueOf)
                        .toList();
    }

    private static @Nullable Proof proof(ResultSet row, String which) throws SQLException {
        UUID submission = row.getObject(which + "_submission", UUID.class);
        if (submission == null) {
            return null;
        }
        String version = row.getString(which + "_version");
        return new Proof(
                Columns.at(row, which + "_recorded"),
                row.getString(which + "_tool") + (version == null ? "" : " " + version),
                Visible.line(row.getString(which + "_artifact")),
                submission,
                Sha256.ofBytes(row.getBytes(which + "_sha256")).hex());
    }
}
