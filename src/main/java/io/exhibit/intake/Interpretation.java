package io.exhibit.intake;

import io.exhibit.kernel.Passing;
import io.exhibit.ledger.Originals;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the next submissions in ledger order and has them interpreted. Effects, outcome and cursor move in one transaction: a crash
 * repeats nothing. The cursor's row is the claim: one worker a kind, on any number of replicas.
 */
@Component
class Interpretation {

    private static final Logger LOG = LoggerFactory.getLogger(Interpretation.class);

    static final String FAILED = "internal-error";

    private final JdbcClient jdbc;
    private final SubmissionStore submissions;
    private final Originals originals;
    private final JsonMapper json;
    private final Clock clock;

    Interpretation(JdbcClient jdbc, SubmissionStore submissions, Originals originals, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.submissions = submissions;
        this.originals = originals;
        this.json = json;
        this.clock = clock;
    }

    private record Outcome(String state, String reason, String detail, String reader, Map<String, Object> counts) {}

    /**
     * Counts that what comes next is begun, in a transaction of its own, so that the count outlives the process; how often that was.
     * 0 when nothing waits, or another replica is at it.
     */
    @Transactional
    int begin(Interpreter interpreter) {
        jdbc.sql("SET LOCAL synchronous_commit = off").update();
        return jdbc.sql("""
                UPDATE intake.cursor SET attempts = attempts + 1
                 WHERE kind = (SELECT c.kind FROM intake.cursor c
                                WHERE c.kind = :kind
                                  AND EXISTS (SELECT 1 FROM intake.submission s
                                               WHERE s.kind = c.kind
                                                 AND (s.entry_index, s.position) > (c.entry_index, c.position))
                                  FOR UPDATE OF c SKIP LOCKED)
                RETURNING attempts
                """)
                .param("kind", interpreter.kind().name())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Interprets what comes next, at most that many submissions; 0 when there is nothing, or another replica is at it. */
    @Transactional
    int next(Interpreter interpreter, int most) {
        return next(interpreter, most, Place.END, Set.of());
    }

    /** The same up to a place and no further, putting the submissions named aside without an attempt. */
    @Transactional
    int next(Interpreter interpreter, int most, Place last, Set<UUID> aside) {
        List<SubmissionStore.Queued> next = claim(interpreter.kind(), most, last);
        for (SubmissionStore.Queued queued : next) {
            boolean untried = aside.contains(queued.submission().id());
            record(queued.submission(), untried ? failed() : attempt(interpreter, queued));
        }
        return advance(interpreter.kind(), next);
    }

    /** Puts what comes next into quarantine without another attempt: it brought the whole transaction down, and others wait. */
    @Transactional
    int setAside(Interpreter interpreter) {
        List<SubmissionStore.Queued> next = claim(interpreter.kind(), 1, Place.END);
        next.forEach(queued -> record(queued.submission(), failed()));
        return advance(interpreter.kind(), next);
    }

    private List<SubmissionStore.Queued> claim(Kind kind, int most, Place last) {
        Optional<Place> cursor =
                jdbc.sql("""
                SELECT entry_index, position FROM intake.cursor WHERE kind = :kind FOR UPDATE SKIP LOCKED
                """).param("kind", kind.name()).query(Place.class).optional();
        return cursor.map(place -> submissions.between(kind, place, last, most)).orElse(List.of());
    }

    /** What failed and left the process alive is no death: it is not counted. */
    @Transactional
    void survived(Interpreter interpreter) {
        jdbc.sql("UPDATE intake.cursor SET attempts = 0 WHERE kind = :kind")
                .param("kind", interpreter.kind().name())
                .update();
    }

    private int advance(Kind kind, List<SubmissionStore.Queued> done) {
        if (!done.isEmpty()) {
            advance(kind, done.getLast().submission());
        }
        return done.size();
    }

    private Outcome attempt(Interpreter interpreter, SubmissionStore.Queued queued) {
        jdbc.sql("SAVEPOINT interpretation").update();
        Outcome outcome = outcome(interpreter, queued);
        String end = outcome.state().equals("INTERPRETED")
                ? "RELEASE SAVEPOINT interpretation"
                : "ROLLBACK TO SAVEPOINT interpretation";
        jdbc.sql(end).update();
        return outcome;
    }

    private Outcome outcome(Interpreter interpreter, SubmissionStore.Queued queued) {
        Submission submission = queued.submission();
        try (InputStream document = Decoded.open(queued.encoding(), originals.open(submission.sha256()))) {
            Interpreted interpreted = interpreter.interpret(submission, document);
            return new Outcome("INTERPRETED", "", "", interpreted.reader(), interpreted.counts());
        } catch (Unreadable unreadable) {
            return quarantined(unreadable.reason(), unreadable.detail());
        } catch (Decoded.Expanding expanding) {
            return quarantined("too-large", "The content unpacks to far more than it weighs, or to more than 256 MiB.");
        } catch (IOException broken) {
            return quarantined("decode-error", "The content cannot be decompressed: it is cut short or damaged.");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
            if (Passing.isPassing(failed)) {
                throw failed;
            }
            if (isBeyondLimits(failed)) {
                return quarantined("too-large", "A name in the document is longer than can be kept.");
            }
            // A reader that fails must not stop the ones behind it, and must not lose the document.
            LOG.error("The reader failed on submission {}; it is in quarantine", submission.id(), failed);
            return failed();
        }
    }

    /** SQL's class 54: no fault of the database's that passes, however often the document is tried. */
    private static boolean isBeyondLimits(Throwable failed) {
        return failed instanceof DataAccessException refused
                && refused.getMostSpecificCause() instanceof SQLException cause
                && String.valueOf(cause.getSQLState()).startsWith("54");
    }

    private static Outcome failed() {
        return quarantined(FAILED, "The reader failed on this document. It is kept; the log has the cause.");
    }

    private static Outcome quarantined(String reason, String detail) {
        return new Outcome("QUARANTINED", reason, detail, "none", Map.of());
    }

    private void record(Submission submission, Outcome outcome) {
        boolean quarantined = outcome.state().equals("QUARANTINED");
        jdbc.sql("""
                INSERT INTO intake.interpretation (submission_id, state, reason, detail, reader, counts, interpreted_at)
                VALUES (:id, :state, :reason, :detail, :reader, :counts::jsonb, :now)
                """)
                .param("id", submission.id())
                .param("state", outcome.state())
                .param("reason", quarantined ? outcome.reason() : null)
                .param("detail", quarantined ? outcome.detail() : null)
                .param("reader", outcome.reader())
                .param("counts", json.writeValueAsString(outcome.counts()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void advance(Kind kind, Submission last) {
        jdbc.sql("UPDATE intake.cursor SET entry_index = :index, position = :position, attempts = 0 WHERE kind = :kind")
                .param("index", last.entryIndex())
                .param("position", last.position())
                .param("kind", kind.name())
                .update();
    }
}
