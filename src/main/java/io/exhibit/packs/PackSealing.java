package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Receipt;
import io.exhibit.packs.PackQueue.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the files of a draft, and of a sealed pack, for good and enters them in the ledger, all or nothing. */
@Component
class PackSealing {

    private static final Logger LOG = LoggerFactory.getLogger(PackSealing.class);

    private final Packs packs;
    private final Blockers blockers;
    private final Originals originals;
    private final Ledger ledger;
    private final ActivityTrail trail;

    PackSealing(Packs packs, Blockers blockers, Originals originals, Ledger ledger, ActivityTrail trail) {
        this.packs = packs;
        this.blockers = blockers;
        this.originals = originals;
        this.ledger = ledger;
        this.trail = trail;
    }

    /** Keeps a draft for those who review and approve it; what they say is about this archive and no other. */
    @Transactional(rollbackFor = IOException.class)
    public void draft(Claim claim, Path pdf, Path zip, List<Blocker> found) throws IOException {
        Sha256 report = keep(pdf);
        Sha256 archive = keep(zip);
        EvidencePack pack = held(claim);
        blockers.keep(claim.id(), found);
        trail.record(Actor.SYSTEM, "pack.draft", "pack " + claim.id());
        pack.drafted(claim.attempt(), report, archive, append("pack.drafted", claim.pack(), report, archive, zip));
        LOG.info("Drafted pack {}: {} bytes, attempt {}", claim.id(), Files.size(zip), claim.attempt());
    }

    @Transactional(rollbackFor = IOException.class)
    public void seal(Claim claim, Path pdf, Path zip, Optional<ReportSignature> signature) throws IOException {
        Sha256 report = keep(pdf);
        Sha256 archive = keep(zip);
        EvidencePack pack = held(claim);
        trail.record(Actor.SYSTEM, "pack.seal", "pack " + claim.id());
        signature.ifPresent(signed -> pack.signed(claim.attempt(), signed));
        // The ledger comes last: its lock is held from here to commit, and every sender waits for it.
        pack.seal(claim.attempt(), report, archive, append("pack.sealed", pack.view(), report, archive, zip));
        LOG.info("Sealed pack {}: {} bytes, attempt {}", claim.id(), Files.size(zip), claim.attempt());
    }

    private EvidencePack held(Claim claim) {
        return packs.findForUpdate(claim.id()).orElseThrow(() -> new LeaseLost(claim.id()));
    }

    private Receipt append(String kind, PackView pack, Sha256 report, Sha256 archive, Path zip) throws IOException {
        return ledger.append(new Draft(kind, Actor.SYSTEM, detail(pack, report), archive, Files.size(zip), 1));
    }

    private Sha256 keep(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return originals.store(in);
        }
    }

    private static Map<String, Object> detail(PackView pack, Sha256 report) {
        Map<String, Object> detail = new HashMap<>(Map.of(
                "pack", pack.id().toString(),
                "framework", pack.framework(),
                "scope", pack.scope(),
                "from", pack.periodFrom().toString(),
                "to", pack.periodTo().toString(),
                "as_of", pack.asOf().toString(),
                "ledger_size", pack.ledgerSize(),
                "report_sha256", report.hex()));
        pack.superseding().ifPresent(old -> {
            detail.put("supersedes", old.pack().toString());
            detail.put("supersedes_sha256", old.archive().hex());
            detail.put("supersedes_why", old.why());
        });
        pack.draft().ifPresent(draft -> detail.put("draft_sha256", draft.zip().hex()));
        pack.signature()
                .ifPresent(signed ->
                        detail.put("certificate_sha256", signed.certificate().hex()));
        return detail;
    }
}
