package io.exhibit.findings;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Drafts of policies, their approvals and withdrawals, done again; the person's name is the people's and not the ledger's. */
@Component
class PolicyRedo implements Redo {

    private final Policies policies;
    private final PolicyDrafts drafts;

    PolicyRedo(Policies policies, PolicyDrafts drafts) {
        this.policies = policies;
        this.drafts = drafts;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(PolicyDrafts.DRAFTED, PolicyDrafts.WITHDRAWN, Policies.APPROVED);
    }

    @Override
    @Transactional
    public void redo(Decision decision) {
        String by = String.valueOf(decision.by());
        switch (decision.kind()) {
            case PolicyDrafts.DRAFTED -> drafts.enter(decision, by);
            case PolicyDrafts.WITHDRAWN -> drafts.withdraw(decision, by);
            default -> policies.approve(decision, by);
        }
    }
}
