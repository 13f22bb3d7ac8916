package io.exhibit.scans;

import io.exhibit.estate.ImageFacts;
import io.exhibit.estate.ImageReference;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Trivy's Metadata: the image's digests, its operating system, when it was built. */
final class TrivyMetadata {

    private final JsonParser parser;
    private final List<String> tags = new ArrayList<>();
    private final List<String> digests = new ArrayList<>();
    private @Nullable String imageId;
    private @Nullable String family;
    private @Nullable String release;
    private @Nullable Boolean endOfLife;
    private @Nullable Instant builtAt;
    private @Nullable String baseName;
    private @Nullable String baseDigest;

    TrivyMetadata(JsonParser parser) {
        this.parser = parser;
    }

    void read(ScanHeader header) throws Unreadable {
        Json.object(parser, "Metadata", name -> {
            switch (name) {
                case "OS" -> Json.object(parser, name, this::operatingSystem);
                case "ImageID" -> imageId = Json.text(parser);
                case "RepoTags" -> Json.array(parser, name, () -> add(tags));
                case "RepoDigests" -> Json.array(parser, name, () -> add(digests));
                case "RepoURL" -> header.repositoryUrl = Json.text(parser);
                case "ImageConfig" ->
                    Json.object(parser, name, field -> {
                        switch (field) {
                            case "created" -> builtAt = Text.time(Json.text(parser));
                            case "config" -> within(this::configuration);
                            default -> parser.skipChildren();
                        }
                    });
                default -> parser.skipChildren();
            }
        });
        header.image = facts();
    }

    private void configuration(String field) throws Unreadable {
        if (field.equals("Labels")) {
            within(this::label);
        }
    }

    private void label(String name) {
        switch (name) {
            case "org.opencontainers.image.base.name" -> baseName = Json.text(parser);
            case "org.opencontainers.image.base.digest" -> baseDigest = Json.text(parser);
            default -> parser.skipChildren();
        }
    }

    /** The fields of an object; what is none is passed over, because builders write it and nothing else depends on it. */
    private void within(Json.Field field) throws Unreadable {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Json.object(parser, "ImageConfig", field);
        }
    }

    private void operatingSystem(String field) {
        switch (field) {
            case "Family" -> family = Json.text(parser);
            case "Name" -> release = Json.text(parser);
            case "EOSL" -> endOfLife = Boolean.valueOf(Json.text(parser));
            default -> parser.skipChildren();
        }
    }

    /** The first is enough: the others name the same image. */
    private void add(List<String> list) {
        String text = Json.text(parser);
        if (list.isEmpty() && text != null && !text.isBlank()) {
            list.add(text);
        }
    }

    /** Null when nothing says that this is an image. */
    private @Nullable ImageFacts facts() {
        if (tags.isEmpty() && digests.isEmpty() && imageId == null) {
            return null;
        }
        ImageReference reference = new ImageReference("", null, null);
        if (!tags.isEmpty()) {
            reference = ImageReference.parse(tags.getFirst());
        }
        if (!digests.isEmpty()) {
            ImageReference digest = ImageReference.parse(digests.getFirst());
            String repository = reference.repository().isEmpty() ? digest.repository() : reference.repository();
            reference = new ImageReference(repository, reference.tag(), digest.digest());
        }
        return new ImageFacts(
                reference, imageId, family, release, endOfLife, builtAt, ImageFacts.Base.of(baseName, baseDigest));
    }
}
