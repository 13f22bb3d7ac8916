package io.exhibit.scans;

import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The formats of VEX documents, told apart by the first field of the root that one of them knows. */
enum VexFormat {
    OPENVEX("openvex", "openvex/1", OpenVexReader.FIELDS, OpenVexReader::new),
    CSAF("csaf", "csaf/2", CsafReader.FIELDS, CsafReader::new),
    CYCLONEDX("cyclonedx", "cyclonedx-vex/1", CycloneDxVexReader.FIELDS, CycloneDxVexReader::new);

    /** All of them: what none of them could read, a later list of them may. */
    static final String NAMES =
            Arrays.stream(values()).map(format -> format.reader).collect(Collectors.joining(" "));

    static final int MOST = 20_000;
    private static final int MOST_FIXES = 5 * MOST;
    static final Interpreter.Limits LIMITS = new Interpreter.Limits(
            Json.LIMITS.depth(),
            Json.LIMITS.text(),
            Json.LIMITS.name(),
            Json.LIMITS.number(),
            Json.LIMITS.tokens(),
            MOST);

    private static final int LONGEST = 500;

    final String format;
    final String reader;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> fields;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final BiFunction<JsonParser, Sink, Reader> begin;

    VexFormat(String format, String reader, Set<String> fields, BiFunction<JsonParser, Sink, Reader> begin) {
        this.format = format;
        this.reader = reader;
        this.fields = fields;
        this.begin = begin;
    }

    /** One document while it is read: its root's fields one by one, then its end. */
    interface Reader {

        void field(String name) throws Unreadable;

        VexDocument end() throws Unreadable;
    }

    /** Where statements go; counts what is about nothing that could be here, and keeps both within bounds. */
    static final class Sink {

        private final Consumer<VexStatement> statements;
        private final Consumer<AdvisedFix> fixes;
        private int dated;
        int count;
        int products;
        int incomparable;

        private Sink(Consumer<VexStatement> statements, Consumer<AdvisedFix> fixes) {
            this.statements = statements;
            this.fixes = fixes;
        }

        void add(AdvisedFix fix) throws Unreadable {
            dated += fix.vulnerabilities().size();
            if (dated > MOST_FIXES) {
                throw new Unreadable(
                        "too-many",
                        "A VEX document has at most " + MOST_FIXES
                                + " fixed products, once for each id of what is fixed.");
            }
            fixes.accept(fix);
        }

        void add(VexStatement statement) throws Unreadable {
            count++;
            products += statement.products().size();
            incomparable += (int) statement.products().stream()
                    .filter(one -> one.kind() == VexProduct.Kind.OTHER)
                    .count();
            if (count > MOST || products > MOST) {
                throw tooMany();
            }
            statements.accept(statement);
        }
    }

    /** What was read, and by which reader. */
    record Read(VexFormat format, VexDocument document) {}

    static Read read(InputStream bytes, Consumer<VexStatement> statements, Consumer<AdvisedFix> fixes)
            throws Unreadable, IOException {
        Reading reading = new Reading(new Sink(statements, fixes));
        Json.document(bytes, reading::document);
        return new Read(reading.format, reading.read);
    }

    static Unreadable tooMany() {
        return new Unreadable(
                "too-many", "A VEX document has at most " + MOST + " statements and as many products in all.");
    }

    /** A name or a word: one that is cut would be another name. */
    static String line(JsonParser parser) throws Unreadable {
        String line = Json.textOr(parser, "").strip();
        if (line.length() > LONGEST) {
            throw new Unreadable("schema", "A name or a word has more than " + LONGEST + " characters.");
        }
        return line;
    }

    private static final class Reading {

        private final Sink sink;
        private VexFormat format = OPENVEX;
        private VexDocument read = new VexDocument();
        private Optional<Reader> reader = Optional.empty();

        private Reading(Sink sink) {
            this.sink = sink;
        }

        private void document(JsonParser parser) throws Unreadable {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw unknown();
            }
            Json.object(parser, "The document", name -> field(parser, name));
            read = reader.orElseThrow(Reading::unknown).end();
            if (sink.count == 0) {
                throw new Unreadable("schema", "The document states nothing.");
            }
            read.statements = sink.count;
            read.products = sink.products;
            read.incomparable = sink.incomparable;
        }

        private void field(JsonParser parser, String name) throws Unreadable {
            if (reader.isEmpty()) {
                Arrays.stream(values())
                        .filter(one -> one.fields.contains(name))
                        .findFirst()
                        .ifPresent(one -> {
                            format = one;
                            reader = Optional.of(one.begin.apply(parser, sink));
                        });
            }
            if (reader.isPresent()) {
                reader.get().field(name);
            }
        }

        private static Unreadable unknown() {
            return new Unreadable(
                    "unknown-format",
                    "This is no VEX document that is known here: neither OpenVEX, nor CSAF, nor CycloneDX, in JSON.");
        }
    }
}
