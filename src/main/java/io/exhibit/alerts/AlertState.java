package io.exhibit.alerts;

/** How far people have come with an alert. RECORD: a sensor's report on itself, which nobody has to take up. */
enum AlertState {
    OPEN("open", "soon"),
    ACKNOWLEDGED("acknowledged", "info"),
    CLOSED("closed", "ok"),
    RECORD("record only", "none");

    private final String word;
    private final String badge;

    AlertState(String word, String badge) {
        this.word = word;
        this.badge = badge;
    }

    public String word() {
        return word;
    }

    /** The colour of its badge; the word is always beside it. */
    public String badge() {
        return badge;
    }
}
