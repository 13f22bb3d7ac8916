package io.exhibit.packs;

import io.exhibit.access.Installations;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes the request for a pack, and fixes what it will be made from. A person who asks is its preparer; a machine's pack still needs one. */
@Component
class PackRequests {

    private final Packs packs;
    private final Ledger ledger;
    private final ActivityTrail trail;
    private final Installations installations;
    private final SignOffs signOffs;
    private final Clock clock;

    PackRequests(
            Packs packs,
            Ledger ledger,
            ActivityTrail trail,
            Installations installations,
            SignOffs signOffs,
            Clock clock) {
        this.packs = packs;
        this.signOffs = signOffs;
        this.ledger = ledger;
        this.trail = trail;
        this.installations = installations;
        this.clock = clock;
    }

    @Transactional
    public UUID accept(PackOrder order, Actor actor) {
        // With the ledger's lock nothing recorded before as-of can still be on its way to being committed.
        ledger.lock();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        PackOrder exact = new PackOrder(
                order.framework(), order.scope(), order.period(), earlier(order.asOf(), now), order.correction());
        if (!exact.asOf().isAfter(exact.period().from())) {
            throw new InvalidRequest(
                    "asOf must lie after the beginning of the period: before it nothing of the period was known.");
        }
        Superseding superseding = superseding(exact);
        UUID id = UuidV7.at(now);
        EvidencePack pack = packs.save(EvidencePack.request(
                id,
                exact,
                ledger.sizeAt(exact.asOf()),
                new EvidencePack.Requester(
                        actor.name(), now, installations.current().demo())));
        if (superseding != null) {
            pack.supersede(superseding);
        }
        trail.record(actor, "pack.request", "pack " + id);
        if (actor.kind() == Actor.Kind.PERSON) {
            signOffs.prepare(pack.view(), actor);
        }
        return id;
    }

    private @Nullable Superseding superseding(PackOrder order) {
        Correction correction = order.correction();
        if (correction == null) {
            return null;
        }
        PackView old = packs.findById(correction.pack())
                .map(EvidencePack::view)
                .filter(PackView::isSealed)
                .orElseThrow(() -> new InvalidRequest("supersedes is the id of a sealed pack."));
        if (!old.framework().equals(order.framework().text())) {
            throw new InvalidRequest(
                    "A pack is superseded by one of the same framework; that one is of " + old.framework() + ".");
        }
        if (!packs.findSuccessors(List.of(old.id())).isEmpty()) {
            throw new InvalidRequest("That pack is superseded already. Supersede the one that took its place.");
        }
        return new Superseding(old.id(), old.zip().orElseThrow(), correction.why());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
