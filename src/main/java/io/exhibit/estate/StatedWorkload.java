package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One workload of the compact form: namespace, workload, kind, container, image, digest, labels, replicas. */
final class StatedWorkload {

    private static final int MOST_REPLICAS = 1_000_000;

    private String namespace = "";
    private String name = "";
    private String kind = "";
    private String container = "";
    private String image = "";
    private @Nullable String digest;
    private @Nullable WorkloadLabels labels;
    private int replicas = 1;

    private StatedWorkload() {}

    static RunningContainer read(JsonParser parser) throws Unreadable {
        StatedWorkload stated = new StatedWorkload();
        Json.object(parser, "A workload", field -> stated.field(field, parser));
        return stated.running();
    }

    private void field(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "namespace" -> namespace = Names.textOr(parser, field, "");
            case "workload" -> name = Names.textOr(parser, field, "");
            case "kind" -> kind = Names.textOr(parser, field, "");
            case "container" -> container = Names.textOr(parser, field, "");
            case "image" -> image = Names.textOr(parser, field, "");
            case "digest" -> digest = Names.text(parser, field);
            case "labels" -> labels(parser);
            case "replicas" -> replicas = replicas(parser);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    /** Null says nothing of them, an empty object says that it has none. */
    private void labels(JsonParser parser) throws Unreadable {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            labels = new WorkloadLabels();
            labels.read(parser);
        }
    }

    private static int replicas(JsonParser parser) throws Unreadable {
        String text = Json.textOr(parser, "");
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || !text.matches("[0-9]{1,7}")) {
            throw new Unreadable("schema", "replicas is a whole number from 0 to 1,000,000.");
        }
        return Math.min(Integer.parseInt(text), MOST_REPLICAS);
    }

    private RunningContainer running() throws Unreadable {
        ImageReference said = ImageReference.parse(image);
        if (namespace.isEmpty() || name.isEmpty() || said.repository().isBlank()) {
            throw new Unreadable("schema", "A workload has a namespace, a workload (its name) and an image.");
        }
        ImageReference reference = new ImageReference(said.repository(), said.tag(), digest(said.digest()));
        Workload workload = new Workload(namespace, kind, name);
        return new RunningContainer(workload, container, reference, null, WorkloadLabels.text(labels), replicas);
    }

    private @Nullable String digest(@Nullable String inImage) throws Unreadable {
        if (digest == null || digest.isEmpty()) {
            return Names.isDigest(inImage) ? inImage : null;
        }
        if (!Names.isDigest(digest)) {
            throw new Unreadable("schema", "digest is written sha256: and 64 lower-case hex digits.");
        }
        return digest;
    }
}
