package io.exhibit.estate;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of the list of images in its file. */
final class ImageCsv {

    static final List<String> HEAD = List.of(
            "image",
            "repository",
            "tag",
            "digest",
            "image_id",
            "systems",
            "operating_system",
            "operating_system_version",
            "support",
            "support_ends_on",
            "support_extended_until",
            "support_remark",
            "base_name",
            "base_digest",
            "built_at",
            "first_seen_at",
            "first_entry",
            "components",
            "running_in_places",
            "one_place",
            "as_of");

    private ImageCsv() {}

    static List<@Nullable Object> cells(ImagePages.Line line, Instant at) {
        ImageLine image = line.image();
        ImageReference reference = image.reference();
        ImageFacts.Base base = image.seen().base();
        Support support = line.support();
        return Arrays.asList(
                image.id(),
                reference.repository(),
                reference.tag(),
                reference.digest(),
                image.imageId(),
                line.owners().stream().map(ImageList.Owner::code).collect(Collectors.joining(" ")),
                image.os().family(),
                image.os().name(),
                support.state(),
                support.endsOn(),
                support.extendedUntil(),
                support.reason(),
                base == null ? null : base.name(),
                base == null ? null : base.digest(),
                image.seen().builtAt(),
                image.seen().firstAt(),
                image.seen().entry(),
                image.counts().components(),
                image.counts().running(),
                image.counts().place(),
                at);
    }
}
