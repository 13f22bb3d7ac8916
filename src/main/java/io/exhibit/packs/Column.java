package io.exhibit.packs;

/** A column of a register: its name in the files, its label on paper, what it means, and its share of the printed width (0: not printed). */
record Column(String name, String label, String meaning, Kind kind, float share) {

    /** What a column holds; numbers are numbers in JSON, times are UTC with Z everywhere. */
    enum Kind {
        KEY,
        TEXT,
        STRONG,
        NUMBER,
        TIME,
        STATE,
        DIGEST
    }

    Column(String name, String meaning, Kind kind) {
        this(name, name, meaning, kind, 0);
    }
}
