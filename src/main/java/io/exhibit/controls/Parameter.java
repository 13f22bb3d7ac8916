package io.exhibit.controls;

/** A number a check uses, who set it, and a sentence about it. */
public record Parameter(String name, long value, Basis basis, String note) {

    /** LAW and STANDARD: the text sets the number. POLICY: a default of ours that the entity adopts or replaces. */
    public enum Basis {
        LAW,
        STANDARD,
        POLICY
    }
}
