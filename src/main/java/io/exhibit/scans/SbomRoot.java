package io.exhibit.scans;

import io.exhibit.estate.ImageReference;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an SBOM is about, as its document says; empty: it does not. */
record SbomRoot(String type, String name, String version, String purl, String sha256, Known known) {

    static final SbomRoot NONE = new SbomRoot("", "", "", "", "", Known.NOTHING);

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** What Trivy says of an image beside that: a repository with tag, one with digest, and the id of its configuration. */
    record Known(String tag, String digest, String imageId) {
        static final Known NOTHING = new Known("", "", "");
    }

    boolean isImage() {
        return type.equals("container") || packageUrl().map(PackageUrl::isImage).orElse(false);
    }

    /** Of the image's manifest, from where it is most surely that. */
    @Nullable
    String digest() {
        return Stream.of(
                        known.digest().substring(known.digest().indexOf('@') + 1),
                        isImage() ? packageUrl().map(PackageUrl::version).orElse("") : "",
                        version,
                        name.substring(name.indexOf('@') + 1),
                        isImage() ? "sha256:" + sha256 : "")
                .filter(one -> DIGEST.matcher(one).matches())
                .findFirst()
                .orElse(null);
    }

    /** Repository and tag of the image that it is about; null: it names none. */
    @Nullable
    ImageReference reference() {
        if (!isImage()) {
            return null;
        }
        ImageReference found = Stream.of(known.tag(), known.digest(), purlName(), name)
                .filter(one -> !one.isBlank() && !one.startsWith("sha256:"))
                .map(ImageReference::parse)
                .findFirst()
                .orElse(null);
        if (found == null || found.repository().isBlank()) {
            return null;
        }
        return new ImageReference(found.repository(), found.tag() == null ? tag() : found.tag(), digest());
    }

    /** The id of the image's configuration; null: it does not say. */
    @Nullable
    String imageId() {
        return isImage() && DIGEST.matcher(known.imageId()).matches() ? known.imageId() : null;
    }

    /** What it is about, in words. */
    String words() {
        return Stream.of(type, name, version).filter(part -> !part.isBlank()).collect(Collectors.joining(" "));
    }

    private String purlName() {
        return packageUrl()
                .filter(PackageUrl::isImage)
                .map(PackageUrl::repository)
                .orElse("");
    }

    private @Nullable String tag() {
        String stated = packageUrl().map(url -> url.qualifier("tag")).orElse("");
        String said = stated.isEmpty() ? version : stated;
        return said.isEmpty() || said.startsWith("sha256:") ? null : said;
    }

    private Optional<PackageUrl> packageUrl() {
        return PackageUrl.parse(purl);
    }
}
