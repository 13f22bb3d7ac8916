package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import java.time.Duration;

/** The token has sent more than its share. */
final class TooMany extends Refusal {

    private static final long serialVersionUID = 1L;

    TooMany(Duration wait) {
        super(
                "too-many-requests",
                429,
                "Too many requests",
                "This token has sent more requests than its share; GET /api/v1/limits says how many. Nothing was kept. "
                        + "Send the same request again after Retry-After.",
                wait.plus(Duration.ofMillis(999)));
    }
}
