package io.exhibit.ledger;

import io.exhibit.kernel.Refusal;

/** The body is longer than is taken in at once. */
public final class TooLarge extends Refusal {

    private static final long serialVersionUID = 1L;

    public TooLarge(long limit) {
        super(
                "too-large",
                413,
                "Too large",
                "A body may have at most " + limit + " bytes here. Nothing was kept; split it.");
    }
}
