package io.exhibit.alerts;

/** What an alert turned out to be, as the person who closed it decided. */
public enum Disposition {
    TRUE_POSITIVE("True positive", "what the sensor saw was unauthorised or harmful"),
    BENIGN("Benign", "it happened, and it was allowed"),
    FALSE_POSITIVE("False positive", "what the rule says did not happen"),
    TEST("Test", "somebody tested the sensor on purpose");

    private final String title;
    private final String meaning;

    Disposition(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }
}
