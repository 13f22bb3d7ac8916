package io.exhibit.ledger;

import io.exhibit.kernel.Passing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has what is due asked for outside, each anchor on a thread of its own: nobody who signs, keeps or answers ever waits for it, and no
 * connection to the database is held meanwhile. Replicas do the same; two answers for one checkpoint do no harm, one is kept.
 */
@Component
@ConditionalOnWebApplication
class Anchoring {

    private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);

    private final List<Anchor> anchors;
    private final AnchorStates states;
    private final AnchorStates.Settings settings;
    private final Clock clock;
    private final Set<String> under = ConcurrentHashMap.newKeySet();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    Anchoring(List<Anchor> anchors, AnchorStates states, AnchorStates.Settings settings, Clock clock) {
        this.anchors = List.copyOf(anchors);
        this.states = states;
        this.settings = settings;
        this.clock = clock;
    }

    /** Why this process could not get what was due when it last asked, and when that was. */
    record Failure(String reason, Instant at) {}

    @Scheduled(fixedDelayString = "${exhibit.anchor.look:PT5S}")
    void look() {
        for (Anchor anchor : anchors) {
            if (anchor.isWanted() && under.add(anchor.name())) {
                Thread.ofVirtual().name("anchor-" + anchor.name()).start(() -> {
                    try {
                        turn(anchor);
                    } finally {
                        under.remove(anchor.name());
                    }
                });
            }
        }
    }

    Optional<Failure> failure(Anchor anchor) {
        return Optional.ofNullable(failures.get(anchor.name()));
    }

    void turn(Anchor anchor) {
        try {
            ask(anchor);
            states.settle(anchor, failure(anchor).map(Failure::reason).orElse("nothing came, and nothing was refused"));
        } catch (Halted halted) {
            LOG.debug("There is no entry of the {}: the ledger is halted", anchor.name());
        } catch (RuntimeException failed) {
            if (!Passing.isPassing(failed)) {
                LOG.error("Looking after the {} of checkpoints failed", anchor.name(), failed);
            }
            failed(anchor, "it could not be looked after: " + failed.getClass().getSimpleName());
        }
    }

    private void ask(Anchor anchor) {
        if (isTime(anchor)) {
            try {
                anchor.turn();
                failures.remove(anchor.name());
            } catch (Unusable unusable) {
                failed(anchor, unusable.reason());
            }
        }
    }

    private boolean isTime(Anchor anchor) {
        return failure(anchor)
                .filter(last -> last.at().plus(settings.again()).isAfter(clock.instant()))
                .isEmpty();
    }

    private void failed(Anchor anchor, String reason) {
        Failure before = failures.put(anchor.name(), new Failure(reason, clock.instant()));
        if (before == null || !before.reason().equals(reason)) {
            LOG.warn("A checkpoint did not get its {} and asks again: {}", anchor.name(), reason);
        }
    }
}
