package io.exhibit.estate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** These targets belong to another system now, or to a system with other regulatory tags. Published inside the change's transaction. */
public record TargetsReattributed(List<UUID> targets, Instant at) {

    public TargetsReattributed {
        targets = List.copyOf(targets);
    }
}
