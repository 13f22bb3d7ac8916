package io.exhibit.intake;

import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Spool;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A body on its way in: read and hashed, waiting for its transaction. */
record Delivery(
        Kind kind,
        UUID tokenId,
        Actor sender,
        Spool body,
        String contentType,
        String encoding,
        Context context,
        @Nullable String idempotencyKey,
        CompletableFuture<Accepted> outcome) {}
