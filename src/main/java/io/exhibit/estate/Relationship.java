package io.exhibit.estate;

/** How the bank stands to whoever makes an image outside of it. */
public enum Relationship {
    COMMERCIAL("commercial"),
    OPEN_SOURCE_SUPPORTED("open source with support"),
    OPEN_SOURCE_UNSUPPORTED("open source without support");

    private final String words;

    Relationship(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether there is somebody who could be held to anything: what a project gives away without support has no counterparty. */
    public boolean hasCounterparty() {
        return this != OPEN_SOURCE_UNSUPPORTED;
    }
}
