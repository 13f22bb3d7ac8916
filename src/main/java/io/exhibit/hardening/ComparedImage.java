package io.exhibit.hardening;

import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of two images that are compared. listing: the last scan or SBOM that listed its packages; scan: the last that tells its vulnerabilities. */
record ComparedImage(
        UUID id,
        String identity,
        String repository,
        @Nullable String tag,
        @Nullable String digest,
        @Nullable String imageId,
        String operatingSystem,
        @Nullable Instant builtAt,
        Instant firstSeenAt,
        @Nullable Source listing,
        @Nullable Source scan) {

    /** A scan, or an SBOM: the document that it came in, when and with what it was made, and how many after it prove nothing. */
    record Source(
            UUID id,
            long entry,
            String sha256,
            Instant recordedAt,
            @Nullable Instant reportedAt,
            String tool,
            String toolVersion,
            List<String> classes,
            int inconclusiveSince) {

        Source {
            classes = List.copyOf(classes);
        }

        Source in(List<String> all) {
            return new Source(id, entry, sha256, recordedAt, reportedAt, tool, toolVersion, all, inconclusiveSince);
        }

        /** No later than it was received, whatever the document says. */
        Instant madeAt() {
            return reportedAt == null || reportedAt.isAfter(recordedAt) ? recordedAt : reportedAt;
        }

        public String madeWith() {
            return (tool + " " + toolVersion).strip();
        }
    }

    /** Whether the name always means the same bytes: a tag can be moved to others. */
    public boolean fixed() {
        return digest != null || imageId != null;
    }

    boolean sameBytes(ComparedImage other) {
        return id.equals(other.id)
                || (digest != null && digest.equals(other.digest))
                || (imageId != null && imageId.equals(other.imageId));
    }

    /** Tag and the first digits of the digest. */
    public String brief() {
        String bytes = digest != null ? digest : String.valueOf(imageId);
        return (tag == null ? "no tag" : tag) + ", " + Written.brief(bytes);
    }
}
