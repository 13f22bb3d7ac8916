package io.exhibit.controls;

/** A number a check uses, who set it, and a sentence about it. */
public record Parameter(String name, long value, Basis basis, String note) {

    /**
     * LAW and STANDARD: the text sets the number. POLICY: a default of ours that the entity adopts or replaces. DECIDED: two people of the
     * entity replaced what came with us.
     */
    public enum Basis {
        LAW,
        STANDARD,
        POLICY,
        DECIDED
    }

    /** Whether a text sets the number: then it can be made stricter and never laxer. */
    boolean isSetByText() {
        return basis == Basis.LAW || basis == Basis.STANDARD;
    }
}
