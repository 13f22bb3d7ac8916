package io.exhibit.estate;

import java.time.Instant;

/**
 * An entry of the ledger changed what is known to run in a cluster. Published inside the transaction that reads it.
 *
 * @param at when the entry was recorded
 * @param again it also took back that something had ended, of which the intervals do not tell the entry
 */
public record PlacesChanged(String cluster, long entryIndex, Instant at, boolean again) {}
