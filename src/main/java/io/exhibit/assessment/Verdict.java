package io.exhibit.assessment;

/** What can be said of one item of a population, worst first: the order of lists. */
public enum Verdict {
    VIOLATED("Violated", "late"),
    INSUFFICIENT("Cannot be judged", "unknown"),
    COMPENSATED("Compensated", "info"),
    NOT_APPLICABLE("Not applicable", "none"),
    SATISFIED("Satisfied", "ok");

    private final String title;
    private final String tone;

    Verdict(String title, String tone) {
        this.title = title;
        this.tone = tone;
    }

    public String title() {
        return title;
    }

    /** How pages colour it: late, unknown, none, ok. */
    public String tone() {
        return tone;
    }
}
