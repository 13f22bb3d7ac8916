package io.exhibit.packs;

import io.exhibit.kernel.Period;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Receipt;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One evidence pack, from the request to the seal. It is its own job: whoever works on it holds it by a lease, and proves it with
 * the number of the attempt. What it is made from, as-of and ledger position, is fixed with the request.
 */
@Entity
@Table(schema = "packs", name = "pack")
class EvidencePack {

    static final int MOST_ATTEMPTS = 3;

    @Id
    private UUID id;

    private String framework;
    private String scope;
    private Instant periodFrom;
    private Instant periodTo;
    private Instant asOf;

    @Enumerated(EnumType.STRING)
    private State state;

    private String step;
    private int progress;
    private int attempts;
    private @Nullable Instant leasedUntil;
    private String requestedBy;
    private Instant requestedAt;
    private boolean demo;
    private @Nullable Long ledgerSize;
    private @Nullable String error;
    private byte @Nullable [] pdfSha256;
    private byte @Nullable [] zipSha256;
    private @Nullable Long entryIndex;
    private @Nullable Instant sealedAt;
    private @Nullable String signedBy;
    private @Nullable Instant signedAt;
    private byte @Nullable [] certificateSha256;
    private @Nullable Instant certificateUntil;
    private @Nullable String stampedBy;
    private @Nullable Instant stampedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected EvidencePack() {}

    private EvidencePack(UUID id, PackOrder order, long ledgerSize, Requester requester) {
        this.id = id;
        this.framework = order.framework().text();
        this.scope = order.scope().text();
        this.periodFrom = order.period().from();
        this.periodTo = order.period().to();
        this.asOf = order.asOf();
        this.ledgerSize = ledgerSize;
        this.requestedBy = requester.name();
        this.requestedAt = requester.at();
        this.demo = requester.demo();
        this.state = State.REQUESTED;
        this.step = "Waiting for its turn";
    }

    /** The states a pack goes through; the last two are final. */
    enum State {
        REQUESTED,
        WORKING,
        SEALED,
        FAILED
    }

    /** Who asks, when, and whether this is only a demonstration. */
    record Requester(String name, Instant at, boolean demo) {}

    static EvidencePack request(UUID id, PackOrder order, long ledgerSize, Requester requester) {
        return new EvidencePack(id, order, ledgerSize, requester);
    }

    /** Nobody holds a pack until then: where it says so, a clock was ahead when it was taken up, and was set right since. */
    static Instant never(Instant now) {
        return now.plus(PackQueue.LEASE.multipliedBy(2));
    }

    /** Takes the pack up, from the beginning; false when it has been tried too often: then it has failed. */
    boolean claim(Instant now, Instant until) {
        if (isFinal() || (leasedUntil != null && leasedUntil.isAfter(now) && !leasedUntil.isAfter(never(now)))) {
            throw new IllegalStateException("Pack " + id + " is not free to be taken up");
        }
        if (attempts >= MOST_ATTEMPTS) {
            end("The work on this pack was cut off " + attempts
                    + " times. Ask for it again; if that fails too, look into the log.");
            return false;
        }
        attempts++;
        state = State.WORKING;
        step = "Taken up";
        progress = 0;
        leasedUntil = until;
        return true;
    }

    void advance(int attempt, String step, int progress, Instant until) {
        insistOn(attempt);
        this.step = step;
        this.progress = progress;
        this.leasedUntil = until;
    }

    void extend(int attempt, Instant until) {
        insistOn(attempt);
        this.leasedUntil = until;
    }

    /** Gives the pack back untouched, to be taken up later; that does not count as an attempt. */
    void release(int attempt, String step, Instant notBefore) {
        retry(attempt, step, notBefore);
        this.attempts--;
    }

    /** Leaves the pack to the next attempt. */
    void retry(int attempt, String step, Instant notBefore) {
        insistOn(attempt);
        this.state = State.REQUESTED;
        this.step = step;
        this.progress = 0;
        this.leasedUntil = notBefore;
    }

    void seal(int attempt, Sha256 pdf, Sha256 zip, Receipt receipt) {
        insistOn(attempt);
        state = State.SEALED;
        step = "Sealed";
        progress = 100;
        leasedUntil = null;
        pdfSha256 = pdf.bytes();
        zipSha256 = zip.bytes();
        entryIndex = receipt.index();
        sealedAt = receipt.recordedAt();
    }

    /** Who signed its report; a pack of which this is never said has a report that nobody signed. */
    void signed(int attempt, ReportSignature signature) {
        insistOn(attempt);
        signedBy = signature.signer();
        signedAt = signature.at();
        certificateSha256 = signature.certificate().bytes();
        certificateUntil = signature.until();
        stampedBy = signature.stampedBy();
        stampedAt = signature.stampedAt();
    }

    void fail(int attempt, String reason) {
        insistOn(attempt);
        end(reason);
    }

    private void end(String reason) {
        state = State.FAILED;
        error = reason;
        leasedUntil = null;
    }

    private void insistOn(int attempt) {
        if (state != State.WORKING || attempts != attempt) {
            throw new LeaseLost(id);
        }
    }

    private boolean isFinal() {
        return state == State.SEALED || state == State.FAILED;
    }

    UUID id() {
        return id;
    }

    int attempts() {
        return attempts;
    }

    Period period() {
        return new Period(periodFrom, periodTo);
    }

    private Optional<ReportSignature> signature() {
        if (signedBy == null || certificateSha256 == null || certificateUntil == null || signedAt == null) {
            return Optional.empty();
        }
        return Optional.of(new ReportSignature(
                signedBy, Sha256.ofBytes(certificateSha256), certificateUntil, signedAt, stampedBy, stampedAt));
    }

    PackView view() {
        return new PackView(
                id,
                framework,
                scope,
                periodFrom,
                periodTo,
                asOf,
                state,
                step,
                progress,
                attempts,
                requestedBy,
                requestedAt,
                demo,
                ledgerSize == null ? 0 : ledgerSize,
                Optional.ofNullable(error),
                Optional.ofNullable(pdfSha256).map(Sha256::ofBytes),
                Optional.ofNullable(zipSha256).map(Sha256::ofBytes),
                Optional.ofNullable(entryIndex),
                Optional.ofNullable(sealedAt),
                signature());
    }
}
