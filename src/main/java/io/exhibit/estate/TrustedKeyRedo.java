package io.exhibit.estate;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions about keys, done again. */
@Component
class TrustedKeyRedo implements Redo {

    private final TrustedKeys keys;

    TrustedKeyRedo(TrustedKeys keys) {
        this.keys = keys;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(TrustedKeys.ENTERED, TrustedKeys.APPROVED, TrustedKeys.ENDED);
    }

    @Override
    public void redo(Decision decision) {
        keys.redo(decision);
    }
}
