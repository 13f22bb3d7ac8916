package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Enters into the ledger what could not be read. After the interpretation and apart from it: that is made again from the ledger,
 * where an entry of its own making would be one too many.
 */
@Component
class QuarantineEntries {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineEntries.class);
    private static final int TOGETHER = 500;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final TransactionOperations transactions;

    /** How far each kind had been read when nothing was left to enter. */
    private final Map<Kind, Long> entered = new ConcurrentHashMap<>();

    QuarantineEntries(JdbcClient jdbc, Ledger ledger, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.transactions = transactions;
    }

    private record Reading(UUID submissionId, long readIndex, String reason, String reader) {

        Map<String, Object> item() {
            return Map.of("submission", submissionId.toString(), "reason", reason, "reader", reader);
        }
    }

    /** Called after each look of the loop that reads this kind. A ledger that is halted is given its entries later; reading goes on. */
    void catchUp(Kind kind) {
        long read = jdbc.sql("SELECT entry_index FROM intake.cursor WHERE kind = :kind")
                .param("kind", kind.name())
                .query(Long.class)
                .single();
        long from = entered.getOrDefault(kind, -1L);
        if (from == read && from >= 0) {
            return;
        }
        try {
            while (!open(from, 1).isEmpty()) {
                transactions.executeWithoutResult(status -> enter(from));
            }
            entered.put(kind, read);
        } catch (Refusal notNow) {
            LOG.debug("What went into quarantine is entered later", notNow);
        }
    }

    private void enter(long from) {
        ledger.lock();
        List<Reading> readings = open(from, TOGETHER);
        if (!readings.isEmpty()) {
            enter(readings);
        }
    }

    private void enter(List<Reading> readings) {
        Map<String, Object> detail =
                Map.of("items", readings.stream().map(Reading::item).toList());
        long index = ledger.append(new Draft("submission.quarantined", Actor.SYSTEM, detail, null, 0, readings.size()))
                .index();
        jdbc.sql("""
                INSERT INTO intake.quarantine_entry (submission_id, read_index, entry_index)
                SELECT t.submission_id, t.read_index, :index
                  FROM unnest(:ids::uuid[], :reads::bigint[]) AS t (submission_id, read_index)
                """)
                .param("ids", readings.stream().map(Reading::submissionId).toArray(UUID[]::new))
                .param("reads", readings.stream().map(Reading::readIndex).toArray(Long[]::new))
                .param("index", index)
                .update();
    }

    private List<Reading> open(long from, int most) {
        return jdbc.sql("""
                SELECT i.submission_id, i.read_index, i.reason, i.reader
                  FROM intake.interpretation i
                 WHERE i.state = 'QUARANTINED' AND i.read_index >= :from
                   AND NOT EXISTS (SELECT 1 FROM intake.quarantine_entry e
                                    WHERE e.submission_id = i.submission_id AND e.read_index = i.read_index)
                 ORDER BY i.read_index, i.submission_id
                 LIMIT :most
                """)
                .param("from", from)
                .param("most", most)
                .query(Reading.class)
                .list();
    }
}
