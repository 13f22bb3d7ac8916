package io.exhibit.assessment;

import io.exhibit.kernel.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item of a population with its verdict and why. {@code key} is stable and unique in the population and is its order in
 * files; {@code subject} is what it is about; startsAt, dueAt and doneAt are the dates the verdict rests on, null where
 * there is none or it is not known.
 */
public record Item(
        String key,
        String label,
        String about,
        String system,
        Kind kind,
        UUID subject,
        Verdict verdict,
        String reason,
        @Nullable Instant startsAt,
        @Nullable Instant dueAt,
        @Nullable Instant doneAt) {

    /** What the subject is, and under which address its page is. */
    public enum Kind {
        FINDING("/findings/"),
        IMAGE("/images/"),
        SUBMISSION("/submissions/"),
        ALERT("/alerts/"),
        EXCEPTION("/exceptions/"),
        SYSTEM("/systems/"),
        RUN("/deployments"),
        VENDOR("/vendors/"),
        SOURCE("/reference"),
        DOCUMENT("/documents");

        private final String path;

        Kind(String path) {
            this.path = path;
        }
    }

    /** The page of the subject; a system's and a vendor's is under the code, sources and documents have one, and what runs is found by what tells the image. */
    public String link() {
        return switch (kind) {
            case SYSTEM -> kind.path + system;
            case VENDOR -> kind.path + key;
            case SOURCE, DOCUMENT -> kind.path;
            case RUN ->
                Address.of(kind.path)
                        .with("q", key.replaceFirst(" .*$", "").replaceFirst("^.*[@#]", ""))
                        .text();
            default -> kind.path + subject;
        };
    }
}
