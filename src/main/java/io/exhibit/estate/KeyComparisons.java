package io.exhibit.estate;

import io.exhibit.kernel.Passing;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Compares keys that were entered with what came in before them, behind the request and part by part: what is done is kept, so that
 * a stop in between loses no more than a part, and the page can tell how far it is.
 */
@Component
public class KeyComparisons {

    private static final Logger LOG = LoggerFactory.getLogger(KeyComparisons.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int PART = 100;

    private final SignatureMatches matches;
    private final TransactionOperations transaction;
    private volatile long notBefore = System.nanoTime();

    KeyComparisons(SignatureMatches matches, TransactionOperations transaction) {
        this.matches = matches;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${exhibit.keys.look:PT2S}")
    void look() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            follow();
        } catch (RuntimeException failed) {
            notBefore = System.nanoTime() + PAUSE.toNanos();
            if (Passing.isPassing(failed)) {
                LOG.info("Keys are compared in a minute", failed);
            } else {
                LOG.error("Keys could not be compared with what came in before; it is tried again in a minute", failed);
            }
        }
    }

    /** Until every key was compared with everything. */
    public void follow() {
        follow(PART);
    }

    void follow(int part) {
        while (matches.isAnyWaiting()) {
            transaction.executeWithoutResult(status -> matches.compareNext(part));
        }
    }
}
