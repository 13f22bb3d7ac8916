package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Receipt;
import jakarta.persistence.Embedded;
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

    @Embedded
    private @Nullable SignatureFields signature;

    @Embedded
    private @Nullable DraftFiles draft;

    @Embedded
    private @Nullable Superseding superseding;

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

    /** The states a pack goes through. A draft waits for its reviewer and, reviewed, for its approver; from SEALED on they are final. */
    enum State {
        REQUESTED,
        WORKING,
        DRAFT,
        REVIEWED,
        APPROVED,
        SEALING,
        SEALED,
        RETURNED,
        DECLINED,
        WITHDRAWN,
        LAPSED,
        FAILED;

        boolean isFinal() {
            return compareTo(SEALED) >= 0;
        }
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
        if (state.isFinal() || (leasedUntil != null && leasedUntil.isAfter(now) && !leasedUntil.isAfter(never(now)))) {
            throw new IllegalStateException("Pack " + id + " is not free to be taken up");
        }
        if (attempts >= mostAttempts()) {
            end("The work on this pack was cut off " + MOST_ATTEMPTS
                    + " times. Ask for it again; if that fails too, look into the log.");
            return false;
        }
        attempts++;
        state = draft == null ? State.WORKING : State.SEALING;
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
        this.state = draft == null ? State.REQUESTED : State.APPROVED;
        this.step = step;
        this.progress = 0;
        this.leasedUntil = notBefore;
    }

    /** Its files are there for people to look at; nobody works on it until they have decided. */
    void drafted(int attempt, Sha256 pdf, Sha256 zip, Receipt receipt) {
        insistOn(attempt);
        draft = new DraftFiles(pdf, zip, receipt, attempts);
        rest(State.DRAFT, "Waiting for its reviewer");
    }

    void supersede(Superseding superseding) {
        this.superseding = superseding;
    }

    /** What people decided puts it there. */
    void rest(State state, String step) {
        this.state = state;
        this.step = step;
        this.progress = 100;
        this.leasedUntil = null;
    }

    void seal(int attempt, Sha256 pdf, Sha256 zip, Receipt receipt) {
        insistOn(attempt);
        rest(State.SEALED, "Sealed");
        pdfSha256 = pdf.bytes();
        zipSha256 = zip.bytes();
        entryIndex = receipt.index();
        sealedAt = receipt.recordedAt();
    }

    /** Who signed its report; a pack of which this is never said has a report that nobody signed. */
    void signed(int attempt, ReportSignature signature) {
        insistOn(attempt);
        this.signature = new SignatureFields(signature);
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
        if ((state != State.WORKING && state != State.SEALING) || attempts != attempt) {
            throw new LeaseLost(id);
        }
    }

    private int mostAttempts() {
        return MOST_ATTEMPTS + (draft == null ? 0 : draft.attempts());
    }

    UUID id() {
        return id;
    }

    int attempts() {
        return attempts;
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
                Optional.ofNullable(signature).map(SignatureFields::signature),
                Optional.ofNullable(draft),
                Optional.ofNullable(superseding));
    }
}
