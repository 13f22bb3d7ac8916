package io.exhibit.intake;

/** A place in the order of the ledger: an entry and, where it speaks of several requests, which of them. */
public record Place(long entryIndex, int position) {

    /** Before everything. */
    public static final Place START = new Place(-1, 0);

    /** After everything. */
    public static final Place END = new Place(Long.MAX_VALUE, Integer.MAX_VALUE);
}
