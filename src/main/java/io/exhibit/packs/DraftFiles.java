package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Receipt;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;

/** The files of a draft: what its reviewer and its approver look at, and what the sealed pack is made from. */
@Embeddable
class DraftFiles {

    /** So long a draft waits for its people; then its figures are too old for anybody to stand by. */
    static final Duration LIFE = Duration.ofDays(30);

    private byte[] draftPdfSha256;
    private byte[] draftZipSha256;
    private long draftEntry;
    private Instant draftedAt;
    private int draftAttempts;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected DraftFiles() {}

    DraftFiles(Sha256 pdf, Sha256 zip, Receipt receipt, int attempts) {
        this.draftPdfSha256 = pdf.bytes();
        this.draftZipSha256 = zip.bytes();
        this.draftEntry = receipt.index();
        this.draftedAt = receipt.recordedAt();
        this.draftAttempts = attempts;
    }

    public Sha256 pdf() {
        return Sha256.ofBytes(draftPdfSha256);
    }

    public Sha256 zip() {
        return Sha256.ofBytes(draftZipSha256);
    }

    public long entry() {
        return draftEntry;
    }

    public Instant at() {
        return draftedAt;
    }

    public Instant until() {
        return draftedAt.plus(LIFE);
    }

    int attempts() {
        return draftAttempts;
    }
}
