package io.exhibit.intake;

import io.exhibit.kernel.Refusal;

/** The body is declared to be something that no door takes. */
final class UnsupportedMedia extends Refusal {

    private static final long serialVersionUID = 1L;

    UnsupportedMedia(String detail) {
        super("unsupported-media-type", 415, "Unsupported media type", detail);
    }
}
