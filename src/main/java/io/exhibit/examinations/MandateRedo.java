package io.exhibit.examinations;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions about mandates, done again. */
@Component
class MandateRedo implements Redo {

    private final Mandates mandates;

    MandateRedo(Mandates mandates) {
        this.mandates = mandates;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Mandates.GIVEN, Mandates.APPROVED, Mandates.WITHDRAWN, Mandates.HANDED_OVER);
    }

    @Override
    public void redo(Decision decision) {
        mandates.redo(decision);
    }
}
