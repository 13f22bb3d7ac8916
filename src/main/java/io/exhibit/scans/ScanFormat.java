package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The formats of scan documents and SBOMs. Which one a document has is told by the first field of its root that one of them knows; what stands
 * before it is passed over, so that one pass is enough and no more than one row is held.
 */
enum ScanFormat {
    TRIVY("trivy-json/2", TrivyReader.FIELDS, TrivyReader::new),
    GRYPE("grype-json/1", GrypeReader.FIELDS, GrypeReader::new),
    TRIVY_OPERATOR("trivy-operator/1", OperatorReader.FIELDS, OperatorReader::new),
    CYCLONEDX("cyclonedx-sbom/1", CycloneDxReader.FIELDS, CycloneDxReader::new),
    SPDX("spdx/1", SpdxReader.FIELDS, SpdxReader::new);

    /** All of them: what none of them could read, a later list of them may. */
    static final String NAMES =
            Arrays.stream(values()).map(format -> format.reader).collect(Collectors.joining(" "));

    private final String reader;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> fields;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final BiFunction<JsonParser, ScanSink, Report> begin;

    ScanFormat(String reader, Set<String> fields, BiFunction<JsonParser, ScanSink, Report> begin) {
        this.reader = reader;
        this.fields = fields;
        this.begin = begin;
    }

    /** One document while it is read: its root's fields one by one, then its end. */
    interface Report {

        void field(String name) throws Unreadable;

        void end() throws Unreadable;
    }

    /** Name and version of the reader, kept with what it read. */
    String reader() {
        return reader;
    }

    /** Reads a document whatever its format, and says which it was. */
    static ScanFormat read(InputStream in, ScanSink sink) throws Unreadable, IOException {
        Reading reading = new Reading(sink);
        Json.document(in, reading::document);
        return reading.format;
    }

    private static final class Reading {

        private final ScanSink sink;
        private ScanFormat format = TRIVY;
        private Optional<Report> report = Optional.empty();

        private Reading(ScanSink sink) {
            this.sink = sink;
        }

        private void document(JsonParser parser) throws Unreadable {
            JsonToken first = parser.currentToken();
            if (first == JsonToken.START_ARRAY || first == JsonToken.VALUE_NULL) {
                new TrivyReader(parser, sink).legacy();
            } else if (first == JsonToken.START_OBJECT) {
                Json.object(parser, "The report", name -> field(parser, name));
                report.orElseThrow(Reading::unknown).end();
            } else {
                throw new Unreadable("unknown-format", "This is no scan report: it is neither an object nor a list.");
            }
        }

        private void field(JsonParser parser, String name) throws Unreadable {
            if (report.isEmpty()) {
                choose(parser, name);
            }
            if (report.isPresent()) {
                report.get().field(name);
            }
        }

        private void choose(JsonParser parser, String name) {
            for (ScanFormat one : values()) {
                if (one.fields.contains(name)) {
                    format = one;
                    report = Optional.of(one.begin.apply(parser, sink));
                    return;
                }
            }
        }

        private static Unreadable unknown() {
            return new Unreadable(
                    "unknown-format",
                    "This is no scan report that is known here, and no SBOM: no field of a report of Trivy, Grype or the Trivy Operator is in it, and none of CycloneDX or SPDX.");
        }
    }
}
