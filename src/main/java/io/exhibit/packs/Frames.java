package io.exhibit.packs;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Framework;
import io.exhibit.controls.FrameworkId;
import io.exhibit.controls.Judging;
import io.exhibit.controls.Parameters;
import io.exhibit.estate.Scope;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Finds out what a pack is bound by: the text, and the numbers that held in its period. */
@Component
class Frames {

    private final Catalogue catalogue;
    private final Parameters parameters;

    Frames(Catalogue catalogue, Parameters parameters) {
        this.catalogue = catalogue;
        this.parameters = parameters;
    }

    Frame of(PackView pack) {
        Framework framework = catalogue.framework(new FrameworkId(pack.framework()));
        return new Frame(
                framework.judgedBy(judging(pack).profile()),
                Scope.parse(pack.scope()),
                pack.period(),
                pack.asOf(),
                pack.ledgerSize());
    }

    Judging judging(PackView pack) {
        Instant end = pack.asOf().isBefore(pack.period().to())
                ? pack.asOf()
                : pack.period().to();
        Framework framework = catalogue.framework(new FrameworkId(pack.framework()));
        return parameters.judging(framework.profile().id(), pack.period(), end);
    }
}
