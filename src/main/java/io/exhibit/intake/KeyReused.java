package io.exhibit.intake;

import io.exhibit.kernel.Refusal;

/** A sender used one Idempotency-Key, or one number of a stream, for two different requests: a mistake of the sender's, and nothing of the second was kept. */
final class KeyReused extends Refusal {

    private static final long serialVersionUID = 1L;

    KeyReused(boolean numbered) {
        super(
                "key-reused",
                422,
                "Key or number used for something else",
                numbered
                        ? "This token has sent other content, or other parameters, with the same number of the same stream"
                                + " (Stream-Id, Stream-Epoch, Stream-Sequence) or with the same Idempotency-Key. Send it with those of its own."
                        : "This token has sent other content, or other parameters, with the same Idempotency-Key. Send it with a key of its own.");
    }
}
