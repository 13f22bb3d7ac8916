package io.exhibit.intake;

import io.exhibit.ledger.Actor;
import java.util.Map;

/** Who loads reference data; and, when Exhibit fetched it by itself, from where, with which answer, and when. */
public record ReferenceOrigin(Actor by, Map<String, Object> fetched) {

    public ReferenceOrigin {
        fetched = Map.copyOf(fetched);
    }

    /** Somebody posted it. */
    public static ReferenceOrigin posted(Actor by) {
        return new ReferenceOrigin(by, Map.of());
    }
}
