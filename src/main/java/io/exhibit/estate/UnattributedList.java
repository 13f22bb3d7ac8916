package io.exhibit.estate;

import io.exhibit.kernel.Cursor;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Targets and images that belong to no system. */
@Component
class UnattributedList {

    private final JdbcClient jdbc;

    UnattributedList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many there are of what, and how many of the targets name a system that nobody has entered. */
    record Counts(long targets, long claimed, long images, long allTargets) {}

    List<TargetLine> targets(@Nullable Cursor after, int most) {
        Cursor from = after == null ? Cursor.START : after;
        return jdbc.sql(TargetLine.SELECT + """
                 WHERE t.system_id IS NULL AND (t.first_seen_at, t.id) < (:at, :id)
                 ORDER BY t.first_seen_at DESC, t.id DESC
                 LIMIT :most
                """)
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("most", most)
                .query(TargetLine::read)
                .list();
    }

    Counts counts() {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE t.system_id IS NULL) AS targets,
                       count(*) FILTER (WHERE t.system_id IS NULL AND t.claimed_system IS NOT NULL) AS claimed,
                       (SELECT count(*) FROM estate.image i
                         WHERE NOT EXISTS (SELECT 1 FROM estate.target o
                                            WHERE o.kind = 'IMAGE' AND o.name = i.lineage AND o.system_id IS NOT NULL)) AS images,
                       count(*) AS all_targets
                  FROM estate.target t
                """).query(Counts.class).single();
    }

    Optional<String> systemOf(UUID rule) {
        return jdbc.sql("""
                SELECT s.code
                  FROM estate.attribution_rule r
                  JOIN estate.system s ON s.id = r.system_id
                 WHERE r.id = :rule
                """).param("rule", rule).query(String.class).optional();
    }
}
