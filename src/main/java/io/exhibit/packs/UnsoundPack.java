package io.exhibit.packs;

/** A pack that must not be sealed: something in it does not agree with something else. The message is shown to the officer. */
final class UnsoundPack extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsoundPack(String reason) {
        super(reason);
    }
}
