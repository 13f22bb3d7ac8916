package io.exhibit.dashboard;

import io.exhibit.dashboard.DeploymentLine.Image;
import io.exhibit.dashboard.DeploymentLine.Owner;
import io.exhibit.dashboard.DeploymentLine.Place;
import io.exhibit.dashboard.DeploymentLine.Scanned;
import io.exhibit.dashboard.DeploymentLine.Span;
import io.exhibit.estate.ScopeAt;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What ran, where, from when to when, and what the scans of it say. */
@Component
class DeploymentList {

    private static final String RUNS = "d.opened_at <= :asOf AND (d.to_at IS NULL OR d.to_at > :asOf)";

    private static final String SCANNED = """
            SELECT i.id AS image, s.recorded_at, s.critical, s.high, s.observations
              FROM estate.pub_image i
              JOIN scans.pub_scan s ON s.image_id = i.id
             WHERE (i.identity = d.identity OR i.digest = d.digest OR i.image_id = d.config)
               AND s.outcome = 'CONCLUSIVE' AND s.recorded_at <= :asOf
            """;

    /** What hints at an end since it was last seen, and since the last complete snapshot: that one would have ended it. */
    private static final String ENDED = """
            SELECT h.at AS ended_at, h.how, h.entry_index AS ended_entry
              FROM estate.pub_end_hint h
             WHERE d.source = 'SNAPSHOT' AND (d.to_at IS NULL OR d.to_at > :asOf) AND h.cluster = d.cluster
               AND h.environment = d.environment AND h.namespace = d.namespace AND h.workload IN (d.workload, '')
               AND h.kind IN (d.kind, '') AND h.recorded_at <= :asOf AND h.at >= d.seen_at
               AND NOT EXISTS (SELECT 1 FROM estate.pub_snapshot s
                                WHERE s.cluster = d.cluster AND s.complete AND s.observed_at >= h.at AND s.recorded_at <= :asOf)
             ORDER BY h.at DESC, h.entry_index DESC
             LIMIT 1
            """;

    private static final String LINES = """
            SELECT d.id, d.environment, d.cluster, d.namespace, d.kind, d.workload, d.container, d.repository, d.tag, d.digest,
                   d.config, d.assurance, d.from_at, d.opened_at, CASE WHEN d.to_at <= :asOf THEN d.to_at END AS to_at, d.replicas,
                   d.source, d.from_entry, CASE WHEN d.to_at <= :asOf THEN d.to_entry END AS to_entry, y.code, y.name,
                   l.image, l.recorded_at, l.critical, l.high, l.observations, d.hinted_by, d.hinted_entry, e.ended_at, e.how,
                   e.ended_entry
              FROM estate.pub_interval d
              LEFT JOIN estate.pub_system y ON y.id = d.system_id
              LEFT JOIN LATERAL ({scanned} ORDER BY s.recorded_at DESC, s.id DESC LIMIT 1) l ON true
              LEFT JOIN LATERAL ({ended}) e ON true
             WHERE {wanted} AND (d.opened_at, d.id) < (:at, :id)
             ORDER BY d.opened_at DESC, d.id DESC
             LIMIT :most::bigint
            """;

    private static final String COUNTS = """
            SELECT count(*) AS running, count(DISTINCT d.cluster) AS clusters,
                   count(*) FILTER (WHERE d.assurance = 'TAG') AS tag_only,
                   count(*) FILTER (WHERE NOT EXISTS ({scanned})) AS unscanned
              FROM estate.pub_interval d
             WHERE {wanted}
            """;

    private final JdbcClient jdbc;

    DeploymentList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Containers of workloads that run: how many, in how many clusters, and what is not known of them. */
    record Counts(long running, long clusters, long tagOnly, long unscanned) {}

    List<DeploymentLine> page(DeploymentQuestion question, int most) {
        Cursor from = question.after() == null ? Cursor.START : question.after();
        return ask(LINES, question, question.show())
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("most", most)
                .query(DeploymentList::line)
                .list();
    }

    /** All of it, row by row: a file has no pages. */
    @Transactional(readOnly = true)
    public void each(DeploymentQuestion question, Consumer<DeploymentLine> reader) {
        try (Stream<DeploymentLine> lines = ask(LINES, question, question.show())
                .withFetchSize(500)
                .param("at", Cursor.START.at().atOffset(ZoneOffset.UTC))
                .param("id", Cursor.START.id())
                .param("most", null)
                .query(DeploymentList::line)
                .stream()) {
            lines.forEach(reader);
        }
    }

    Counts counts(DeploymentQuestion question) {
        return ask(COUNTS, question, DeploymentQuestion.Show.RUNNING)
                .query(Counts.class)
                .single();
    }

    private JdbcClient.StatementSpec ask(String sql, DeploymentQuestion question, DeploymentQuestion.Show show) {
        String filled = sql.replace("{wanted}", wanted(question, show))
                .replace("{scanned}", SCANNED)
                .replace("{ended}", ENDED);
        return jdbc.sql(ScopeAt.fill(filled, question.asOf().isNow(), ":asOf"))
                .param("asOf", question.asOf().at().atOffset(ZoneOffset.UTC))
                .param("search", question.search())
                .param("cluster", question.cluster())
                .param("scope", question.scope());
    }

    private static String wanted(DeploymentQuestion question, DeploymentQuestion.Show show) {
        return switch (show) {
                    case RUNNING -> RUNS;
                    case UNSCANNED -> RUNS + " AND NOT EXISTS ({scanned})";
                    case TAG_ONLY -> RUNS + " AND d.assurance = 'TAG'";
                    case ENDED -> "d.opened_at <= :asOf AND d.to_at <= :asOf";
                    case ALL -> "d.opened_at <= :asOf";
                }
                + """
                 AND (:cluster = '' OR d.cluster = :cluster)
                 AND (:search = '' OR strpos(lower(concat_ws(' ', d.repository || ':' || coalesce(d.tag, ''), d.digest, d.config,
                                                             d.namespace, d.workload)), lower(:search)) > 0)
                """
                + (question.scope().equals("all") ? "" : " AND d.system_id IN (SELECT i.system_id FROM {systems} i)");
    }

    private static DeploymentLine line(ResultSet rs, int n) throws SQLException {
        Instant scanned = Columns.maybeAt(rs, "recorded_at");
        String code = rs.getString("code");
        return new DeploymentLine(
                rs.getObject("id", UUID.class),
                new Place(
                        rs.getString("environment"),
                        rs.getString("cluster"),
                        rs.getString("namespace"),
                        rs.getString("kind"),
                        rs.getString("workload"),
                        rs.getString("container")),
                new Image(
                        rs.getString("repository"),
                        rs.getString("tag"),
                        rs.getString("digest"),
                        rs.getString("config"),
                        rs.getString("assurance")),
                new Span(
                        Columns.at(rs, "from_at"),
                        Columns.at(rs, "opened_at"),
                        Columns.maybeAt(rs, "to_at"),
                        rs.getObject("replicas", Integer.class),
                        rs.getString("source"),
                        rs.getLong("from_entry"),
                        rs.getObject("to_entry", Long.class)),
                hints(rs),
                code == null ? null : new Owner(code, rs.getString("name")),
                scanned == null
                        ? null
                        : new Scanned(
                                rs.getObject("image", UUID.class),
                                scanned,
                                rs.getInt("critical"),
                                rs.getInt("high"),
                                rs.getInt("observations")));
    }

    private static DeploymentLine.Hints hints(ResultSet rs) throws SQLException {
        Instant ended = Columns.maybeAt(rs, "ended_at");
        return new DeploymentLine.Hints(
                rs.getString("hinted_by"),
                rs.getObject("hinted_entry", Long.class),
                ended == null ? null : new DeploymentLine.End(ended, rs.getString("how"), rs.getLong("ended_entry")));
    }
}
