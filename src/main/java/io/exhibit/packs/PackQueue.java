package io.exhibit.packs;

import io.exhibit.packs.EvidencePack.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hands packs out to whoever works on them, and takes word of how far they are. Each call is a transaction of its own. */
@Component
class PackQueue {

    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(PackQueue.class);

    private final Packs packs;
    private final Clock clock;

    PackQueue(Packs packs, Clock clock) {
        this.packs = packs;
        this.clock = clock;
    }

    /** A pack that is held, by which attempt. */
    record Claim(PackView pack, int attempt) {
        UUID id() {
            return pack.id();
        }
    }

    /** The pack that has waited longest, or whose holder has not been heard of. Drafts that waited too long lapse first. */
    @Transactional
    public Optional<Claim> claim() {
        Instant now = clock.instant();
        packs.findLapsed(List.of(State.DRAFT, State.REVIEWED), now.minus(DraftFiles.LIFE), Limit.of(10))
                .forEach(pack -> pack.rest(State.LAPSED, "Lapsed"));
        return packs
                .findDue(
                        List.of(State.REQUESTED, State.WORKING, State.APPROVED, State.SEALING),
                        now,
                        EvidencePack.never(now),
                        Limit.of(1))
                .stream()
                .findFirst()
                .filter(pack -> taken(pack, now))
                .map(pack -> new Claim(pack.view(), pack.attempts()));
    }

    private static boolean taken(EvidencePack pack, Instant now) {
        boolean taken = pack.claim(now, now.plus(LEASE));
        if (!taken) {
            LOG.error("Pack {} has failed: its work was cut off too often", pack.id());
        }
        return taken;
    }

    @Transactional
    public void advance(Claim claim, String step, int progress) {
        held(claim).advance(claim.attempt(), step, progress, clock.instant().plus(LEASE));
    }

    @Transactional
    public void extend(Claim claim) {
        held(claim).extend(claim.attempt(), clock.instant().plus(LEASE));
    }

    /** Gives it back, to be taken up after a while. */
    @Transactional
    public void release(Claim claim, String step, Duration pause) {
        held(claim).release(claim.attempt(), step, clock.instant().plus(pause));
    }

    /** Leaves it to the next attempt, after a while. */
    @Transactional
    public void retry(Claim claim, String step, Duration pause) {
        held(claim).retry(claim.attempt(), step, clock.instant().plus(pause));
    }

    @Transactional
    public void fail(Claim claim, String reason) {
        held(claim).fail(claim.attempt(), reason);
    }

    private EvidencePack held(Claim claim) {
        return packs.findForUpdate(claim.id()).orElseThrow(() -> new LeaseLost(claim.id()));
    }
}
