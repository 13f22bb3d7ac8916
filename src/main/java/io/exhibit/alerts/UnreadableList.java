package io.exhibit.alerts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Places in batches that could not be read although others could: seen and counted, so that nothing is lost in silence. */
@Component
class UnreadableList {

    private static final int MOST = 500;

    private final JdbcClient jdbc;

    UnreadableList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A place, the submission it is in and the digest of the original. */
    record UnreadablePlace(
            UUID submissionId,
            Instant recordedAt,
            int position,
            int line,
            String reason,
            String detail,
            @Nullable String sha256) {}

    long count(@Nullable Instant asOf) {
        return jdbc.sql("SELECT count(*) FROM alerts.unreadable WHERE recorded_at <= :until")
                .param("until", until(asOf))
                .query(Long.class)
                .single();
    }

    List<UnreadablePlace> newest(@Nullable Instant asOf) {
        return jdbc.sql("""
                SELECT u.submission_id, u.recorded_at, u.position, u.line, u.reason, u.detail, encode(s.sha256, 'hex') AS sha256
                  FROM alerts.unreadable AS u
                  LEFT JOIN intake.pub_submission AS s ON s.id = u.submission_id
                 WHERE u.recorded_at <= :until
                 ORDER BY u.recorded_at DESC, u.submission_id, u.position
                 LIMIT :most
                """)
                .param("until", until(asOf))
                .param("most", MOST)
                .query(UnreadablePlace.class)
                .list();
    }

    private static OffsetDateTime until(@Nullable Instant asOf) {
        return asOf == null ? OffsetDateTime.MAX : asOf.atOffset(ZoneOffset.UTC);
    }
}
