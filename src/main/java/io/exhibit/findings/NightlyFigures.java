package io.exhibit.findings;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Counts every night what everybody looks at in the morning, on one replica. From then on {@link Figures} keeps it. */
@Component
@ConditionalOnWebApplication
class NightlyFigures {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyFigures.class);

    private final List<Figures.Morning> mornings;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    NightlyFigures(List<Figures.Morning> mornings, JdbcClient jdbc, TransactionOperations transaction) {
        this.mornings = mornings;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** One that fails keeps nobody from the others. */
    @Scheduled(cron = "${exhibit.figures.nightly:0 15 4 * * *}", zone = "UTC")
    void run() {
        for (Figures.Morning morning : mornings) {
            try {
                transaction.executeWithoutResult(status -> {
                    if (isMine()) {
                        morning.ask();
                    }
                });
            } catch (RuntimeException failed) {
                LOG.warn("Figures could not be counted for the morning; whoever opens their page counts them", failed);
            }
        }
    }

    /** All replicas wake at the same minute; one has it until its transaction ends. */
    private boolean isMine() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('findings.nightly-figures'))")
                .query(Boolean.class)
                .single();
    }
}
