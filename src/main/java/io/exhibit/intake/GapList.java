package io.exhibit.intake;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Cursor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gaps that were open at a time, the oldest first: what a sender numbered and had not brought by then. */
@Component
class GapList {

    /** So many runs of missing numbers are shown of a gap. */
    static final int RUNS = 20;

    private final JdbcClient jdbc;

    GapList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of one sender or of any; what was open at that time. */
    record Question(
            @Nullable UUID sender, Instant asOf, @Nullable Cursor after) {}

    /** Numbers that follow each other, and that did not come. */
    record Run(long first, long last) {

        long numbers() {
            return last - first + 1;
        }

        public String words() {
            return first == last ? String.valueOf(first) : first + "–" + last;
        }
    }

    /** A gap: found by a submission with a higher number; entry is that of the ledger which says that it stayed open. */
    record Gap(
            UUID foundBy,
            UUID tokenId,
            String sender,
            String stream,
            long epoch,
            Run span,
            Instant foundAt,
            @Nullable Long entry,
            long missing,
            List<Run> runs) {

        public boolean hasMoreRuns() {
            return runs.stream().mapToLong(Run::numbers).sum() < missing;
        }

        private Gap with(List<Run> found) {
            return new Gap(foundBy, tokenId, sender, stream, epoch, span, foundAt, entry, missing, found);
        }

        Cursor cursor() {
            return new Cursor(foundAt, foundBy);
        }
    }

    /** How many are open, and how many of these for longer than senders need to pass each other. */
    record Figures(long open, long lasting) {}

    Figures figures(Instant asOf) {
        return jdbc.sql("""
                SELECT count(*) AS open, count(*) FILTER (WHERE found_at < :lasting) AS lasting
                  FROM intake.gap
                 WHERE found_at <= :asOf AND (closed_at IS NULL OR closed_at > :asOf)
                """)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .param("lasting", asOf.minus(GapEntries.PATIENCE).atOffset(ZoneOffset.UTC))
                .query(Figures.class)
                .single();
    }

    List<Gap> page(Question question, int most) {
        Cursor from = question.after() == null ? Cursor.EARLIEST : question.after();
        String sender = question.sender() == null ? "" : " AND g.token_id = :sender";
        List<Gap> gaps = jdbc.sql("""
                SELECT g.submission_id, g.token_id, coalesce(t.name, 'token ' || g.token_id) AS sender, g.stream, g.epoch,
                       g.first, g.last, g.found_at, e.entry_index, g.last - g.first + 1 - came.numbers AS missing
                  FROM intake.gap g
                 CROSS JOIN LATERAL (SELECT count(*) AS numbers
                                       FROM intake.numbered n
                                      WHERE n.token_id = g.token_id AND n.stream = g.stream AND n.epoch = g.epoch
                                        AND n.sequence BETWEEN g.first AND g.last AND n.received_at <= :asOf) AS came
                  LEFT JOIN intake.gap_entry e ON e.submission_id = g.submission_id
                  LEFT JOIN access.pub_token t ON t.id = g.token_id
                 WHERE g.found_at <= :asOf AND (g.closed_at IS NULL OR g.closed_at > :asOf)
                   AND (g.found_at, g.submission_id) > (:at, :id)
                """ + sender + " ORDER BY g.found_at, g.submission_id LIMIT :most")
                .param("asOf", question.asOf().atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("sender", question.sender())
                .param("most", most)
                .query((row, n) -> new Gap(
                        Columns.id(row, "submission_id"),
                        Columns.id(row, "token_id"),
                        row.getString("sender"),
                        row.getString("stream"),
                        row.getLong("epoch"),
                        new Run(row.getLong("first"), row.getLong("last")),
                        Columns.at(row, "found_at"),
                        row.getObject("entry_index", Long.class),
                        row.getLong("missing"),
                        List.of()))
                .list();
        Map<UUID, List<Run>> runs = runs(gaps, question.asOf());
        return gaps.stream()
                .map(gap -> gap.with(runs.getOrDefault(gap.foundBy(), List.of())))
                .toList();
    }

    /** What is missing of each, between what came of it and its ends. */
    private Map<UUID, List<Run>> runs(List<Gap> gaps, Instant asOf) {
        record Of(UUID gap, Run run) {}
        return jdbc
                .sql("""
                SELECT r.gap, r.before + 1 AS first, r.sequence - 1 AS last
                  FROM (SELECT k.gap, k.sequence, k.before, row_number() OVER (PARTITION BY k.gap ORDER BY k.sequence) AS n
                          FROM (SELECT c.gap, c.sequence, lag(c.sequence, 1, c.first - 1) OVER (PARTITION BY c.gap ORDER BY c.sequence) AS before
                                  FROM (SELECT g.submission_id AS gap, g.first, n.sequence
                                          FROM intake.gap g
                                          JOIN intake.numbered n ON n.token_id = g.token_id AND n.stream = g.stream AND n.epoch = g.epoch
                                           AND n.sequence BETWEEN g.first AND g.last AND n.received_at <= :asOf
                                         WHERE g.submission_id = ANY(:gaps)
                                        UNION ALL
                                        SELECT submission_id, first, last + 1 FROM intake.gap WHERE submission_id = ANY(:gaps)) AS c) AS k
                         WHERE k.sequence > k.before + 1) AS r
                 WHERE r.n <= :most
                 ORDER BY r.gap, r.sequence
                """)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .param("gaps", gaps.stream().map(Gap::foundBy).toArray(UUID[]::new))
                .param("most", RUNS)
                .query((row, n) -> new Of(Columns.id(row, "gap"), new Run(row.getLong("first"), row.getLong("last"))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(Of::gap, HashMap::new, Collectors.mapping(Of::run, Collectors.toList())));
    }
}
