package io.exhibit.estate;

import io.exhibit.kernel.AsOf;
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

    private static final String NOW = " WHERE t.system_id IS NULL\n";

    private static final String THEN = """
              JOIN estate.pub_target_at(:asOf) own ON own.target_id = t.id
             WHERE own.system_id IS NULL AND t.first_seen_at <= :asOf
            """;

    private static final String COUNTS_THEN = """
            WITH owned AS MATERIALIZED (
                SELECT t.kind, t.name, t.claimed_system, own.system_id
                  FROM estate.target t
                  JOIN estate.pub_target_at(:asOf) own ON own.target_id = t.id
                 WHERE t.first_seen_at <= :asOf
            )
            SELECT count(*) FILTER (WHERE o.system_id IS NULL) AS targets,
                   count(*) FILTER (WHERE o.system_id IS NULL AND o.claimed_system IS NOT NULL) AS claimed,
                   (SELECT count(*) FROM estate.image i
                     WHERE i.first_seen_at <= :asOf
                       AND NOT EXISTS (SELECT 1 FROM owned n WHERE n.kind = 'IMAGE' AND n.name = i.lineage AND n.system_id IS NOT NULL)) AS images,
                   count(*) AS all_targets
              FROM owned o
            """;

    private final JdbcClient jdbc;

    UnattributedList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many there are of what, and how many of the targets name a system that nobody has entered. */
    record Counts(long targets, long claimed, long images, long allTargets) {}

    /** Those that belonged to none at the time of the question, as it was known then. */
    List<TargetLine> targets(AsOf asOf, @Nullable Cursor after, int most) {
        Cursor from = after == null ? Cursor.START : after;
        return jdbc.sql(TargetLine.SELECT + (asOf.isNow() ? NOW : THEN) + """
                   AND (t.first_seen_at, t.id) < (:at, :id)
                 ORDER BY t.first_seen_at DESC, t.id DESC
                 LIMIT :most
                """)
                .param("asOf", asOf.at().atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("most", most)
                .query(TargetLine::read)
                .list();
    }

    private Counts counts() {
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

    Counts counts(AsOf asOf) {
        return asOf.isNow()
                ? counts()
                : jdbc.sql(COUNTS_THEN)
                        .param("asOf", asOf.at().atOffset(ZoneOffset.UTC))
                        .query(Counts.class)
                        .single();
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
