package io.exhibit.estate;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The register's decisions, done again. */
@Component
class RegisterRedo implements Redo {

    private final RegisterChanges changes;

    RegisterRedo(RegisterChanges changes) {
        this.changes = changes;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Register.SCOPE, Register.RULES, LabelTurns.FOLLOWED);
    }

    @Override
    public void redo(Decision decision) {
        if (decision.kind().equals(Register.SCOPE)) {
            changes.enter(decision);
        } else if (decision.kind().equals(LabelTurns.FOLLOWED)) {
            changes.followLabels(decision);
        } else if (decision.detail().get("change").asString().equals("added")) {
            changes.addRule(decision);
        } else {
            changes.removeRule(decision);
        }
    }
}
