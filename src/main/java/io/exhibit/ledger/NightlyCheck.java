package io.exhibit.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Checks the whole ledger every night, on one replica; what came out is an entry, and the alarm when it is not sound. */
@Component
@ConditionalOnWebApplication
class NightlyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyCheck.class);

    private final LedgerCheck check;
    private final Ledger ledger;
    private final Alarm alarm;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    NightlyCheck(LedgerCheck check, Ledger ledger, Alarm alarm, JdbcClient jdbc, TransactionOperations transaction) {
        this.check = check;
        this.ledger = ledger;
        this.alarm = alarm;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Scheduled(cron = "${exhibit.ledger.check:0 30 2 * * *}", zone = "UTC")
    void run() {
        transaction.executeWithoutResult(status -> {
            if (alarm.raised().isEmpty() && isMine()) {
                report(checked());
            }
        });
    }

    /** What PostgreSQL cannot read breaks off no more than the check: its outcome is recorded. */
    private LedgerCheck.Outcome checked() {
        jdbc.sql("SAVEPOINT before_check").update();
        LedgerCheck.Outcome outcome = check.run(null);
        jdbc.sql(outcome.isSound() ? "RELEASE SAVEPOINT before_check" : "ROLLBACK TO SAVEPOINT before_check")
                .update();
        return outcome;
    }

    private void report(LedgerCheck.Outcome outcome) {
        String kind = outcome.isSound() ? "ledger.checked" : "ledger.check-failed";
        ledger.append(Draft.of(kind, Actor.SYSTEM, outcome.toMap()));
        if (outcome.isSound()) {
            LOG.info("The ledger is sound: {} entries, {} originals", outcome.entries(), outcome.originals());
        } else {
            alarm.raise(String.valueOf(outcome.failure()));
        }
    }

    /** All replicas wake at the same minute; one has it until its transaction ends. */
    private boolean isMine() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('ledger.nightly-check'))")
                .query(Boolean.class)
                .single();
    }
}
