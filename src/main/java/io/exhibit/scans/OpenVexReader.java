package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.util.Set;
import tools.jackson.core.JsonParser;

/** Reads OpenVEX 0.0.1 and 0.2.0. One statement in memory at a time. */
final class OpenVexReader implements VexFormat.Reader {

    static final Set<String> FIELDS = Set.of("@context", "@id", "author", "role", "statements", "timestamp", "tooling");

    private static final String CONTEXT = "https://openvex.dev/ns";

    private final JsonParser parser;
    private final VexFormat.Sink sink;
    private final VexDocument document = new VexDocument();
    private String context = "";

    OpenVexReader(JsonParser parser, VexFormat.Sink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    @Override
    public VexDocument end() throws Unreadable {
        if (!context.equals(CONTEXT) && !context.startsWith(CONTEXT + "/v0.")) {
            throw unknown();
        }
        if (document.author.isBlank()) {
            throw new Unreadable("schema", "The document does not say who its author is.");
        }
        return document;
    }

    private static Unreadable unknown() {
        return new Unreadable(
                "unknown-format", "This is not an OpenVEX document: its @context is not " + CONTEXT + " of version 0.");
    }

    @Override
    public void field(String name) throws Unreadable {
        switch (name) {
            case "@context" -> context = Json.textOr(parser, "");
            case "@id" -> document.identifier = Json.textOr(parser, "");
            case "author" -> document.author = Json.textOr(parser, "");
            case "role" -> document.role = Json.textOr(parser, "");
            case "version" -> document.version = Json.textOr(parser, "");
            case "timestamp" -> document.statedAt = Text.time(Json.text(parser));
            case "statements" -> Json.array(parser, name, () -> sink.add(new OpenVexStatement(parser).read()));
            default -> {
                // What else it says is no matter here.
            }
        }
    }
}
