package io.exhibit.findings;

/** What can have happened to a finding between two days; a policy is of no finding. */
enum ChangeKind {
    FOUND("found", "soon"),
    BACK("came back", "late"),
    CLOSED("closed", "ok"),
    LEFT("last place left", "ok"),
    LATE("deadline passed", "late"),
    EXPLOITED("became known to be exploited", "late"),
    EXCEPTED("exception began", "soon"),
    EXCEPTION_ENDED("exception ended", "late"),
    RAISED("rank raised", "late"),
    LOWERED("rank lowered", "soon"),
    POLICY("policy came into force", "info");

    private final String words;
    private final String tone;

    ChangeKind(String words, String tone) {
        this.words = words;
        this.tone = tone;
    }

    public String words() {
        return words;
    }

    /** The page's word for the colour. */
    public String tone() {
        return tone;
    }
}
