package io.exhibit.estate;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Picks out of a SLSA provenance (0.2 and 1) who built what from where. The source is what the build was configured from, else the first
 * of its inputs that lies in a repository.
 */
final class ProvenanceReader {

    private final JsonParser parser;
    private String builder = "";
    private String buildType = "";
    private @Nullable Instant finishedAt;
    private Place configured = Place.NOWHERE;
    private Place resolved = Place.NOWHERE;

    ProvenanceReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Something that went into a build: where it lies, and at which revision. */
    private record Place(String uri, String revision) {

        static final Place NOWHERE = new Place("", "");

        boolean isRepository() {
            return uri.startsWith("git+") || uri.startsWith("git:") || !revision.isEmpty();
        }
    }

    void read() throws Unreadable {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Json.object(parser, "The predicate", this::field);
        }
    }

    Attestation.Provenance facts() {
        Place source = configured.uri().isEmpty() ? resolved : configured;
        String revision =
                source.revision().isEmpty() && isSame(source, resolved) ? resolved.revision() : source.revision();
        return new Attestation.Provenance(builder, buildType, source.uri(), revision, finishedAt);
    }

    /** A configuration that names only the repository, and an input that names a revision of it. */
    private static boolean isSame(Place source, Place input) {
        String repository = source.uri().replaceFirst("^git\\+", "").replaceFirst("@.*", "");
        return !repository.isEmpty() && input.uri().replaceFirst("^git\\+", "").startsWith(repository);
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "builder" ->
                within(field -> {
                    if (field.equals("id")) {
                        builder = Json.textOr(parser, "");
                    }
                });
            case "buildType" -> buildType = Json.textOr(parser, "");
            case "invocation", "buildDefinition" -> within(this::definition);
            case "materials" -> inputs();
            case "runDetails" -> within(this::field);
            case "metadata" -> within(this::metadata);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void definition(String name) throws Unreadable {
        switch (name) {
            case "buildType" -> buildType = Json.textOr(parser, "");
            case "configSource" -> configured = place();
            case "externalParameters" -> within(this::external);
            case "resolvedDependencies" -> inputs();
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    /** Each kind of build has parameters of its own: these are GitHub's, BuildKit's and a plain source. */
    private void external(String name) throws Unreadable {
        switch (name) {
            case "workflow" ->
                within(field -> {
                    if (field.equals("repository")) {
                        configured = new Place(Json.textOr(parser, ""), configured.revision());
                    }
                });
            case "configSource", "source" -> configured = place();
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void metadata(String name) {
        if (name.equals("buildFinishedOn") || name.equals("finishedOn")) {
            finishedAt = Text.time(Json.text(parser));
        }
    }

    private void inputs() throws Unreadable {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            Json.array(parser, "Inputs", () -> {
                Place input = place();
                if (input.isRepository() && resolved.uri().isEmpty()) {
                    resolved = input;
                }
            });
        }
    }

    private Place place() throws Unreadable {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return new Place(Json.textOr(parser, ""), "");
        }
        String[] said = {"", ""};
        Json.object(parser, "A source", field -> {
            if (field.equals("uri")) {
                said[0] = Json.textOr(parser, "");
            } else if (field.equals("digest")) {
                within(algorithm -> {
                    if (algorithm.equals("gitCommit") || algorithm.equals("sha1")) {
                        said[1] = Json.textOr(parser, "");
                    }
                });
            }
        });
        return new Place(said[0], said[1]);
    }

    /** Predicates are of everybody's making: what has another form than expected tells nothing and breaks nothing. */
    private void within(Json.Field field) throws Unreadable {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Json.object(parser, "A part of the predicate", field);
        }
    }
}
