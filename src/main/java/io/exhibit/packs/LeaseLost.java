package io.exhibit.packs;

import java.util.UUID;

/** Somebody else has taken the pack up meanwhile: whoever gets this stops at once and changes nothing. */
final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLost(UUID pack) {
        super("Pack " + pack + " is held by somebody else");
    }
}
