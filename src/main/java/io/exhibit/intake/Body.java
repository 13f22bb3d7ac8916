package io.exhibit.intake;

import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Spool;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The bytes of a request, and what the request said of them. */
record Body(
        Kind kind,
        Spool spool,
        String contentType,
        String encoding,
        Context context,
        @Nullable String idempotencyKey,
        Admission.Pass pass)
        implements AutoCloseable {

    Delivery delivery(UUID tokenId, Actor sender) {
        return new Delivery(
                kind,
                tokenId,
                sender,
                spool,
                contentType,
                encoding,
                context,
                idempotencyKey,
                new CompletableFuture<>());
    }

    @Override
    public void close() {
        spool.close();
        pass.close();
    }
}
