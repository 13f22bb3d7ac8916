package io.exhibit.packs;

import io.exhibit.kernel.Period;
import io.exhibit.kernel.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A pack as it stands, for whoever looks at it; what is not there yet is empty. */
record PackView(
        UUID id,
        String framework,
        String scope,
        Instant periodFrom,
        Instant periodTo,
        Instant asOf,
        EvidencePack.State state,
        String step,
        int progress,
        int attempts,
        String requestedBy,
        Instant requestedAt,
        boolean demo,
        long ledgerSize,
        Optional<String> error,
        Optional<Sha256> pdf,
        Optional<Sha256> zip,
        Optional<Long> entryIndex,
        Optional<Instant> sealedAt,
        Optional<ReportSignature> signature,
        Optional<DraftFiles> draft,
        Optional<Superseding> superseding) {

    Period period() {
        return new Period(periodFrom, periodTo);
    }

    boolean isSealed() {
        return state == EvidencePack.State.SEALED;
    }

    /** Nothing more will happen to it. */
    public boolean isFinal() {
        return state.isFinal();
    }

    /** People look at it, and nothing happens by itself. */
    boolean isAwaitingPeople() {
        return state == EvidencePack.State.DRAFT || state == EvidencePack.State.REVIEWED;
    }

    /** It was approved: what is left to do is to seal it. */
    boolean isToBeSealed() {
        return draft.isPresent();
    }

    boolean isLastAttempt() {
        return attempts
                >= EvidencePack.MOST_ATTEMPTS + draft.map(DraftFiles::attempts).orElse(0);
    }
}
