package io.exhibit.kernel;

/** There is no such thing, or none that the caller may see: the answer is the same. */
public final class NotFound extends Refusal {

    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super("not-found", 404, "Not found", "There is no such " + what + ".");
    }
}
