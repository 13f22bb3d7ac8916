package io.exhibit.access;

/** What a person is here for. Whoever hands out rights does not decide; an auditor reads all there is, an examiner what a mandate says. */
public enum Role {
    ADMINISTRATOR("Administrator"),
    COMPLIANCE_OFFICER("Compliance officer"),
    SECURITY_ENGINEER("Security engineer"),
    AUDITOR("Internal auditor"),
    EXAMINER("Examiner");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The name Spring Security knows it by. */
    public String authority() {
        return "ROLE_" + name();
    }
}
