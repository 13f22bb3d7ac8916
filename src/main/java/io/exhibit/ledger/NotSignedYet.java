package io.exhibit.ledger;

import io.exhibit.kernel.Refusal;
import java.time.Duration;

/** What is asked for is kept, and no checkpoint covers it yet. */
final class NotSignedYet extends Refusal {

    private static final long serialVersionUID = 1L;

    NotSignedYet() {
        super(
                "not-signed-yet",
                409,
                "Not signed yet",
                "The ledger is signed every few seconds; no checkpoint covers this yet.",
                Duration.ofSeconds(2));
    }
}
