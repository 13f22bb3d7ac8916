package io.exhibit.alerts;

/** One event of a batch that cannot be read: the reason is a stable word, the detail a sentence for people. */
final class BadEvent extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    BadEvent(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
