package io.exhibit.intake;

import io.exhibit.kernel.Refusal;

/** Reference data that is not taken: damaged, incomplete, or older than what is loaded. What is loaded stays. */
public final class UnusableCatalogue extends Refusal {

    private static final long serialVersionUID = 1L;

    public UnusableCatalogue(String detail) {
        super("unusable-catalogue", 422, "The catalogue is not taken", detail);
    }
}
