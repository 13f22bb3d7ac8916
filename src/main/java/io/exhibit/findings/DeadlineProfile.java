package io.exhibit.findings;

/** Whose clock a deadline runs by. */
public enum DeadlineProfile {
    PCI("PCI DSS", "PCI DSS 6.3.3"),
    DORA("DORA", "DORA, RTS 2024/1774 art. 10"),
    FFIEC_OCC("FFIEC and OCC", "FFIEC and OCC guidance");

    private final String shortName;
    private final String basis;

    DeadlineProfile(String shortName, String basis) {
        this.shortName = shortName;
        this.basis = basis;
    }

    public String shortName() {
        return shortName;
    }

    public String basis() {
        return basis;
    }
}
