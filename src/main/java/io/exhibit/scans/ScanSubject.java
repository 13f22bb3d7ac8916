package io.exhibit.scans;

import io.exhibit.estate.ImageFacts;
import io.exhibit.estate.ImageReference;
import io.exhibit.estate.Place;
import io.exhibit.estate.TargetFacts;
import io.exhibit.intake.Submission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a scan is about, from what its document says and what its sender said beside it; the sender knows better. */
record ScanSubject(TargetFacts target, @Nullable ImageFacts image) {

    /** Names that say where the scanner stood, not what it looked at. */
    private static final Set<String> NAMELESS = Set.of("", ".", "./", "/", "..", "stdin", "-");

    static ScanSubject of(ScanHeader header, Submission submission) {
        Optional<ImageFacts> image = image(header, submission);
        TargetFacts.Kind kind = image.isPresent() && !header.artifactType.equals("cluster_resource")
                ? TargetFacts.Kind.IMAGE
                : kind(header.artifactType);
        String name =
                kind == TargetFacts.Kind.IMAGE ? image.orElseThrow().reference().lineage() : name(header);
        Place place = new Place(
                submission.context("environment"),
                first(submission.context("cluster"), header.cluster),
                first(submission.context("namespace"), header.namespace),
                first(submission.context("workload"), header.workload));
        String anchor = anchor(name, place, submission);
        TargetFacts target = new TargetFacts(kind, name, place, anchor, submission.context("system"));
        return new ScanSubject(target, image.orElse(null));
    }

    private static Optional<ImageFacts> image(ScanHeader header, Submission submission) {
        ImageFacts found = header.image;
        String said = first(
                submission.context("image"), header.artifactType.equals("container_image") ? header.artifact : "");
        if (found == null && said.isEmpty()) {
            return Optional.empty();
        }
        ImageReference reference = reference(found, submission.context("image"), said);
        if (!submission.context("digest").isEmpty()) {
            reference = new ImageReference(reference.repository(), reference.tag(), submission.context("digest"));
        }
        return Optional.of(
                found == null ? new ImageFacts(reference, null, null, null, null, null) : found.called(reference));
    }

    private static ImageReference reference(@Nullable ImageFacts found, String context, String said) {
        if (found == null) {
            return ImageReference.parse(said);
        }
        if (!context.isEmpty()) {
            ImageReference given = ImageReference.parse(context);
            return given.digest() != null || found.reference().digest() == null
                    ? given
                    : new ImageReference(
                            given.repository(), given.tag(), found.reference().digest());
        }
        return found.reference().repository().isEmpty() ? ImageReference.parse(said) : found.reference();
    }

    private static String name(ScanHeader header) {
        return header.repositoryUrl != null && !header.repositoryUrl.isBlank() ? header.repositoryUrl : header.artifact;
    }

    /** A nameless target that nothing else tells apart is one of its own: it must not close the findings of another. */
    private static String anchor(String name, Place place, Submission submission) {
        boolean told =
                !place.workload().isEmpty() || !submission.context("system").isEmpty();
        if (!NAMELESS.contains(name.strip())) {
            return "";
        }
        return told ? submission.context("system") : submission.sha256().hex();
    }

    private static TargetFacts.Kind kind(String artifactType) {
        return switch (artifactType) {
            case "container_image" -> TargetFacts.Kind.IMAGE;
            case "filesystem" -> TargetFacts.Kind.FILESYSTEM;
            case "repository" -> TargetFacts.Kind.REPOSITORY;
            case "cyclonedx", "spdx" -> TargetFacts.Kind.SBOM;
            case "vm", "aws_ami", "aws_ebs" -> TargetFacts.Kind.VM;
            case "cluster_resource" -> TargetFacts.Kind.CLUSTER_RESOURCE;
            default -> TargetFacts.Kind.OTHER;
        };
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
