package io.exhibit.intake;

import io.exhibit.ledger.Ledger;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The turn of a decision that changes what documents come to: everything that is in the ledger before it has been read, and nothing
 * comes between. So whatever is made from the ledger depends on its order alone, and can be made again.
 */
@Component
public class Turn {

    private static final Duration POLITELY = Duration.ofSeconds(10);
    private static final Duration ALONE = Duration.ofSeconds(10);
    private static final long BETWEEN_LOOKS = 20;

    private final Ledger ledger;
    private final JdbcClient jdbc;

    Turn(Ledger ledger, JdbcClient jdbc) {
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    /** Call it first: it waits until all is read, then keeps others from appending until the transaction ends. Refused with 503. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take() {
        awaitReading(POLITELY);
        ledger.lock();
        if (!awaitReading(ALONE)) {
            throw new Busy("Documents that came before are still being read. Nothing was decided.");
        }
    }

    private boolean awaitReading(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (somethingWaits()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private boolean somethingWaits() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM intake.waiting)")
                .query(Boolean.class)
                .single();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Busy("Exhibit is stopping.");
        }
    }
}
