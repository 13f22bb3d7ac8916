package io.exhibit.packs;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Draws samples of the populations of sealed packs with a nonce that is given after the sealing, so that nobody could choose a population
 * or a seed that suits. Each draw is an entry of the ledger.
 */
@Component
class Samples {

    private final Packs packs;
    private final SampleStore store;
    private final Originals originals;
    private final Ledger ledger;
    private final ActivityTrail trail;
    private final Clock clock;

    Samples(Packs packs, SampleStore store, Originals originals, Ledger ledger, ActivityTrail trail, Clock clock) {
        this.packs = packs;
        this.store = store;
        this.originals = originals;
        this.ledger = ledger;
        this.trail = trail;
        this.clock = clock;
    }

    /** The number of the sample in its pack. */
    @Transactional(rollbackFor = IOException.class)
    public int draw(UUID id, SampleOrder order, Actor actor) throws IOException {
        PackView pack = packs.findForUpdate(id).map(EvidencePack::view).orElseThrow(() -> new NotFound("pack"));
        Sha256 zip = pack.zip().orElseThrow(() -> new PackNotSealed(pack));
        try (PopulationFile population = PopulationFile.open(originals.open(zip), order.check())) {
            Sha256 frozen = population.sha256();
            Draw draw = new Draw(order.nonce(), frozen, order.check(), order.size(), SampleOrder.MOST);
            population.each(row -> {
                if (!draw.offer(row.by(order.stratum()))) {
                    throw new InvalidRequest("That would be more than " + SampleOrder.MOST
                            + " items: draw fewer of each, or of something that there are fewer of.");
                }
            });
            int n = store.next(id);
            trail.record(actor, "pack.sample", "pack " + id + " " + order.check() + " sample " + n);
            long entry = ledger.append(Draft.of("pack.sampled", actor, detail(id, n, order, frozen)))
                    .index();
            store.keep(
                    new Sample(id, n, order, frozen, draw.population(), actor.name(), clock.instant(), entry),
                    draw.drawn());
            return n;
        }
    }

    private static Map<String, Object> detail(UUID pack, int n, SampleOrder order, Sha256 frozen) {
        return Map.of(
                "pack", pack.toString(),
                "sample", n,
                "check", order.check(),
                "population_sha256", frozen.hex(),
                "nonce", order.nonce(),
                "nonce_from", order.nonceFrom(),
                "stratum", order.stratum(),
                "size", order.size());
    }

    List<Sample> of(UUID pack) {
        return store.of(pack);
    }

    Sample sample(UUID pack, int n) {
        return store.find(pack, n).orElseThrow(() -> new NotFound("sample"));
    }

    List<Draw.Entry> items(Sample sample) {
        return store.items(sample.pack(), sample.n());
    }
}
