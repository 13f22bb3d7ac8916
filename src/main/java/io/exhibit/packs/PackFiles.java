package io.exhibit.packs;

import io.exhibit.access.Callers;
import io.exhibit.access.ExaminerGate;
import io.exhibit.access.Role;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.LedgerExcerpts;
import io.exhibit.ledger.Originals;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.data.domain.Limit;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Hands the files of sealed packs over, and notes who took them. */
@Component
class PackFiles {

    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    /** So many earlier packs are offered. */
    private static final int MOST = 20;

    private final Packs packs;
    private final Originals originals;
    private final LedgerExcerpts excerpts;
    private final ActivityTrail trail;
    private final ExaminerGate gate;

    PackFiles(Packs packs, Originals originals, LedgerExcerpts excerpts, ActivityTrail trail, ExaminerGate gate) {
        this.gate = gate;
        this.packs = packs;
        this.originals = originals;
        this.excerpts = excerpts;
        this.trail = trail;
    }

    PackView view(UUID id) {
        return packs.findById(id).map(EvidencePack::view).orElseThrow(() -> new NotFound("pack"));
    }

    /** The sealed pack that took its place. */
    Optional<UUID> successor(UUID id) {
        return packs.findSuccessors(List.of(id)).stream().map(EvidencePack::id).findFirst();
    }

    /** Earlier packs that whoever asks may see, the latest first. */
    List<PackView> earlier(PackView pack) {
        return pack
                .sealedAt()
                .map(at -> packs.findSealedBefore(pack.framework(), at, Limit.of(MOST)))
                .orElse(List.of())
                .stream()
                .map(EvidencePack::view)
                .filter(one -> mayCompare(pack.id(), one.id()))
                .toList();
    }

    private boolean mayCompare(UUID later, UUID earlier) {
        return Callers.officer()
                .filter(officer -> officer.role() == Role.EXAMINER)
                .map(officer -> gate.opens(officer.id(), "/packs/" + later + "/since/" + earlier))
                .orElse(true);
    }

    ResponseEntity<Resource> report(UUID id) {
        PackView pack = view(id);
        Sha256 sha256 = pack.pdf().orElseThrow(() -> new PackNotSealed(pack));
        return hand(pack, sha256, MediaType.APPLICATION_PDF, "pack-" + id + "-report.pdf");
    }

    ResponseEntity<Resource> archive(UUID id) {
        PackView pack = view(id);
        Sha256 sha256 = pack.zip().orElseThrow(() -> new PackNotSealed(pack));
        return hand(pack, sha256, ZIP, PackVerification.archive(id));
    }

    /** The report of a draft, for the people of the bank. */
    ResponseEntity<Resource> draftReport(UUID id) {
        PackView pack = view(id);
        Sha256 sha256 = draft(pack).pdf();
        return hand(pack, sha256, MediaType.APPLICATION_PDF, "DRAFT-pack-" + id + "-report.pdf");
    }

    ResponseEntity<Resource> draftArchive(UUID id) {
        PackView pack = view(id);
        return hand(pack, draft(pack).zip(), ZIP, PackVerification.draftArchive(id));
    }

    private static DraftFiles draft(PackView pack) {
        return pack.draft().orElseThrow(() -> new PackNotSealed(pack));
    }

    /** The detail of the ledger entry that sealed it: what the entry's leaf commits to, with the salt. */
    ResponseEntity<byte[]> seal(UUID id) {
        PackView pack = view(id);
        long entry = pack.entryIndex().orElseThrow(() -> new PackNotSealed(pack));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("pack-" + id + "-seal.txt")
                                .build()
                                .toString())
                .body(excerpts.detail(entry));
    }

    private ResponseEntity<Resource> hand(PackView pack, Sha256 sha256, MediaType type, String name) {
        trail.record(Callers.current(), "pack.read", "pack " + pack.id() + " " + name);
        return ResponseEntity.ok()
                .contentType(type)
                .contentLength(originals.size(sha256))
                .eTag("\"" + sha256.hex() + "\"")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(new InputStreamResource(() -> originals.open(sha256)));
    }
}
