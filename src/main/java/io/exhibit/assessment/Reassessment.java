package io.exhibit.assessment;

import io.exhibit.controls.Catalogue;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges everything again when something has come in, was interpreted or decided, and at least once an hour, because deadlines
 * pass by themselves. One replica does it; the others see that it is being done.
 */
@Component
class Reassessment {

    private static final Logger LOG = LoggerFactory.getLogger(Reassessment.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Of the time that passes, judging may take a tenth. */
    private static final int SHARE = 10;

    static final List<Scope> SCOPES = List.of(
            Scope.ALL,
            Scope.PCI,
            new Scope("tag:cardholder-data"),
            new Scope("tag:critical-function"),
            new Scope("tag:customer-data"),
            new Scope("tag:third-party"));

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Ledger ledger;
    private final Catalogue catalogue;
    private final Assessments assessments;
    private final Verdicts verdicts;
    private final Trailing trailing;

    Reassessment(
            JdbcClient jdbc,
            Clock clock,
            Ledger ledger,
            Catalogue catalogue,
            Assessments assessments,
            Verdicts verdicts,
            Trailing trailing) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.assessments = assessments;
        this.verdicts = verdicts;
        this.trailing = trailing;
    }

    private record Run(OffsetDateTime asOf, long ledgerSize, String catalogue, long tookMillis) {}

    /** Everything in one snapshot, so that no two verdicts of a run rest on different facts. */
    @Scheduled(
            initialDelayString = "${exhibit.assessment.first:PT15S}",
            fixedDelayString = "${exhibit.assessment.every:PT30S}")
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public void run() {
        Instant now = clock.instant();
        long size = ledger.size();
        if (isDue(now, size) && isMine()) {
            judge(now, size);
        }
    }

    private boolean isMine() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('assessment.reassessment'))")
                .query(Boolean.class)
                .single();
    }

    private boolean isDue(Instant now, long size) {
        Run last = jdbc.sql(
                        "SELECT as_of, ledger_size, catalogue, took_millis FROM assessment.run ORDER BY as_of DESC LIMIT 1")
                .query(Run.class)
                .optional()
                .orElse(null);
        if (last == null || now.isBefore(last.asOf.toInstant())) {
            return last == null;
        }
        Duration since = Duration.between(last.asOf.toInstant(), now);
        if (since.compareTo(Duration.ofMillis(last.tookMillis).multipliedBy(SHARE)) < 0) {
            return false;
        }
        return since.compareTo(LONGEST_PAUSE) >= 0
                || (size > last.ledgerSize && somethingHappenedSince(last.ledgerSize))
                || !catalogue.version().hex().equals(last.catalogue)
                || wasInterpretedSince(last.asOf);
    }

    /** A heartbeat says that nothing did. */
    private boolean somethingHappenedSince(long size) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM ledger.pub_entry WHERE index >= :size AND kind <> 'heartbeat')")
                .param("size", size)
                .query(Boolean.class)
                .single();
    }

    private boolean wasInterpretedSince(OffsetDateTime then) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM intake.pub_submission WHERE interpreted_at > :then)")
                .param("then", then)
                .query(Boolean.class)
                .single();
    }

    private void judge(Instant now, long size) {
        long begun = System.nanoTime();
        Period period = trailing.before(now);
        Map<Question, CheckResult> known = new HashMap<>();
        Map<Scope, List<ControlResult>> judged = new LinkedHashMap<>();
        SCOPES.forEach(scope -> judged.put(
                scope,
                catalogue.frameworks().stream()
                        .flatMap(framework -> assessments.evaluate(framework.id(), scope, period, now, known).stream())
                        .toList()));
        // All of it was found to be so at one time, however long judging took.
        Instant found = clock.instant();
        int kept = judged.entrySet().stream()
                .mapToInt(one -> verdicts.keep(
                        one.getValue(),
                        new Verdicts.Basis(
                                new Question("", "", one.getKey(), period, now),
                                catalogue.version().hex(),
                                size,
                                found)))
                .sum();
        long took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        remember(new Run(now.atOffset(ZoneOffset.UTC), size, catalogue.version().hex(), took), period, kept);
        LOG.info("Judged {} scopes at ledger size {} in {} ms: {} new verdicts", SCOPES.size(), size, took, kept);
    }

    private void remember(Run run, Period period, int kept) {
        jdbc.sql("""
                INSERT INTO assessment.run (id, as_of, period_from, ledger_size, catalogue, verdicts, took_millis)
                VALUES (:id, :as_of, :from, :size, :catalogue, :verdicts, :took)
                """)
                .param("id", UuidV7.next(clock))
                .param("as_of", run.asOf)
                .param("from", period.from().atOffset(ZoneOffset.UTC))
                .param("size", run.ledgerSize)
                .param("catalogue", run.catalogue)
                .param("verdicts", kept)
                .param("took", run.tookMillis)
                .update();
    }
}
