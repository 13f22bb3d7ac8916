package io.exhibit.intake;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How often each token may come, so that one sender that runs wild does not take the room of all. In memory, each replica by itself. */
@Component
class Rates {

    private final IntakeLimits limits;
    private final Map<Door, Bucket> buckets = new ConcurrentHashMap<>();

    Rates(IntakeLimits limits) {
        this.limits = limits;
    }

    /** Only tokens that are valid come so far: there are never more of these than tokens and doors. */
    private record Door(UUID tokenId, Kind kind) {}

    void take(UUID tokenId, Kind kind) {
        ConsumptionProbe probe =
                buckets.computeIfAbsent(new Door(tokenId, kind), this::bucket).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket bucket(Door door) {
        IntakeLimits.Rate rate = limits.rate(door.kind());
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.atOnce())
                        .refillGreedy(rate.requests(), Duration.ofSeconds(rate.perSeconds())))
                .build();
    }
}
