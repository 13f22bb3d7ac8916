package io.exhibit.estate;

import io.exhibit.intake.Submission;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a list of an image's components is from: the n-th of its submission; tool empty: it does not say. */
public record ComponentList(
        Submission submission,
        int n,
        Source source,
        String format,
        String tool,
        String toolVersion,
        @Nullable Instant madeAt,
        int components,
        String about,
        @Nullable String statedDigest) {

    /** What lists components. */
    public enum Source {
        SCAN,
        SBOM
    }
}
