package io.exhibit.kernel;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** All of a list that is asked for some at a time, so that memory holds one part. */
public final class Parts {

    private Parts() {}

    /** Asks for parts of at most so many, the first from there and each other after the last of the one before, and passes them on. */
    public static <T, C> void each(
            int most, C from, Function<C, List<T>> part, Function<T, C> after, Consumer<List<T>> use) {
        C at = from;
        List<T> some;
        do {
            some = part.apply(at);
            use.accept(some);
            at = some.isEmpty() ? at : after.apply(some.getLast());
        } while (some.size() == most);
    }
}
