package io.exhibit.scans;

import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads OpenVEX 0.0.1 and 0.2.0. One statement in memory at a time. */
final class OpenVexReader {

    static final String NAME = "openvex/1";
    static final int MOST = 20_000;
    static final Interpreter.Limits LIMITS = new Interpreter.Limits(
            Json.LIMITS.depth(),
            Json.LIMITS.text(),
            Json.LIMITS.name(),
            Json.LIMITS.number(),
            Json.LIMITS.tokens(),
            MOST);

    private static final String CONTEXT = "https://openvex.dev/ns";

    private final JsonParser parser;
    private final Consumer<VexStatement> statements;
    private final VexDocument document = new VexDocument();
    private String context = "";

    private OpenVexReader(JsonParser parser, Consumer<VexStatement> statements) {
        this.parser = parser;
        this.statements = statements;
    }

    static VexDocument read(InputStream bytes, Consumer<VexStatement> statements) throws Unreadable, IOException {
        VexDocument[] read = new VexDocument[1];
        Json.document(bytes, parser -> {
            OpenVexReader reader = new OpenVexReader(parser, statements);
            reader.document();
            read[0] = reader.document;
        });
        return read[0];
    }

    private void document() throws Unreadable {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unknown();
        }
        Json.object(parser, "The document", this::field);
        if (!context.equals(CONTEXT) && !context.startsWith(CONTEXT + "/v0.")) {
            throw unknown();
        }
        if (document.author.isBlank()) {
            throw new Unreadable("schema", "The document does not say who its author is.");
        }
        if (document.statements == 0) {
            throw new Unreadable("schema", "The document states nothing.");
        }
    }

    private static Unreadable unknown() {
        return new Unreadable(
                "unknown-format", "This is not an OpenVEX document: its @context is not " + CONTEXT + " of version 0.");
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "@context" -> context = Json.textOr(parser, "");
            case "@id" -> document.identifier = Json.textOr(parser, "");
            case "author" -> document.author = Json.textOr(parser, "");
            case "role" -> document.role = Json.textOr(parser, "");
            case "version" -> document.version = Json.textOr(parser, "");
            case "timestamp" -> document.statedAt = Text.time(Json.text(parser));
            case "statements" -> Json.array(parser, name, this::statement);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void statement() throws Unreadable {
        if (++document.statements > MOST) {
            throw tooMany();
        }
        VexStatement statement = new OpenVexStatement(parser).read();
        document.products += statement.products().size();
        if (document.products > MOST) {
            throw tooMany();
        }
        statements.accept(statement);
    }

    private static Unreadable tooMany() {
        return new Unreadable(
                "too-many", "A VEX document has at most " + MOST + " statements and as many products in all.");
    }
}
