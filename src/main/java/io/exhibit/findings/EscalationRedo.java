package io.exhibit.findings;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Escalations of deadlines, done again. */
@Component
class EscalationRedo implements Redo {

    private final Escalations escalations;

    EscalationRedo(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Escalations.ESCALATED);
    }

    @Override
    public void redo(Decision decision) {
        escalations.enter(decision);
    }
}
