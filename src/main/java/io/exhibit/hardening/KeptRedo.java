package io.exhibit.hardening;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The list of kept comparisons, made again. */
@Component
class KeptRedo implements Redo {

    private final KeptComparisons kept;

    KeptRedo(KeptComparisons kept) {
        this.kept = kept;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KeptComparisons.KEPT);
    }

    @Override
    public void redo(Decision decision) {
        kept.enter(decision);
    }
}
