package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.packs.PackQueue.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Seals a pack: keeps its files for good and enters them in the ledger, all or nothing. */
@Component
class PackSealing {

    private static final Logger LOG = LoggerFactory.getLogger(PackSealing.class);

    private final Packs packs;
    private final Originals originals;
    private final Ledger ledger;
    private final ActivityTrail trail;

    PackSealing(Packs packs, Originals originals, Ledger ledger, ActivityTrail trail) {
        this.packs = packs;
        this.originals = originals;
        this.ledger = ledger;
        this.trail = trail;
    }

    @Transactional(rollbackFor = IOException.class)
    public void seal(Claim claim, Path pdf, Path zip, Optional<ReportSignature> signature) throws IOException {
        Sha256 report = keep(pdf);
        Sha256 archive = keep(zip);
        EvidencePack pack = packs.findForUpdate(claim.id()).orElseThrow(() -> new LeaseLost(claim.id()));
        trail.record(Actor.SYSTEM, "pack.seal", "pack " + claim.id());
        signature.ifPresent(signed -> pack.signed(claim.attempt(), signed));
        // The ledger comes last: its lock is held from here to commit, and every sender waits for it.
        pack.seal(
                claim.attempt(),
                report,
                archive,
                ledger.append(new Draft(
                        "pack.sealed",
                        Actor.SYSTEM,
                        detail(claim.pack(), report, signature),
                        archive,
                        Files.size(zip),
                        1)));
        LOG.info("Sealed pack {}: {} bytes, attempt {}", claim.id(), Files.size(zip), claim.attempt());
    }

    private Sha256 keep(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return originals.store(in);
        }
    }

    private static Map<String, Object> detail(PackView pack, Sha256 report, Optional<ReportSignature> signature) {
        Map<String, Object> detail = new HashMap<>(Map.of(
                "pack", pack.id().toString(),
                "framework", pack.framework(),
                "scope", pack.scope(),
                "from", pack.periodFrom().toString(),
                "to", pack.periodTo().toString(),
                "as_of", pack.asOf().toString(),
                "ledger_size", pack.ledgerSize(),
                "report_sha256", report.hex()));
        signature.ifPresent(
                signed -> detail.put("certificate_sha256", signed.certificate().hex()));
        return detail;
    }
}
