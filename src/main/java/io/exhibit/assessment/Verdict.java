package io.exhibit.assessment;

/** What can be said of one item of a population, worst first: the order of lists. */
public enum Verdict {
    VIOLATED("Violated"),
    INSUFFICIENT("Cannot be judged"),
    NOT_APPLICABLE("Not applicable"),
    SATISFIED("Satisfied");

    private final String title;

    Verdict(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
