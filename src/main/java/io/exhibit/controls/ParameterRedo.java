package io.exhibit.controls;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions that parameters have other values, done again. */
@Component
class ParameterRedo implements Redo {

    private final ParameterChanges changes;

    ParameterRedo(ParameterChanges changes) {
        this.changes = changes;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(ParameterChanges.PROPOSED, ParameterChanges.APPROVED, ParameterChanges.REFUSED);
    }

    @Override
    public void redo(Decision decision) {
        changes.redo(decision);
    }
}
