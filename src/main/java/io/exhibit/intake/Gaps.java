package io.exhibit.intake;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows the numbers that senders give their deliveries, in the order of the ledger and whatever the documents say: a number that is
 * skipped is a gap, what comes late fills it, and only another epoch begins again at 1. Effects and cursor move in one transaction.
 */
@Component
class Gaps {

    private static final int TOGETHER = 2000;

    /** What arrived in this turn, each with the highest number of its stream and epoch before it. */
    private static final String SEEN = """
            WITH seen AS (
              SELECT a.*, greatest(coalesce(s.highest, 0),
                                   coalesce(max(a.sequence) OVER (PARTITION BY a.token_id, a.stream, a.epoch
                                                                  ORDER BY a.entry_index, a.position
                                                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS before
                FROM intake.numbered a
                LEFT JOIN intake.stream s USING (token_id, stream, epoch)
               WHERE (a.entry_index, a.position) > (:index, :position)
                 AND (a.entry_index, a.position) <= (:lastIndex, :lastPosition))
            """;

    private static final String OPEN = SEEN + """
            INSERT INTO intake.gap (submission_id, token_id, stream, epoch, first, last, missing, entry_index, found_at)
            SELECT submission_id, token_id, stream, epoch, before + 1, sequence - 1, sequence - before - 1, entry_index, received_at
              FROM seen
             WHERE sequence > before + 1
            """;

    /** Gaps of an epoch do not overlap: a number belongs to the one that begins nearest below it. */
    private static final String FILL = SEEN + """
            UPDATE intake.gap AS g
               SET missing = g.missing - f.numbers,
                   closed_by = CASE WHEN g.missing = f.numbers THEN f.by END,
                   closed_at = CASE WHEN g.missing = f.numbers THEN f.at END
              FROM (SELECT h.submission_id, count(*) AS numbers,
                           (array_agg(l.submission_id ORDER BY l.entry_index DESC, l.position DESC))[1] AS by,
                           (array_agg(l.received_at ORDER BY l.entry_index DESC, l.position DESC))[1] AS at
                      FROM seen l
                     CROSS JOIN LATERAL (SELECT o.submission_id
                                           FROM intake.gap o
                                          WHERE o.token_id = l.token_id AND o.stream = l.stream AND o.epoch = l.epoch
                                            AND o.first <= l.sequence
                                          ORDER BY o.first DESC
                                          LIMIT 1) AS h
                     WHERE l.sequence < l.before
                     GROUP BY h.submission_id) AS f
             WHERE g.submission_id = f.submission_id
            """;

    private static final String COUNT = SEEN + """
            INSERT INTO intake.stream AS s (token_id, stream, epoch, highest, arrived, last_at)
            SELECT token_id, stream, epoch, max(sequence), count(*), max(received_at)
              FROM seen
             GROUP BY token_id, stream, epoch
                ON CONFLICT (token_id, stream, epoch) DO UPDATE
               SET highest = greatest(s.highest, EXCLUDED.highest), arrived = s.arrived + EXCLUDED.arrived,
                   last_at = greatest(s.last_at, EXCLUDED.last_at)
            """;

    private final JdbcClient jdbc;

    Gaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a numbered delivery has not been looked at: asked often, holds nothing. */
    boolean isBehind() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM intake.numbering_cursor c
                                         JOIN intake.numbered n ON (n.entry_index, n.position) > (c.entry_index, c.position))
                        """).query(Boolean.class).single();
    }

    /** Takes the next numbered deliveries, up to a place; how many. 0 when there are none, or another replica is at it. */
    @Transactional
    int follow(Place last) {
        return follow(last, TOGETHER);
    }

    @Transactional
    int follow(Place last, int most) {
        Optional<Place> from = jdbc.sql(
                        "SELECT entry_index, position FROM intake.numbering_cursor FOR UPDATE SKIP LOCKED")
                .query(Place.class)
                .optional();
        return from.map(place -> follow(place, last, most)).orElse(0);
    }

    private int follow(Place from, Place last, int most) {
        Step step = step(from, last, most);
        if (step.deliveries() > 0) {
            run(OPEN, from, step);
            run(FILL, from, step);
            run(COUNT, from, step);
            jdbc.sql("UPDATE intake.numbering_cursor SET entry_index = :index, position = :position")
                    .param("index", step.entryIndex())
                    .param("position", step.position())
                    .update();
        }
        return step.deliveries();
    }

    /** So many deliveries, the last of them at that place. */
    private record Step(int deliveries, long entryIndex, int position) {}

    /** Entries are committed in their order: what is not there yet stands behind what is. */
    private Step step(Place from, Place last, int most) {
        return jdbc.sql("""
                SELECT count(*) AS deliveries, coalesce(max(entry_index), 0) AS entry_index,
                       coalesce((array_agg(position ORDER BY entry_index DESC, position DESC))[1], 0) AS position
                  FROM (SELECT entry_index, position
                          FROM intake.numbered
                         WHERE (entry_index, position) > (:index, :position)
                           AND (entry_index, position) <= (:lastIndex, :lastPosition)
                         ORDER BY entry_index, position
                         LIMIT :most) AS next
                """)
                .param("index", from.entryIndex())
                .param("position", from.position())
                .param("lastIndex", last.entryIndex())
                .param("lastPosition", last.position())
                .param("most", most)
                .query(Step.class)
                .single();
    }

    private void run(String statement, Place from, Step step) {
        jdbc.sql(statement)
                .param("index", from.entryIndex())
                .param("position", from.position())
                .param("lastIndex", step.entryIndex())
                .param("lastPosition", step.position())
                .update();
    }
}
