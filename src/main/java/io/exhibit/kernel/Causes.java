package io.exhibit.kernel;

import java.util.Objects;
import java.util.stream.Stream;

/** What is behind a failure. */
public final class Causes {

    private static final int DEEPEST = 20;

    private Causes() {}

    /** The failure and what caused it, one behind the other, as far as makes sense: a chain may lead back into itself. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }
}
