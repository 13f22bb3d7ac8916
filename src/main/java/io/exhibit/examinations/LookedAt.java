package io.exhibit.examinations;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an examiner asked for while a mandate was in force, out of the activity trail, newest first. */
@Component
class LookedAt {

    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;

    LookedAt(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One line of the trail. */
    record Line(UUID id, Instant at, String action, String object, String outcome, String origin) {

        Cursor cursor() {
            return new Cursor(at, id);
        }
    }

    List<Line> page(Mandate mandate, @Nullable Cursor after, int most) {
        Period period = mandate.open();
        if (period == null) {
            return List.of();
        }
        Cursor from = after == null ? Cursor.START : after;
        return jdbc.sql("""
                SELECT a.id, a.at, a.action, a.object, a.outcome, a.origin
                  FROM ledger.pub_activity a
                 WHERE a.actor_id = :examiner AND a.at >= :from AND a.at < :to
                   AND (a.at, a.id) < (:at, :id)
                 ORDER BY a.at DESC, a.id DESC
                 LIMIT :most
                """)
                .param("examiner", mandate.said().examiner())
                .param("from", period.from().atOffset(ZoneOffset.UTC))
                .param("to", period.to().atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("most", most)
                .query((rs, n) -> new Line(
                        rs.getObject("id", UUID.class),
                        Columns.at(rs, "at"),
                        rs.getString("action"),
                        rs.getString("object"),
                        rs.getString("outcome"),
                        rs.getString("origin")))
                .list();
    }

    /** All of it, some lines at a time. */
    void each(Mandate mandate, Consumer<Line> line) {
        @Nullable Cursor after = null;
        List<Line> lines;
        do {
            lines = page(mandate, after, AT_ONCE);
            lines.forEach(line);
            after = lines.isEmpty() ? null : lines.getLast().cursor();
        } while (lines.size() == AT_ONCE);
    }
}
