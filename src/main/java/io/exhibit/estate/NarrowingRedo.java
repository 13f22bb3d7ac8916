package io.exhibit.estate;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions that systems count for less, done again. */
@Component
class NarrowingRedo implements Redo {

    private final Narrowings narrowings;

    NarrowingRedo(Narrowings narrowings) {
        this.narrowings = narrowings;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Narrowings.PROPOSED, Narrowings.APPROVED, Narrowings.REFUSED);
    }

    @Override
    public void redo(Decision decision) {
        narrowings.redo(decision);
    }
}
