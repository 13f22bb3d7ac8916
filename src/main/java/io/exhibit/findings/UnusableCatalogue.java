package io.exhibit.findings;

import io.exhibit.kernel.Refusal;

/** Reference data that is not taken: damaged, incomplete, or older than what is loaded. What is loaded stays. */
final class UnusableCatalogue extends Refusal {

    private static final long serialVersionUID = 1L;

    UnusableCatalogue(String detail) {
        super("unusable-catalogue", 422, "The catalogue is not taken", detail);
    }
}
