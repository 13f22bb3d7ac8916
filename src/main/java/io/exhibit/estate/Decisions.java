package io.exhibit.estate;

import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Puts a decision about the estate into the trail and, last because of its lock, into the ledger. */
@Component
class Decisions {

    private final ActivityTrail trail;
    private final Ledger ledger;

    Decisions(ActivityTrail trail, Ledger ledger) {
        this.trail = trail;
        this.ledger = ledger;
    }

    void record(Actor by, String kind, String object, Map<String, Object> detail) {
        trail.record(by, kind, object);
        ledger.append(Draft.of(kind, by, detail));
    }
}
