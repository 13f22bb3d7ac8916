package io.exhibit.intake;

import io.exhibit.kernel.Sha256;
import java.util.UUID;

/** What makes two requests the same: the sender, the door, the bytes and what was said of them. */
record SubmissionKey(UUID tokenId, Kind kind, Sha256 sha256, Sha256 contextHash) {

    static SubmissionKey of(Delivery delivery) {
        return new SubmissionKey(
                delivery.tokenId(),
                delivery.kind(),
                delivery.body().sha256(),
                delivery.context().hash());
    }
}
