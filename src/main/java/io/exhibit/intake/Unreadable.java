package io.exhibit.intake;

/** A document that its reader cannot make sense of; reason is a short slug, detail a sentence for the sender. */
public final class Unreadable extends Exception implements Reading {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public Unreadable(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
