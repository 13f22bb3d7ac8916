package io.exhibit.packs;

import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Originals;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Compares a sealed pack with an earlier one, from what lies in the two archives and from nothing else. */
@Component
class SincePack {

    private final PackFiles files;
    private final Originals originals;

    SincePack(PackFiles files, Originals originals) {
        this.files = files;
        this.originals = originals;
    }

    /** A sealed pack and one of the same framework that was sealed before it. */
    record Two(PackView later, PackView earlier) {}

    Two two(UUID later, UUID earlier) {
        PackView pack = sealed(later);
        PackView old = sealed(earlier);
        boolean before =
                old.sealedAt().orElse(Instant.MAX).isBefore(pack.sealedAt().orElse(Instant.MIN));
        if (!old.framework().equals(pack.framework()) || !before) {
            throw new NotFound("earlier pack of this framework");
        }
        return new Two(pack, old);
    }

    private PackView sealed(UUID id) {
        PackView pack = files.view(id);
        if (!pack.isSealed()) {
            throw new PackNotSealed(pack);
        }
        return pack;
    }

    void compare(Two two, Consumer<SinceLine> found) throws IOException {
        try (SealedArchive earlier = open(two.earlier());
                SealedArchive later = open(two.later())) {
            compare(earlier, later, found);
        }
    }

    static void compare(SealedArchive earlier, SealedArchive later, Consumer<SinceLine> found) throws IOException {
        SealedFacts was = SealedFacts.read(earlier);
        SealedFacts is = SealedFacts.read(later);
        Instant before = was.time("judged_at");
        Instant after = is.time("judged_at");
        FrameSince.compare(was, is, found);
        ResultsSince.compare(was, is, found);
        RegistersSince registers = new RegistersSince(earlier, later, found);
        ParametersSince parameters = new ParametersSince();
        registers.compare(ParameterRegister.NAME, ParametersSince.NEEDED, parameters);
        parameters.tell(found);
        registers.compare(FindingRegister.NAME, FindingsSince.NEEDED, new FindingsSince(before, after, found));
        registers.compare(ExceptionRegister.NAME, ExceptionsSince.NEEDED, new ExceptionsSince(before, after, found));
    }

    private SealedArchive open(PackView pack) throws IOException {
        return SealedArchive.open(originals.open(pack.zip().orElseThrow(() -> new PackNotSealed(pack))));
    }
}
