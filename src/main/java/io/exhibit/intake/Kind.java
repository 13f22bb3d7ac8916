package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import java.util.Set;

/** The two doors: reports of scanners, events of sensors. Limit is the longest body, in bytes on the wire. */
public enum Kind {
    SCAN(128L * 1024 * 1024, "scan.accepted", Set.of("trivy")),
    EVENTS(16L * 1024 * 1024, "events.accepted", Set.of("falco"));

    private final long limit;
    private final String entry;
    private final Set<String> formats;

    Kind(long limit, String entry, Set<String> formats) {
        this.limit = limit;
        this.entry = entry;
        this.formats = formats;
    }

    public long limit() {
        return limit;
    }

    String entry() {
        return entry;
    }

    void check(String format) {
        if (!formats.contains(format)) {
            throw new InvalidRequest("format " + format + " is not known here; known are " + String.join(", ", formats) + ".");
        }
    }
}
