package io.exhibit.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person decided, as the ledger has it; by is null when nobody who signed in did. */
public record Decision(
        long index,
        String kind,
        Instant recordedAt,
        @Nullable UUID by,
        JsonNode detail) {}
