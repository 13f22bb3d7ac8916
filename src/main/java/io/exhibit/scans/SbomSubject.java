package io.exhibit.scans;

import io.exhibit.estate.ComponentList;
import io.exhibit.estate.ImageFacts;
import io.exhibit.estate.ImageReference;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import org.jspecify.annotations.Nullable;

/**
 * Which image an SBOM is of, from what its document says and what its sender said beside it; the sender knows better. about: what the
 * document is about where that is no image; statedDigest: its own where the sender gave another.
 */
record SbomSubject(ImageFacts image, String about, @Nullable String statedDigest) {

    static SbomSubject of(SbomRoot root, Submission submission) throws Unreadable {
        ImageReference reference = reference(root, submission.context("image"));
        String stated = root.digest();
        String digest = first(submission.context("digest"), reference.digest(), stated);
        boolean other = stated != null && !stated.equals(digest);
        ImageFacts image = new ImageFacts(
                new ImageReference(reference.repository(), reference.tag(), digest),
                other ? null : root.imageId(),
                null,
                null,
                null,
                null);
        return new SbomSubject(image, root.isImage() ? "" : about(root), other ? stated : null);
    }

    private static ImageReference reference(SbomRoot root, String given) throws Unreadable {
        if (!given.isEmpty()) {
            return ImageReference.parse(given);
        }
        ImageReference said = root.reference();
        if (said == null) {
            throw new Unreadable(
                    "no-image",
                    "The SBOM does not say of which image it is: send it with ?image=repository:tag&digest=sha256:…");
        }
        return said;
    }

    /** Where the components are from that the SBOM lists. */
    ComponentList list(SbomHeader header, Submission submission, int n) {
        return new ComponentList(
                submission,
                n,
                ComponentList.Source.SBOM,
                header.format + " " + header.version,
                header.tool,
                header.toolVersion,
                header.madeAt,
                header.components,
                about,
                statedDigest);
    }

    private static String about(SbomRoot root) {
        return root.words().isEmpty() ? "nothing that it names" : root.words();
    }

    private static @Nullable String first(String given, @Nullable String named, @Nullable String stated) {
        if (!given.isEmpty()) {
            return given;
        }
        return named == null ? stated : named;
    }
}
