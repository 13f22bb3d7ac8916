package io.exhibit.scans;

import io.exhibit.estate.ImageFacts;
import io.exhibit.estate.ImageReference;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What Grype looked at: an image with its digests, or a path. The digest of the manifest is left out: of an image that came from a
 * daemon it is made up on the spot, and no registry and no cluster knows it.
 */
final class GrypeSource {

    /** Where the image was taken from, before its name. */
    private static final Pattern SCHEME =
            Pattern.compile("^(?:docker|podman|containerd|registry|docker-archive|oci-archive|oci-dir|singularity):");

    private final JsonParser parser;
    private String type = "";
    private String path = "";
    private String input = "";
    private @Nullable String imageId;
    private @Nullable String tag;
    private @Nullable String digest;

    GrypeSource(JsonParser parser) {
        this.parser = parser;
    }

    void read() throws Unreadable {
        Json.object(parser, "source", name -> {
            switch (name) {
                case "type" -> type = Json.textOr(parser, "");
                case "target" -> target();
                default -> parser.skipChildren();
            }
        });
    }

    private void target() throws Unreadable {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Json.object(parser, "The target", this::image);
        } else {
            path = Json.textOr(parser, "");
        }
    }

    private void image(String field) throws Unreadable {
        switch (field) {
            case "userInput" -> input = SCHEME.matcher(Json.textOr(parser, "")).replaceFirst("");
            case "imageID" -> imageId = Json.text(parser);
            case "tags" -> Json.array(parser, field, () -> tag = tag == null ? Json.text(parser) : tag);
            case "repoDigests" -> Json.array(parser, field, () -> digest = digest == null ? Json.text(parser) : digest);
            default -> parser.skipChildren();
        }
    }

    void tell(ScanHeader header) {
        header.artifactType = switch (type) {
            case "image" -> "container_image";
            case "directory", "file" -> "filesystem";
            case "sbom-file" -> "cyclonedx";
            default -> "";
        };
        if (type.equals("image")) {
            header.artifact = input.isEmpty() && tag != null ? tag : input;
            header.image = facts();
        } else {
            header.artifact = type.equals("unknown") ? "" : path;
        }
    }

    private @Nullable ImageFacts facts() {
        String name = tag == null ? input : tag;
        if (name.isBlank() && digest == null && imageId == null) {
            return null;
        }
        ImageReference reference = ImageReference.parse(name);
        if (digest != null) {
            ImageReference pulled = ImageReference.parse(digest);
            String repository = reference.repository().isEmpty() ? pulled.repository() : reference.repository();
            reference = new ImageReference(
                    repository, reference.tag(), pulled.digest() == null ? reference.digest() : pulled.digest());
        }
        return new ImageFacts(reference, imageId, null, null, null, null);
    }
}
