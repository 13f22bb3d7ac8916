package io.exhibit.packs;

import java.util.Locale;

/** What can have become of something between two sealed packs. */
enum SinceKind {
    NOTE("Read this first", "What keeps the two packs from being compared like with like."),
    FRAMEWORK("Framework in another version", "The text that is judged by, or its profile."),
    CONTROL_CHANGED("Controls with another result", "The counts are of all items that the control's checks judge."),
    CONTROL_NEW("Controls that are new", "The earlier pack has none of this code."),
    CONTROL_GONE("Controls that are no more", "The later pack has none of this code."),
    CHECK_NEW("Checks that are new", "The earlier pack did not make them."),
    CHECK_GONE("Checks that are no more", "The later pack does not make them."),
    CHECK_VERSION("Checks in another version", "They may judge the same thing differently."),
    CHECK_CHANGED("Checks with another result or other counts", "Each counts what its population holds."),
    PARAMETER("Parameters with another value", "The value that the period was judged by."),
    FINDING_NEW("Findings that are new", "There at the end of the later pack, and not at that of the earlier."),
    FINDING_BECAME_LATE("Findings that became late", "There in both; overdue only in the later."),
    FINDING_STILL_LATE("Findings that are still there and still late", "Overdue at the end of both."),
    FINDING_NO_LONGER_LATE("Findings there that are late no more", "Another deadline, or none: they are not gone."),
    FINDING_STILL_THERE("Findings that are still there, late in neither", "There at the end of both."),
    FINDING_GONE("Findings that are gone", "The later pack lists them with the date."),
    FINDING_NOT_LISTED(
            "Findings that the later pack does not list",
            "There at the end of the earlier. They went before the later period began, or are out of its scope: the pack does not say which, and this is no proof that they are gone."),
    FINDING_PASSED("Findings that came and went", "Only in the later pack, and gone at its end."),
    EXCEPTION_BEGUN("Exceptions that began", "In force at the end of the later pack, and not of the earlier."),
    EXCEPTION_RELIED_ON("Exceptions that are still relied on", "In force at the end of both."),
    EXCEPTION_ENDED("Exceptions that ended", "The later pack lists them, and they were over at its end."),
    EXCEPTION_NOT_LISTED(
            "Exceptions that the later pack does not list",
            "In force at the end of the earlier. They ended before the later period began, or are out of its scope."),
    EXCEPTION_PASSED("Exceptions that began and ended", "Only in the later pack, and over at its end.");

    private final String title;
    private final String meaning;

    SinceKind(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    /** The part of an address that leads to it. */
    public String anchor() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
