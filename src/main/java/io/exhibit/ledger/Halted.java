package io.exhibit.ledger;

import io.exhibit.kernel.Refusal;
import java.time.Duration;

/** Nothing can be recorded, because the ledger is not what it was when it was signed. */
final class Halted extends Refusal {

    private static final long serialVersionUID = 1L;

    Halted() {
        super(
                "ledger-halted",
                503,
                "The ledger is halted",
                "The ledger is not what was signed, and nothing is recorded until that is cleared up. Keep what you have and send it again later.",
                Duration.ofMinutes(5));
    }
}
