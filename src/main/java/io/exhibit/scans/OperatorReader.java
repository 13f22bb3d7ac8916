package io.exhibit.scans;

import io.exhibit.estate.ImageFacts;
import io.exhibit.estate.OperatorArtifact;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads VulnerabilityReports of the Trivy Operator, one or a list of them as kubectl prints it: a scan each, of an image in the place
 * where it runs. Trivy made them, so their rows are those of Trivy. Packages are not listed, and libraries are only seen to be looked
 * at where there is a row of one: of what was never listed nothing is gone.
 */
final class OperatorReader implements ScanFormat.Report {

    static final Set<String> FIELDS = Set.of("apiVersion", "kind", "items", "report");

    private static final String KIND = "VulnerabilityReport";
    private static final String LABEL = "trivy-operator.resource.";

    private final JsonParser parser;
    private final ScanSink sink;
    private final Item root = new Item();
    private boolean listed;
    private int scans;
    private int others;

    OperatorReader(JsonParser parser, ScanSink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    @Override
    public void field(String name) throws Unreadable {
        if (name.equals("items")) {
            listed = true;
            Json.array(parser, name, this::item);
        } else {
            root.field(name);
        }
    }

    private void item() throws Unreadable {
        Item item = new Item();
        Json.object(parser, "An item", item::field);
        item.end();
    }

    @Override
    public void end() throws Unreadable {
        if (!listed) {
            root.end();
        }
        if (scans == 0 && (others > 0 || !root.kind.startsWith(KIND))) {
            throw new Unreadable(
                    "unknown-format",
                    "Of the objects of Kubernetes only the Trivy Operator's VulnerabilityReport is a scan; there is none in it.");
        }
    }

    /** One object of Kubernetes. */
    private final class Item {

        private final ScanHeader header = new ScanHeader("Trivy", "trivy-operator");
        private final OperatorArtifact artifact = new OperatorArtifact();
        private final Map<String, String> labels = new HashMap<>();
        private String kind = "";
        private String namespace = "";
        private @Nullable String family;
        private @Nullable String release;
        private @Nullable Boolean endOfLife;
        private boolean lists;

        private void field(String name) throws Unreadable {
            switch (name) {
                case "kind" -> kind = Json.textOr(parser, "");
                case "metadata" -> Json.object(parser, name, this::metadata);
                case "report" -> {
                    if (kind.isEmpty() || kind.equals(KIND)) {
                        Json.object(parser, name, this::report);
                    }
                }
                default -> parser.skipChildren();
            }
        }

        private void metadata(String name) throws Unreadable {
            switch (name) {
                case "namespace" -> namespace = Json.textOr(parser, "");
                case "labels" ->
                    Json.object(parser, name, label -> {
                        if (label.startsWith(LABEL)) {
                            labels.put(label.substring(LABEL.length()), Json.textOr(parser, ""));
                        }
                    });
                default -> parser.skipChildren();
            }
        }

        private void report(String name) throws Unreadable {
            switch (name) {
                case "artifact", "registry" -> artifact.read(name, parser);
                case "updateTimestamp" -> header.reportedAt = Text.time(Json.text(parser));
                case "os" -> Json.object(parser, name, this::operatingSystem);
                case "scanner" ->
                    Json.object(parser, name, field -> {
                        if (field.equals("version")) {
                            header.toolVersion = Json.text(parser);
                        }
                    });
                case "vulnerabilities" -> {
                    lists = true;
                    Json.array(parser, name, this::vulnerability);
                }
                default -> parser.skipChildren();
            }
        }

        private void operatingSystem(String name) {
            switch (name) {
                case "family" -> family = Json.text(parser);
                case "name" -> release = Json.text(parser);
                case "eosl" -> endOfLife = Boolean.valueOf(Json.text(parser));
                default -> parser.skipChildren();
            }
        }

        private void vulnerability() throws Unreadable {
            Observation row = new TrivyVulnerability(parser, "", "", "").readOfOperator();
            header.covers(row.pack().resultClass());
            header.tally.add(row.severity());
            sink.observation(row);
        }

        private void end() throws Unreadable {
            if (!lists && !kind.equals(KIND)) {
                others++;
                sink.passedOver();
                return;
            }
            ImageFacts image = artifact.image();
            if (image == null) {
                throw new Unreadable("schema", "A VulnerabilityReport does not name the image that it is about.");
            }
            scans++;
            header.artifactType = "container_image";
            header.artifact = image.reference().name();
            header.image = new ImageFacts(image.reference(), image.imageId(), family, release, endOfLife, null);
            place();
            if (family != null && !family.isBlank()) {
                header.covers("os-pkgs");
            }
            sink.scan(header);
        }

        private void place() {
            String name = labels.getOrDefault("name", "");
            header.namespace = labels.getOrDefault("namespace", namespace);
            header.workload = name.isEmpty() ? "" : OperatorArtifact.workload(labels.getOrDefault("kind", ""), name);
        }
    }
}
