package io.exhibit.verifier;

/** Something in the pack does not hold. */
final class Unsound extends Exception {

    private static final long serialVersionUID = 1L;

    Unsound(String message) {
        super(message);
    }

    static void unless(boolean holds, String otherwise) throws Unsound {
        if (!holds) {
            throw new Unsound(otherwise);
        }
    }
}
