package io.exhibit.findings;

/** Why a scan that no longer lists a finding does not prove that it is gone. */
enum Doubt {
    SAME_IMAGE(
            "Both reports are of the same image or commit: what changed is what the scanner knows, or what it leaves out."),
    SAME_VERSION(
            "The package is still there in the same version: what changed is what the scanner knows, or what it leaves out."),
    NO_DIGEST("The reports do not both tell, by digest or commit, what was scanned."),
    NOT_DATED("The reports do not both tell when they were made, so the later one may be the older one."),
    OTHER_TOOL(
            "Another scanner made the later report; the one that showed it had not scanned the target for longer than 30 days."),
    OLDER_DATABASE("The later report was made with an older database of vulnerabilities than the one before."),
    NEVER_STATED("No cluster ever stated that it ran, so that it no longer does rests on a person's word.");

    private final String words;

    Doubt(String words) {
        this.words = words;
    }

    /** A sentence. */
    public String words() {
        return words;
    }
}
