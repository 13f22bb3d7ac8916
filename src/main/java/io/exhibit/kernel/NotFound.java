package io.exhibit.kernel;

import java.util.UUID;

/** There is no such thing, or none that the caller may see: the answer is the same. */
public final class NotFound extends Refusal {

    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super("not-found", 404, "Not found", "There is no such " + what + ".");
    }

    /** The id that a path names; what is no id names nothing. */
    public static UUID idOf(String what, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw new NotFound(what);
        }
    }
}
