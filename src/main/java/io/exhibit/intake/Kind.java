package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;

/** The two doors: reports of scanners, events of sensors. Limit is the longest body, in bytes on the wire. */
public enum Kind {
    SCAN(128L * 1024 * 1024, "scan.accepted", "trivy"),
    EVENTS(16L * 1024 * 1024, "events.accepted", "falco");

    private final long limit;
    private final String entry;
    private final String format;

    Kind(long limit, String entry, String format) {
        this.limit = limit;
        this.entry = entry;
        this.format = format;
    }

    public long limit() {
        return limit;
    }

    String entry() {
        return entry;
    }

    void check(String declared) {
        if (!format.equals(declared)) {
            throw new InvalidRequest("format " + declared + " is not known here; known is " + format + ".");
        }
    }
}
