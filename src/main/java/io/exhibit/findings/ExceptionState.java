package io.exhibit.findings;

/** How an exception stands at a time: it follows from its terms, from the catalogue of exploited vulnerabilities and from scans. */
enum ExceptionState {
    REQUESTED("waits for approval", "soon"),
    VALID("valid", "ok"),
    LAPSED("lapsed", "late"),
    EXPIRED("expired", "late"),
    WITHDRAWN("withdrawn", "none"),
    REJECTED("rejected", "none");

    private final String words;
    private final String tone;

    ExceptionState(String words, String tone) {
        this.words = words;
        this.tone = tone;
    }

    public String words() {
        return words;
    }

    public String tone() {
        return tone;
    }

    /** Why something is no longer covered. */
    enum Ending {
        EXPIRED("its last day is over"),
        WITHDRAWN("it was withdrawn"),
        EXPLOITED("the vulnerability became known to be exploited"),
        FIX("a fix appeared that was not known when it was approved"),
        STATEMENT("the statement that it rests on no longer stands"),
        MOVED("what is scanned there is no longer what the statement is about"),
        CONTROL("the control that it relies on was judged not satisfied");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
