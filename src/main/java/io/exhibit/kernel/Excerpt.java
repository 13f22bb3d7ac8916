package io.exhibit.kernel;

import java.util.List;

/** The rows of one page of a list, and whether the list goes on behind them. */
public record Excerpt<T>(List<T> rows, boolean more) {

    /** As many rows as a machine may ask for at once. */
    private static final int MOST = 200;

    /** The room that a machine asks for; more or less than there is, is refused. */
    public static int room(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidRequest("limit is between 1 and " + MOST + ".");
        }
        return limit;
    }

    /** From one row more than the page has room for. */
    public static <T> Excerpt<T> of(List<T> fetched, int room) {
        return new Excerpt<>(List.copyOf(fetched.subList(0, Math.min(room, fetched.size()))), fetched.size() > room);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public int size() {
        return rows.size();
    }

    public T last() {
        return rows.getLast();
    }
}
