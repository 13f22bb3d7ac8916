package io.exhibit.findings;

/** Whose clock runs: each framework has deadlines of its own, and what is known to be exploited has one beside them. */
public enum Profile {
    PCI("PCI DSS 6.3.3"),
    DORA("DORA"),
    FFIEC_OCC("FFIEC and OCC"),
    KEV("KEV");

    private final String title;

    Profile(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Whether frameworks stand behind it, with checks and parameters, and with exceptions that count there. */
    public boolean isOfFrameworks() {
        return this != KEV;
    }
}
