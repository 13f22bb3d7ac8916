package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import java.time.Duration;

/** The body came so slowly that waiting for it would keep others out. */
final class TooSlow extends Refusal {

    private static final long serialVersionUID = 1L;

    TooSlow() {
        super(
                "too-slow",
                408,
                "The body came too slowly",
                "The body stopped, or came more slowly than is taken here. Nothing was kept. Send the same request again.",
                Duration.ofSeconds(1));
    }
}
