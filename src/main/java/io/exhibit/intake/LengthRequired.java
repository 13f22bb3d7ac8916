package io.exhibit.intake;

import io.exhibit.kernel.Refusal;

/** The request says neither how long its body is nor that it comes in chunks. */
final class LengthRequired extends Refusal {

    private static final long serialVersionUID = 1L;

    LengthRequired() {
        super(
                "length-required",
                411,
                "Length required",
                "Send Content-Length, or Transfer-Encoding: chunked: without either there is no body.");
    }
}
