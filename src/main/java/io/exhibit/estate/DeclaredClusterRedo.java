package io.exhibit.estate;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions about clusters, done again. */
@Component
class DeclaredClusterRedo implements Redo {

    private final DeclaredClusters clusters;

    DeclaredClusterRedo(DeclaredClusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(DeclaredClusters.DECLARED, DeclaredClusters.RELEASED);
    }

    @Override
    public void redo(Decision decision) {
        clusters.redo(decision);
    }
}
