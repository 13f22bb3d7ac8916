package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import java.time.Instant;
import java.util.UUID;

/** A sample that was drawn; population: how many items it was drawn from; frozen: digest of the file with them. */
record Sample(
        UUID pack,
        int n,
        SampleOrder order,
        Sha256 frozen,
        long population,
        String drawnBy,
        Instant drawnAt,
        long entry) {}
