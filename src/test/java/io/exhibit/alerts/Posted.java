package io.exhibit.alerts;

import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.UuidV7;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Submissions of events as the intake hands them on. */
final class Posted {

    private Posted() {}

    static Submission at(Instant received, Map<String, String> context) {
        UUID id = UuidV7.at(received);
        Sha256 digest = Sha256.of(id.toString().getBytes(StandardCharsets.UTF_8));
        return new Submission(id, Kind.EVENTS, UuidV7.at(received), digest, 1, null, context, received, 0, 0);
    }
}
