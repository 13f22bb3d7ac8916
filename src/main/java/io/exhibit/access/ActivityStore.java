package io.exhibit.access;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Cursor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The activity trail as people read it, newest first. */
@Component
class ActivityStore {

    private final JdbcClient jdbc;

    ActivityStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One line of the trail. */
    record Line(
            UUID id,
            Instant at,
            String actorKind,
            String actor,
            String action,
            String object,
            String outcome,
            String origin) {}

    /** Lines whose action begins so, whose actor's name has that in it; empty texts mean any. */
    List<Line> page(String action, String actor, String outcome, @Nullable Cursor after, int most) {
        Cursor from = after == null ? Cursor.START : after;
        return jdbc.sql("""
                SELECT a.id, a.at, a.actor_kind, a.actor_name, a.action, a.object, a.outcome, a.origin
                  FROM ledger.pub_activity a
                 WHERE (a.at, a.id) < (:at, :id)
                   AND starts_with(a.action, :action)
                   AND (:actor = '' OR strpos(lower(a.actor_name), lower(:actor)) > 0)
                   AND (:outcome = '' OR a.outcome = :outcome)
                 ORDER BY a.at DESC, a.id DESC
                 LIMIT :most
                """)
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("action", action)
                .param("actor", actor)
                .param("outcome", outcome)
                .param("most", most)
                .query((rs, n) -> new Line(
                        rs.getObject("id", UUID.class),
                        Columns.at(rs, "at"),
                        rs.getString("actor_kind"),
                        rs.getString("actor_name"),
                        rs.getString("action"),
                        rs.getString("object"),
                        rs.getString("outcome"),
                        rs.getString("origin")))
                .list();
    }
}
