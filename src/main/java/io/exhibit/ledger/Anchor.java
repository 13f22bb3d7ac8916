package io.exhibit.ledger;

import java.time.Instant;
import java.util.Optional;

/** Somebody outside who vouches for checkpoints, so that the bank alone cannot rewrite them. Nothing ever waits for it. */
interface Anchor {

    /** As entries of the ledger call it. */
    String name();

    /** Whether the operator set one. */
    boolean isWanted();

    /** Asks for what is due, if anything is, verifies it and keeps it. */
    void turn() throws Unusable;

    /** When what is due now became due; empty when nothing is. */
    Optional<Instant> dueSince();

    /** The newest that came. */
    Optional<Vouched> last();

    /** That the checkpoint of that size was there at that time, as somebody outside says; kept is our own clock's. */
    record Vouched(long size, Instant at, String by, Instant kept) {}
}
