package io.exhibit;

/** Exhibit will not start like this; the message says why, the action what to do about it. */
class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    StartRefused(String reason, String action) {
        super(reason);
        this.action = action;
    }

    String action() {
        return action;
    }
}
