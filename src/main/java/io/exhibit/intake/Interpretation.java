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
import org.jspecify.annotations.Nullable;
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

    private record Outcome(@Nullable Unreadable trouble, String reader, Map<String, Object> counts) {

        static Outcome quarantined(Interpreter interpreter, String reason, String detail) {
            return new Outcome(new Unreadable(reason, detail), interpreter.reader(), Map.of());
        }
    }

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
                                  AND (EXISTS (SELECT 1 FROM intake.submission s
                                                WHERE s.kind = c.kind
                                                  AND (s.entry_index, s.position) > (c.entry_index, c.position)
                                                  AND NOT EXISTS (SELECT 1 FROM intake.replay r
                                                                   WHERE r.submission_id = s.id))
                                       OR EXISTS (SELECT 1 FROM intake.replay r
                                                   WHERE r.kind = c.kind
                                                     AND (r.entry_index, r.position) > (c.entry_index, c.position)))
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
            if (!isRead(queued)) {
                record(queued, untried ? failed(interpreter) : attempt(interpreter, queued));
            }
        }
        return advance(interpreter.kind(), next);
    }

    /** Puts what comes next into quarantine without another attempt: it brought the whole transaction down, and others wait. */
    @Transactional
    int setAside(Interpreter interpreter) {
        List<SubmissionStore.Queued> next = claim(interpreter.kind(), 1, Place.END);
        next.stream().filter(queued -> !isRead(queued)).forEach(queued -> record(queued, failed(interpreter)));
        return advance(interpreter.kind(), next);
    }

    private List<SubmissionStore.Queued> claim(Kind kind, int most, Place last) {
        Optional<Place> cursor =
                jdbc.sql("""
                SELECT entry_index, position FROM intake.cursor WHERE kind = :kind FOR UPDATE SKIP LOCKED
                """).param("kind", kind.name()).query(Place.class).optional();
        return cursor.map(place -> submissions.between(kind, place, last, most)).orElse(List.of());
    }

    /** A reader that has learnt more may have read in an earlier turn what had to wait for a later one when it happened. */
    private boolean isRead(SubmissionStore.Queued queued) {
        return queued.turnIndex() != queued.submission().entryIndex()
                && jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM intake.interpretation
                                        WHERE submission_id = :id AND state = 'INTERPRETED')
                        """)
                        .param("id", queued.submission().id())
                        .query(Boolean.class)
                        .single();
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
            advance(kind, done.getLast());
        }
        return done.size();
    }

    private Outcome attempt(Interpreter interpreter, SubmissionStore.Queued queued) {
        jdbc.sql("SAVEPOINT interpretation").update();
        Outcome outcome = outcome(interpreter, queued);
        String end =
                outcome.trouble() == null ? "RELEASE SAVEPOINT interpretation" : "ROLLBACK TO SAVEPOINT interpretation";
        jdbc.sql(end).update();
        return outcome;
    }

    private Outcome outcome(Interpreter interpreter, SubmissionStore.Queued queued) {
        Submission submission = queued.submission();
        try (InputStream document = Decoded.open(Encoding.of(queued.encoding()), originals.open(submission.sha256()))) {
            Interpreted interpreted = interpreter.interpret(submission, document);
            return new Outcome(null, interpreted.reader(), interpreted.counts());
        } catch (Unreadable unreadable) {
            return new Outcome(unreadable, interpreter.reader(), Map.of());
        } catch (Decoded.Expanding expanding) {
            return Outcome.quarantined(
                    interpreter,
                    "too-large",
                    "The content unpacks to far more than it weighs, or to more than 256 MiB.");
        } catch (IOException broken) {
            return Outcome.quarantined(
                    interpreter,
                    "decode-error",
                    "The content cannot be decompressed: it is cut short, damaged, or wants more than 8 MiB of memory.");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
            if (Passing.isPassing(failed)) {
                throw failed;
            }
            if (isBeyondLimits(failed)) {
                return Outcome.quarantined(
                        interpreter, "too-large", "A name in the document is longer than can be kept.");
            }
            // A reader that fails must not stop the ones behind it, and must not lose the document.
            LOG.error("The reader failed on submission {}; it is in quarantine", submission.id(), failed);
            return failed(interpreter);
        }
    }

    /** SQL's class 54: no fault of the database's that passes, however often the document is tried. */
    private static boolean isBeyondLimits(Throwable failed) {
        return failed instanceof DataAccessException refused
                && refused.getMostSpecificCause() instanceof SQLException cause
                && String.valueOf(cause.getSQLState()).startsWith("54");
    }

    private static Outcome failed(Interpreter interpreter) {
        return Outcome.quarantined(
                interpreter, FAILED, "The reader failed on this document. It is kept; the log has the cause.");
    }

    /** Of a document that is read again, what was said of it before gives way. */
    private void record(SubmissionStore.Queued queued, Outcome outcome) {
        Unreadable trouble = outcome.trouble();
        jdbc.sql("""
                INSERT INTO intake.interpretation AS i
                       (submission_id, state, reason, detail, reader, counts, interpreted_at, read_index)
                VALUES (:id, :state, :reason, :detail, :reader, :counts::jsonb, :now, :index)
                ON CONFLICT (submission_id) DO UPDATE
                   SET (state, reason, detail, reader, counts, interpreted_at, read_index)
                     = (EXCLUDED.state, EXCLUDED.reason, EXCLUDED.detail, EXCLUDED.reader, EXCLUDED.counts,
                        EXCLUDED.interpreted_at, EXCLUDED.read_index)
                 WHERE i.state = 'QUARANTINED' AND i.read_index < EXCLUDED.read_index
                """)
                .param("id", queued.submission().id())
                .param("state", trouble == null ? "INTERPRETED" : "QUARANTINED")
                .param("reason", trouble == null ? null : trouble.reason())
                .param("detail", trouble == null ? null : trouble.detail())
                .param("reader", outcome.reader())
                .param("counts", json.writeValueAsString(outcome.counts()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("index", queued.turnIndex())
                .update();
    }

    private void advance(Kind kind, SubmissionStore.Queued last) {
        jdbc.sql("UPDATE intake.cursor SET entry_index = :index, position = :position, attempts = 0 WHERE kind = :kind")
                .param("index", last.turnIndex())
                .param("position", last.turnPosition())
                .param("kind", kind.name())
                .update();
    }
}
