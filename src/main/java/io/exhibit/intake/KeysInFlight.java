package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Idempotency keys whose first request is not answered yet. On another replica the ledger's lock lets only one of them be the first. */
@Component
class KeysInFlight {

    private final Set<Named> held = ConcurrentHashMap.newKeySet();

    private record Named(UUID tokenId, String key) {}

    /** Held until it is closed; without a key there is nothing to hold. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    Hold hold(UUID tokenId, @Nullable String key) {
        if (key == null) {
            return () -> {};
        }
        Named named = new Named(tokenId, key);
        if (!held.add(named)) {
            throw new InFlight();
        }
        return () -> held.remove(named);
    }

    private static final class InFlight extends Refusal {

        private static final long serialVersionUID = 1L;

        private InFlight() {
            super(
                    "key-in-flight",
                    409,
                    "The same key is under way",
                    "A request with this Idempotency-Key is not answered yet. Send the same request again after Retry-After.",
                    Duration.ofSeconds(1));
        }
    }
}
