package io.exhibit.findings;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Retirements of targets, done again. */
@Component
class RetirementRedo implements Redo {

    private final Retirements retirements;

    RetirementRedo(Retirements retirements) {
        this.retirements = retirements;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Retirements.RETIRED);
    }

    @Override
    public void redo(Decision decision) {
        retirements.enter(decision);
    }
}
