package io.exhibit.intake;

import io.exhibit.intake.BatchInterpreter.Small;
import io.exhibit.kernel.Passing;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Originals;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Has documents read, small ones together where that is possible; what a reader does when it fails is undone. */
@Component
class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** Bytes of a document that may be in memory beside a few hundred others. */
    private static final long SMALL = 64 * 1024;

    private final JdbcClient jdbc;
    private final Originals originals;

    Attempts(JdbcClient jdbc, Originals originals) {
        this.jdbc = jdbc;
        this.originals = originals;
    }

    /** Reads all of them, in the caller's transaction. Fails only with what passes by itself. */
    List<Outcome> read(Interpreter interpreter, List<SubmissionStore.Queued> queued) {
        List<Outcome> outcomes = new ArrayList<>();
        List<SubmissionStore.Queued> rest = queued;
        if (interpreter instanceof BatchInterpreter batch && queued.size() > 1) {
            outcomes.addAll(
                    together(batch, queued.stream().filter(Attempts::isSmall).toList()));
            if (!outcomes.isEmpty()) {
                rest = queued.stream().filter(one -> !isSmall(one)).toList();
            }
        }
        rest.forEach(one -> outcomes.add(alone(interpreter, one)));
        return outcomes;
    }

    private static boolean isSmall(SubmissionStore.Queued queued) {
        return queued.submission().size() <= SMALL && Encoding.of(queued.encoding()) == Encoding.IDENTITY;
    }

    /** None when one of them stands in the way of the others: then each is tried alone. */
    private List<Outcome> together(BatchInterpreter interpreter, List<SubmissionStore.Queued> queued) {
        jdbc.sql("SAVEPOINT interpretation").update();
        try {
            Map<Sha256, byte[]> documents = originals.whole(
                    queued.stream().map(one -> one.submission().sha256()).toList());
            List<Reading> readings = interpreter.interpret(queued.stream()
                    .map(one -> new Small(
                            one.submission(),
                            Objects.requireNonNull(
                                    documents.get(one.submission().sha256()))))
                    .toList());
            List<Outcome> outcomes = new ArrayList<>();
            for (int n = 0; n < readings.size(); n++) {
                outcomes.add(Outcome.of(queued.get(n), interpreter, readings.get(n)));
            }
            jdbc.sql("RELEASE SAVEPOINT interpretation").update();
            return outcomes;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
            if (Passing.isPassing(failed)) {
                throw failed;
            }
            LOG.info("{} documents could not be read together; each is read alone", queued.size(), failed);
            jdbc.sql("ROLLBACK TO SAVEPOINT interpretation").update();
            return List.of();
        }
    }

    private Outcome alone(Interpreter interpreter, SubmissionStore.Queued queued) {
        jdbc.sql("SAVEPOINT interpretation").update();
        Outcome outcome = attempt(interpreter, queued);
        String end =
                outcome.trouble() == null ? "RELEASE SAVEPOINT interpretation" : "ROLLBACK TO SAVEPOINT interpretation";
        jdbc.sql(end).update();
        return outcome;
    }

    private Outcome attempt(Interpreter interpreter, SubmissionStore.Queued queued) {
        try {
            return Outcome.of(queued, interpreter, reading(interpreter, queued));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
            if (Passing.isPassing(failed)) {
                throw failed;
            }
            if (isBeyondLimits(failed)) {
                var tooLong = new Unreadable("too-large", "A name in the document is longer than can be kept.");
                return Outcome.of(queued, interpreter, tooLong);
            }
            // A reader that fails must not stop the ones behind it, and must not lose the document.
            LOG.error(
                    "The reader failed on submission {}; it is in quarantine",
                    queued.submission().id(),
                    failed);
            return Outcome.failed(interpreter, queued);
        }
    }

    private Reading reading(Interpreter interpreter, SubmissionStore.Queued queued) {
        Submission submission = queued.submission();
        try (InputStream document = Decoded.open(Encoding.of(queued.encoding()), originals.open(submission.sha256()))) {
            return interpreter.interpret(submission, document);
        } catch (Unreadable unreadable) {
            return unreadable;
        } catch (Decoded.Expanding expanding) {
            return new Unreadable(
                    "too-large", "The content unpacks to far more than it weighs, or to more than 256 MiB.");
        } catch (IOException broken) {
            return new Unreadable(
                    "decode-error",
                    "The content cannot be decompressed: it is cut short, damaged, or wants more than 8 MiB of memory.");
        }
    }

    /** SQL's class 54: no fault of the database's that passes, however often the document is tried. */
    private static boolean isBeyondLimits(Throwable failed) {
        return failed instanceof DataAccessException refused
                && refused.getMostSpecificCause() instanceof SQLException cause
                && String.valueOf(cause.getSQLState()).startsWith("54");
    }
}
