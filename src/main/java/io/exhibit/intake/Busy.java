package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import java.time.Duration;

/** Nothing was acknowledged, and the same request may be sent again without harm. */
final class Busy extends Refusal {

    private static final long serialVersionUID = 1L;

    Busy(String detail) {
        super("busy", 503, "Not now", detail + " Send the same request again.", Duration.ofSeconds(2));
    }
}
