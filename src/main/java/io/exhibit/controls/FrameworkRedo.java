package io.exhibit.controls;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions about the bank's own frameworks, done again. */
@Component
class FrameworkRedo implements Redo {

    private final FrameworkVersions versions;

    FrameworkRedo(FrameworkVersions versions) {
        this.versions = versions;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(FrameworkVersions.FILED, FrameworkVersions.APPROVED, FrameworkVersions.REFUSED);
    }

    @Override
    public void redo(Decision decision) {
        versions.redo(decision);
    }
}
