package io.exhibit.intake;

import io.exhibit.kernel.Refusal;

/** A sender used one Idempotency-Key for two different requests: a mistake of the sender's, and nothing of the second was kept. */
final class KeyReused extends Refusal {

    private static final long serialVersionUID = 1L;

    KeyReused() {
        super(
                "key-reused",
                422,
                "Idempotency-Key used for something else",
                "This token has sent other content, or other parameters, with the same Idempotency-Key. Send it with a key of its own.");
    }
}
