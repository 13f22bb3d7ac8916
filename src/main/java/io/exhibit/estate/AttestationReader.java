package io.exhibit.estate;

import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what cosign and others hand out about images: DSSE envelopes with in-toto statements, Sigstore bundles around them, cosign's
 * payloads with their signatures; one, several one after the other, or a list. One in memory at a time.
 */
final class AttestationReader {

    static final String NAME = "attestation/1";
    static final int MOST = 200;
    static final int MOST_SUBJECTS = 5_000;
    static final Interpreter.Limits LIMITS = new Interpreter.Limits(
            Json.LIMITS.depth(),
            Json.LONGEST_TEXT,
            Json.LIMITS.name(),
            Json.LIMITS.number(),
            Json.LIMITS.tokens(),
            MOST);

    private final Consumer<Attestation> attestations;
    private int statements;
    private int subjects;

    private AttestationReader(Consumer<Attestation> attestations) {
        this.attestations = attestations;
    }

    /** How much there was. */
    record Counts(int statements, int subjects) {}

    static Counts read(InputStream bytes, Consumer<Attestation> attestations) throws Unreadable, IOException {
        AttestationReader reader = new AttestationReader(attestations);
        Json.documentsOfLongTexts(bytes, reader::document);
        if (reader.statements == 0) {
            throw new Unreadable("unknown-format", "The document states nothing.");
        }
        return new Counts(reader.statements, reader.subjects);
    }

    private void document(JsonParser parser) throws Unreadable {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            Json.array(parser, "The document", () -> one(parser));
        } else {
            one(parser);
        }
    }

    private void one(JsonParser parser) throws Unreadable {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("unknown-format", "An attestation is a JSON object.");
        }
        if (++statements > MOST) {
            throw new Unreadable("too-many", "A document has at most " + MOST + " attestations.");
        }
        Attestation read = new EnvelopeReader(parser).read();
        subjects += read.statement().subjects().size();
        if (subjects > MOST_SUBJECTS) {
            throw new Unreadable("too-many", "A document is about at most " + MOST_SUBJECTS + " artefacts.");
        }
        attestations.accept(read);
    }
}
