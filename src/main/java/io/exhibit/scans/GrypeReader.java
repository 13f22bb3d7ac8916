package io.exhibit.scans;

import io.exhibit.estate.ImageFacts;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads Grype's JSON: matches, what its rules left out, what was scanned and with what. It lists no packages but those with a match.
 * Streams: no more than one match is held.
 */
final class GrypeReader implements ScanFormat.Report {

    /** What stands at the root of its reports, in whatever order. */
    static final Set<String> FIELDS =
            Set.of("matches", "ignoredMatches", "alertsByPackage", "source", "distro", "descriptor");

    private final JsonParser parser;
    private final ScanSink sink;
    private final ScanHeader header = new ScanHeader("Grype", "grype");
    private final GrypeSource source;
    private boolean matches;
    private @Nullable String tool;
    private String family = "";
    private @Nullable String release;

    GrypeReader(JsonParser parser, ScanSink sink) {
        this.parser = parser;
        this.sink = sink;
        this.source = new GrypeSource(parser);
    }

    @Override
    public void field(String name) throws Unreadable {
        switch (name) {
            case "matches" -> {
                matches = parser.currentToken() == JsonToken.START_ARRAY;
                Json.array(parser, name, this::match);
            }
            case "ignoredMatches" -> Json.array(parser, name, this::ignored);
            case "source" -> source.read();
            case "distro" -> Json.object(parser, name, this::distribution);
            case "descriptor" -> Json.object(parser, name, this::descriptor);
            default -> parser.skipChildren();
        }
    }

    @Override
    public void end() throws Unreadable {
        if (tool != null && !tool.equals("grype")) {
            throw new Unreadable("unknown-format", "This is not a Grype report: another tool's name is in it.");
        }
        if (!matches) {
            throw new Unreadable("unknown-format", "This is not a Grype report: it has no list of matches.");
        }
        source.tell(header);
        if (header.image != null && !family.isEmpty()) {
            header.image = new ImageFacts(
                    header.image.reference(), header.image.imageId(), GrypePackage.family(family), release, null, null);
        }
        covers();
        sink.scan(header);
    }

    /**
     * It looks for everything it knows, and says of what it found only what has a match. That there was anything to look at is shown by
     * the distribution, or by a match.
     */
    private void covers() {
        if (!family.isEmpty()) {
            header.covers("os-pkgs");
        }
        if (!header.classes.isEmpty()) {
            header.covers("lang-pkgs");
        }
    }

    private void match() throws Unreadable {
        Observation observation = new GrypeMatch(parser).read();
        header.covers(observation.pack().resultClass());
        header.tally.add(observation.severity());
        sink.observation(observation);
    }

    /** What a rule of its configuration or a VEX statement took out of the list is still there, and is said to be. */
    private void ignored() throws Unreadable {
        GrypeMatch match = new GrypeMatch(parser);
        Observation observation = match.read();
        header.covers(observation.pack().resultClass());
        header.tally.suppressed++;
        sink.observation(observation.suppressed(match.rules()));
    }

    private void distribution(String field) {
        switch (field) {
            case "name" -> family = Json.textOr(parser, "");
            case "version" -> release = Json.text(parser);
            default -> parser.skipChildren();
        }
    }

    private void descriptor(String field) throws Unreadable {
        switch (field) {
            case "name" -> tool = Json.text(parser);
            case "version" -> header.toolVersion = Json.text(parser);
            case "timestamp" -> header.reportedAt = Text.time(Json.text(parser));
            case "db" -> Json.object(parser, "db", this::database);
            default -> parser.skipChildren();
        }
    }

    /** Newer versions have it one level deeper. */
    private void database(String field) throws Unreadable {
        switch (field) {
            case "status" -> {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    Json.object(parser, "The status of the database", this::database);
                }
            }
            case "built" -> header.databaseAt = Text.time(Json.text(parser));
            case "error" -> {
                String error = Json.textOr(parser, "");
                header.error = error.isBlank() ? header.error : "its database: " + error;
            }
            default -> parser.skipChildren();
        }
    }
}
