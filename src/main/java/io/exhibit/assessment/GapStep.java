package io.exhibit.assessment;

import java.util.List;

/**
 * One thing that a framework lacks: what would help, how many controls it stands in the way of, and of how many it is the only thing that
 * does (finishes).
 */
record GapStep(Kind kind, String what, String why, List<String> controls, long finishes) {

    /** What sort of step it is. */
    enum Kind {
        INPUT("Receive or enter what is missing"),
        DOCUMENT("File a document"),
        VIOLATION("Mend what was found"),
        ITEMS("Settle what cannot be judged"),
        COMPENSATED("Replace what only compensates"),
        CHECK("Keep evidence by hand"),
        MAPPING("Map a check");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    public String title() {
        return kind.words();
    }

    public String codes() {
        return String.join(", ", controls);
    }
}
