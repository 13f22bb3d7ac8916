package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Enters into the ledger which gaps stay open. Apart from the following of numbers, and not at once: senders that work in parallel
 * pass each other, and what is made again from the ledger must add nothing to it.
 */
@Component
class GapEntries {

    private static final Logger LOG = LoggerFactory.getLogger(GapEntries.class);

    /** What overtook another by so much has lost it, or its sender is in trouble. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int TOGETHER = 500;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final TransactionOperations transactions;
    private final Clock clock;

    GapEntries(JdbcClient jdbc, Ledger ledger, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Gap(
            UUID submissionId, UUID tokenId, String stream, long epoch, long first, long last, long missing) {

        Map<String, Object> item() {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("submission", submissionId.toString());
            item.put("token", tokenId.toString());
            item.put("stream", stream);
            item.put("epoch", epoch);
            item.put("first", first);
            item.put("last", last);
            item.put("missing", missing);
            return item;
        }
    }

    /** A ledger that is halted is given its entries later; following goes on. */
    void catchUp() {
        Instant before = clock.instant().minus(PATIENCE);
        try {
            while (!open(before, 1).isEmpty()) {
                transactions.executeWithoutResult(status -> enter(before));
            }
        } catch (Refusal notNow) {
            LOG.debug("Gaps are entered later", notNow);
        }
    }

    private void enter(Instant before) {
        ledger.lock();
        List<Gap> gaps = open(before, TOGETHER);
        if (gaps.isEmpty()) {
            return;
        }
        Map<String, Object> detail =
                Map.of("items", gaps.stream().map(Gap::item).toList());
        long index = ledger.append(new Draft("source.gap", Actor.SYSTEM, detail, null, 0, gaps.size()))
                .index();
        jdbc.sql("INSERT INTO intake.gap_entry (submission_id, entry_index) SELECT unnest(:ids::uuid[]), :index")
                .param("ids", gaps.stream().map(Gap::submissionId).toArray(UUID[]::new))
                .param("index", index)
                .update();
    }

    private List<Gap> open(Instant before, int most) {
        return jdbc.sql("""
                SELECT g.submission_id, g.token_id, g.stream, g.epoch, g.first, g.last, g.missing
                  FROM intake.gap g
                 WHERE g.closed_at IS NULL AND g.found_at < :before
                   AND NOT EXISTS (SELECT 1 FROM intake.gap_entry e WHERE e.submission_id = g.submission_id)
                 ORDER BY g.found_at, g.submission_id
                 LIMIT :most
                """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(Gap.class)
                .list();
    }
}
