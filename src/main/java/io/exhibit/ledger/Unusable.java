package io.exhibit.ledger;

/** What was asked for outside did not come, or is not what was asked for. Nothing waits for it. */
public final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
