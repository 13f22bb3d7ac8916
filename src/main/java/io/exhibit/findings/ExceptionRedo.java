package io.exhibit.findings;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions about exceptions, done again. */
@Component
class ExceptionRedo implements Redo {

    private final ExceptionChanges changes;
    private final AcceptanceStore acceptances;

    ExceptionRedo(ExceptionChanges changes, AcceptanceStore acceptances) {
        this.changes = changes;
        this.acceptances = acceptances;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                ExceptionChanges.REQUESTED,
                ExceptionChanges.EXTENSION,
                ExceptionChanges.APPROVED,
                ExceptionChanges.REJECTED,
                ExceptionChanges.WITHDRAWN,
                ExceptionChanges.CONTROL_FAILED,
                AssessorAcceptances.ACCEPTED,
                AssessorAcceptances.TAKEN_BACK);
    }

    @Override
    public void redo(Decision decision) {
        switch (decision.kind()) {
            case ExceptionChanges.REQUESTED -> changes.begin(decision);
            case ExceptionChanges.EXTENSION -> changes.goOn(decision);
            case ExceptionChanges.CONTROL_FAILED -> changes.fail(decision);
            case AssessorAcceptances.ACCEPTED -> acceptances.keep(decision);
            case AssessorAcceptances.TAKEN_BACK -> acceptances.takeBack(decision);
            default -> changes.decide(decision);
        }
    }
}
