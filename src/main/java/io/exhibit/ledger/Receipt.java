package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.time.Instant;

/** What a sender can keep: the index its entry has for ever, the leaf's bytes as text, and the leaf's hash (RFC 6962). */
public record Receipt(long index, Sha256 leafHash, Instant recordedAt, String leaf) {}
