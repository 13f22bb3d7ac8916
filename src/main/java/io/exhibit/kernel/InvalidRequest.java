package io.exhibit.kernel;

/** A parameter or field of the request has a value that cannot be used; the detail names it. */
public final class InvalidRequest extends Refusal {

    private static final long serialVersionUID = 1L;

    public InvalidRequest(String detail) {
        super("invalid-request", 400, "Invalid request", detail);
    }
}
