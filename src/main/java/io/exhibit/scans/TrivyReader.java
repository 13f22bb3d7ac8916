package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads Trivy's JSON: schema 2 of images, file systems, repositories, SBOMs and virtual machines, with and without Results, the
 * report of trivy k8s, and the older list of results. Streams: no more than one row is held.
 */
final class TrivyReader implements ScanFormat.Report {

    /** What stands at the root of its reports, in whatever order. */
    static final Set<String> FIELDS = Set.of(
            "SchemaVersion",
            "Trivy",
            "ReportID",
            "CreatedAt",
            "ArtifactID",
            "ArtifactName",
            "ArtifactType",
            "Metadata",
            "Results",
            "ClusterName",
            "Resources",
            "Vulnerabilities",
            "Misconfigurations");

    private static final String VERSION = "2";

    /** Without one of these it is something else that happens to use its words. */
    private static final Set<String> TELLING =
            Set.of("SchemaVersion", "ArtifactName", "ArtifactType", "Results", "ClusterName", "Resources");

    private final JsonParser parser;
    private final ScanSink sink;
    private final ScanHeader header = new ScanHeader("Trivy", "trivy");
    private boolean told;
    private boolean ofCluster;

    TrivyReader(JsonParser parser, ScanSink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    @Override
    public void field(String name) throws Unreadable {
        told |= TELLING.contains(name);
        if (name.equals("Resources") || name.equals("Vulnerabilities") || name.equals("Misconfigurations")) {
            ofCluster = true;
            Json.array(parser, name, () -> resource(header.cluster));
        } else {
            headerField(name);
        }
    }

    @Override
    public void end() throws Unreadable {
        if (!told) {
            throw new Unreadable("unknown-format", "This is not a Trivy report: no field that makes it one is in it.");
        }
        if (!ofCluster) {
            sink.scan(header);
        }
    }

    private void headerField(String name) throws Unreadable {
        switch (name) {
            case "SchemaVersion" -> checkVersion();
            case "ArtifactName" -> header.artifact = Json.textOr(parser, "");
            case "ArtifactType" -> header.artifactType = Json.textOr(parser, "");
            case "ClusterName" -> header.cluster = Json.textOr(parser, "");
            case "CreatedAt" -> header.reportedAt = Text.time(Json.text(parser));
            case "Trivy" ->
                Json.object(parser, name, field -> {
                    if (field.equals("Version")) {
                        header.toolVersion = Json.text(parser);
                    }
                });
            case "Metadata" -> new TrivyMetadata(parser).read(header);
            case "Results" -> Json.array(parser, name, () -> new TrivyResult(parser, header, sink).read());
            default -> parser.skipChildren();
        }
    }

    /** Of another version nobody knows what its rows mean, and a list that seems empty would say that all is gone. */
    private void checkVersion() throws Unreadable {
        String version = Json.text(parser);
        if (!VERSION.equals(version)) {
            throw new Unreadable(
                    "unknown-version",
                    "This is not a Trivy report of schema version " + VERSION + ", the one known here.");
        }
    }

    /** One resource of a cluster: a scan of its own, about a place instead of an artifact. */
    private void resource(String cluster) throws Unreadable {
        ScanHeader header = new ScanHeader("Trivy", "trivy");
        header.artifactType = "cluster_resource";
        header.cluster = cluster;
        String[] kind = {""};
        Json.object(parser, "A resource", name -> {
            switch (name) {
                case "Namespace" -> header.namespace = Json.textOr(parser, "");
                case "Kind" -> kind[0] = Json.textOr(parser, "");
                case "Name" -> header.workload = Json.textOr(parser, "");
                case "Error" -> header.error = Json.text(parser);
                case "Metadata" -> clusterMetadata(header);
                case "Results" -> Json.array(parser, name, () -> new TrivyResult(parser, header, sink).read());
                default -> parser.skipChildren();
            }
        });
        header.artifact = kind[0] + "/" + header.workload;
        header.workload = header.artifact;
        sink.scan(header);
    }

    /** Newer versions list the images of a resource; with more than one there is no telling whose rows are whose. */
    private void clusterMetadata(ScanHeader header) throws Unreadable {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            new TrivyMetadata(parser).read(header);
            return;
        }
        int[] images = {0};
        Json.array(parser, "Metadata", () -> {
            images[0]++;
            new TrivyMetadata(parser).read(header);
        });
        if (images[0] > 1) {
            header.image = null;
        }
    }

    /** The older format: a list of results, or nothing. */
    void legacy() throws Unreadable {
        Json.array(parser, "The report", () -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new Unreadable(
                        "unknown-format", "This is not a Trivy report: the list has something else than results.");
            }
            new TrivyResult(parser, header, sink).readLegacy();
        });
        sink.scan(header);
    }
}
