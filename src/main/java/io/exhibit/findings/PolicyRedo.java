package io.exhibit.findings;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Approvals of policies, done again; the approver's name is the people's and not the ledger's. */
@Component
class PolicyRedo implements Redo {

    private final Policies policies;

    PolicyRedo(Policies policies) {
        this.policies = policies;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Policies.APPROVED);
    }

    @Override
    public void redo(Decision decision) {
        policies.approve(decision, String.valueOf(decision.by()));
    }
}
