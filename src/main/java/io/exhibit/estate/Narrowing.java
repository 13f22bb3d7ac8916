package io.exhibit.estate;

import org.jspecify.annotations.Nullable;

/** A proposal that a system count for less than it does, by whom, and what another person said to it; decided null: it waits. */
record Narrowing(
        long entry,
        String system,
        Less less,
        TrustedKey.Act proposed,
        @Nullable Decided decided) {

    /** What was decided, and what was said to it. */
    record Decided(TrustedKey.Act act, boolean approved, String comment) {

        public String words() {
            return approved ? "approved" : "refused";
        }
    }
}
