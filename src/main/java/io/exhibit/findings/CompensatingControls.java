package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends what relies on a control that has been judged not satisfied since it was approved, by an entry in the ledger that says so. */
@Component
class CompensatingControls {

    private final JdbcClient jdbc;
    private final ControlJudgements judgements;
    private final ExceptionChanges changes;
    private final Decisions decisions;
    private final Ledger ledger;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CompensatingControls(
            JdbcClient jdbc,
            ControlJudgements judgements,
            ExceptionChanges changes,
            Decisions decisions,
            Ledger ledger,
            Clock clock,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.judgements = judgements;
        this.changes = changes;
        this.decisions = decisions;
        this.ledger = ledger;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Approved terms of an exception that hold, and what they rely on. */
    private record Held(UUID id, long entry, int term, Reliance relies) {}

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "${exhibit.exceptions.look:PT30S}")
    void look() {
        held(null)
                .forEach(one -> judgements
                        .failure(one.relies().control(), one.relies().scope())
                        .ifPresent(failure -> lapse(one, failure)));
    }

    /** Another replica may have been quicker, and somebody may have withdrawn it. */
    private void lapse(Held one, ControlJudgements.Failure failure) {
        transaction.executeWithoutResult(status -> {
            ledger.lock();
            if (held(one.id()).contains(one)) {
                changes.fail(decisions.make(
                        Actor.SYSTEM,
                        ExceptionChanges.CONTROL_FAILED,
                        "exception " + one.entry(),
                        Map.of(
                                "request", one.entry(),
                                "term", one.term(),
                                "control", one.relies().control(),
                                "scope", one.relies().scope().text(),
                                "judgedAt", failure.judgedAt().toString(),
                                "reason", failure.reason())));
            }
        });
    }

    private List<Held> held(@Nullable UUID exception) {
        return jdbc.sql("""
                SELECT e.id, e.entry_index, t.n, e.control, e.control_scope
                  FROM findings.exception e
                  JOIN findings.exception_term t ON t.exception_id = e.id
                 WHERE e.control IS NOT NULL AND t.approved_at IS NOT NULL AND t.withdrawn_at IS NULL AND t.failed_at IS NULL
                   AND t.expires_at > :now AND (:id::uuid IS NULL OR e.id = :id)
                 ORDER BY e.entry_index, t.n
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", exception)
                .query((row, n) -> new Held(
                        Columns.id(row, "id"),
                        row.getLong("entry_index"),
                        row.getInt("n"),
                        Objects.requireNonNull(Reliance.of(row.getString("control"), row.getString("control_scope")))))
                .list();
    }
}
