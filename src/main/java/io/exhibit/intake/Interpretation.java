package io.exhibit.intake;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the next submissions in ledger order and has them interpreted. Effects, outcome and cursor move in one transaction: a crash
 * repeats nothing. The cursor's row is the claim: one worker a kind, on any number of replicas.
 */
@Component
class Interpretation {

    private final JdbcClient jdbc;
    private final SubmissionStore submissions;
    private final Attempts attempts;
    private final Outcomes outcomes;

    Interpretation(JdbcClient jdbc, SubmissionStore submissions, Attempts attempts, Outcomes outcomes) {
        this.jdbc = jdbc;
        this.submissions = submissions;
        this.attempts = attempts;
        this.outcomes = outcomes;
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
                                WHERE c.kind = :kind AND EXISTS (SELECT 1 FROM intake.waiting w WHERE w.kind = c.kind)
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
        Map<Boolean, List<SubmissionStore.Queued>> untried = next.stream()
                .filter(queued -> !isRead(queued))
                .collect(Collectors.partitioningBy(
                        queued -> aside.contains(queued.submission().id())));
        outcomes.add(attempts.read(interpreter, Objects.requireNonNull(untried.get(false))));
        outcomes.add(Outcome.failed(interpreter, Objects.requireNonNull(untried.get(true))));
        return advance(interpreter.kind(), next);
    }

    /** Puts what comes next into quarantine without another attempt: it brought the whole transaction down, and others wait. */
    @Transactional
    int setAside(Interpreter interpreter) {
        List<SubmissionStore.Queued> next = claim(interpreter.kind(), 1, Place.END);
        List<SubmissionStore.Queued> unread =
                next.stream().filter(queued -> !isRead(queued)).toList();
        outcomes.add(Outcome.failed(interpreter, unread));
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

    private void advance(Kind kind, SubmissionStore.Queued last) {
        jdbc.sql("UPDATE intake.cursor SET entry_index = :index, position = :position, attempts = 0 WHERE kind = :kind")
                .param("index", last.turnIndex())
                .param("position", last.turnPosition())
                .param("kind", kind.name())
                .update();
    }
}
