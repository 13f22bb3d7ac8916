package io.exhibit.estate;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An image as a page shows it. */
record ImageLine(
        UUID id, ImageReference reference, @Nullable String imageId, String lineage, Os os, Seen seen, Counts counts) {

    /** Its operating system, as a scanner said. */
    record Os(
            @Nullable String family,
            @Nullable String name,
            @Nullable Boolean ended) {

        public String words() {
            if (family == null || family.isBlank()) {
                return "";
            }
            return name == null || name.isBlank() ? family : family + " " + name;
        }
    }

    /** When and on what it was built, when and by which entry of the ledger it became known. */
    record Seen(@Nullable Instant builtAt, ImageFacts.@Nullable Base base, Instant firstAt, long entry) {}

    /** What is in it, in how many places it runs, and one of them. */
    record Counts(long components, long running, @Nullable String place) {}

    /** Repository and tag, as people write it. */
    public String name() {
        return reference.name();
    }

    /** By how much the name can be trusted to mean the same bytes tomorrow. */
    public boolean isPinned() {
        return reference.digest() != null;
    }
}
