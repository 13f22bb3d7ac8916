package io.exhibit.estate;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads what is stated: an in-toto statement (0.1 and 1), or the payload of a cosign signature. */
final class StatementReader {

    private static final Set<String> TYPES =
            Set.of("https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1");
    private static final int LONGEST = 500;

    private final JsonParser parser;
    private final ProvenanceReader provenance;
    private final Set<Attestation.Subject> subjects = new LinkedHashSet<>();
    private String type = "";
    private String predicateType = "";
    private int named;

    StatementReader(JsonParser parser) {
        this.parser = parser;
        this.provenance = new ProvenanceReader(parser);
    }

    static Attestation.Statement statement(byte[] payload) throws Unreadable {
        List<Attestation.Statement> read = new ArrayList<>();
        read(payload, parser -> {
            StatementReader reader = new StatementReader(parser);
            Json.object(parser, "The statement", reader::field);
            read.add(reader.statement());
        });
        return only(read);
    }

    static Attestation.Statement simpleSigning(byte[] payload) throws Unreadable {
        List<Attestation.Statement> read = new ArrayList<>();
        read(payload, parser -> read.add(new StatementReader(parser).simpleSigning()));
        return only(read);
    }

    private static void read(byte[] payload, Json.Document document) throws Unreadable {
        try {
            Json.documentsOfLongTexts(new ByteArrayInputStream(payload), document);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Attestation.Statement only(List<Attestation.Statement> read) throws Unreadable {
        if (read.size() != 1) {
            throw new Unreadable("schema", "A payload holds more than one statement.");
        }
        return read.getFirst();
    }

    boolean isBegun() {
        return !type.isEmpty();
    }

    void field(String name) throws Unreadable {
        switch (name) {
            case "_type" -> type = line(parser);
            case "predicateType" -> predicateType = line(parser);
            case "subject" -> Json.array(parser, name, this::subject);
            case "predicate" -> provenance.read();
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    Attestation.Statement statement() throws Unreadable {
        if (!TYPES.contains(type)) {
            throw new Unreadable("schema", "This is no in-toto statement of version 0.1 or 1.");
        }
        if (predicateType.isEmpty()) {
            throw new Unreadable("schema", "The statement does not say which type its predicate has.");
        }
        Attestation.Kind kind = Attestation.Kind.of(predicateType);
        return of(
                kind,
                predicateType,
                kind == Attestation.Kind.PROVENANCE ? provenance.facts() : Attestation.Provenance.NONE);
    }

    private Attestation.Statement of(Attestation.Kind kind, String predicate, Attestation.Provenance facts)
            throws Unreadable {
        if (subjects.isEmpty()) {
            throw new Unreadable(
                    "schema", "The statement is about nothing with a digest: sha256 and 64 digits in lower case.");
        }
        return new Attestation.Statement(kind, predicate, List.copyOf(subjects), facts);
    }

    private void subject() throws Unreadable {
        if (++named > AttestationReader.MOST_SUBJECTS) {
            throw new Unreadable("too-many", "The statement is about too many artefacts.");
        }
        String[] said = {"", ""};
        Json.object(parser, "A subject", field -> {
            if (field.equals("name")) {
                said[0] = Text.clean(Json.textOr(parser, ""), LONGEST);
            } else if (field.equals("digest")) {
                Json.object(parser, field, algorithm -> {
                    if (algorithm.equals("sha256")) {
                        said[1] = Json.textOr(parser, "");
                    }
                });
            }
        });
        String digest = "sha256:" + said[1];
        if (Names.isDigest(digest)) {
            subjects.add(new Attestation.Subject(digest, said[0]));
        }
    }

    private Attestation.Statement simpleSigning() throws Unreadable {
        String[] said = {"", "", ""};
        Json.object(parser, "The payload", top -> {
            if (top.equals("critical")) {
                Json.object(parser, top, part -> critical(part, said));
            }
        });
        if (said[0].isEmpty()) {
            throw new Unreadable("schema", "The payload of the signature does not say what it is.");
        }
        if (Names.isDigest(said[1])) {
            subjects.add(new Attestation.Subject(said[1], said[2]));
        }
        return of(Attestation.Kind.SIGNATURE, said[0], Attestation.Provenance.NONE);
    }

    /** Type, digest and name. */
    private void critical(String part, String[] said) throws Unreadable {
        switch (part) {
            case "type" -> said[0] = line(parser);
            case "image" -> Json.object(parser, part, field -> keep(field, "docker-manifest-digest", said, 1));
            case "identity" -> Json.object(parser, part, field -> keep(field, "docker-reference", said, 2));
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void keep(String field, String wanted, String[] said, int at) {
        if (field.equals(wanted)) {
            said[at] = Text.clean(Json.textOr(parser, ""), LONGEST);
        }
    }

    /** A name that is cut would be another name. */
    static String line(JsonParser parser) throws Unreadable {
        String line = parser.currentToken() == JsonToken.VALUE_STRING
                ? Json.textOr(parser, "").strip()
                : "";
        if (line.length() > LONGEST) {
            throw new Unreadable("schema", "A name or a word has more than " + LONGEST + " characters.");
        }
        return line;
    }
}
