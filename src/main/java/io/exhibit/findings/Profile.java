package io.exhibit.findings;

/** Whose clock runs: each framework has deadlines of its own, side by side. */
public enum Profile {
    PCI("PCI DSS 6.3.3"),
    DORA("DORA"),
    FFIEC_OCC("FFIEC and OCC");

    private final String title;

    Profile(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
