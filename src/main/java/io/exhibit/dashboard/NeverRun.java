package io.exhibit.dashboard;

import io.exhibit.estate.ScopeAt;
import io.exhibit.kernel.Cursor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Images that were scanned, and that nobody has ever stated to run, by name or by digest. */
@Component
class NeverRun {

    private static final String LINES = """
            SELECT i.id, i.repository, i.tag, i.digest, i.first_seen_at, s.recorded_at AS scanned_at, s.critical, s.high,
                   s.observations
              FROM estate.pub_image i
              JOIN LATERAL (SELECT s.recorded_at, s.critical, s.high, s.observations
                              FROM scans.pub_scan s
                             WHERE s.image_id = i.id AND s.outcome = 'CONCLUSIVE' AND s.recorded_at <= :asOf
                             ORDER BY s.recorded_at DESC, s.id DESC
                             LIMIT 1) s ON true
             WHERE (i.first_seen_at, i.id) < (:at, :id)
               AND NOT EXISTS (SELECT 1 FROM estate.pub_deployment d WHERE d.image_id = i.id AND d.opened_at <= :asOf)
               AND (:search = '' OR strpos(lower(concat_ws(' ', i.repository || ':' || coalesce(i.tag, ''), i.digest)),
                                           lower(:search)) > 0)
               AND (:scope = 'all' OR EXISTS (SELECT 1 FROM scans.pub_scan o
                                               WHERE o.image_id = i.id
                                                 AND o.target_id IN (SELECT t.target_id FROM {targets} t)))
             ORDER BY i.first_seen_at DESC, i.id DESC
             LIMIT :most::bigint
            """;

    private final JdbcClient jdbc;

    NeverRun(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An image, and what its last scan listed. */
    record Line(
            UUID id,
            String repository,
            @Nullable String tag,
            @Nullable String digest,
            OffsetDateTime firstSeenAt,
            OffsetDateTime scannedAt,
            int critical,
            int high,
            int observations) {

        public Instant first() {
            return firstSeenAt.toInstant();
        }

        public Instant scanned() {
            return scannedAt.toInstant();
        }

        Cursor cursor() {
            return new Cursor(first(), id);
        }
    }

    List<Line> page(DeploymentQuestion question, int most) {
        return ask(question, question.after() == null ? Cursor.START : question.after(), most)
                .query(Line.class)
                .list();
    }

    @Transactional(readOnly = true)
    public void each(DeploymentQuestion question, Consumer<Line> reader) {
        try (Stream<Line> lines = ask(question, Cursor.START, null).withFetchSize(500).query(Line.class).stream()) {
            lines.forEach(reader);
        }
    }

    private JdbcClient.StatementSpec ask(DeploymentQuestion question, Cursor from, @Nullable Integer most) {
        return jdbc.sql(ScopeAt.fill(LINES, question.asOf().isNow(), ":asOf"))
                .param("asOf", question.asOf().at().atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("search", question.search())
                .param("scope", question.scope())
                .param("most", most);
    }
}
