package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** A VulnerabilityReport of the Trivy Operator as a hint: it scans what runs, so this image ran as that workload when it was made. */
final class OperatorReport {

    static final String KIND = "VulnerabilityReport";

    private final OperatorArtifact artifact = new OperatorArtifact();
    private @Nullable Instant at;

    void read(JsonParser parser) throws Unreadable {
        Json.object(parser, "report", field -> {
            switch (field) {
                case "artifact", "registry" -> artifact.read(field, parser);
                case "updateTimestamp" -> at = Text.time(Json.text(parser));
                default -> {
                    // The vulnerabilities are for those who take in scans.
                }
            }
        });
    }

    /** Says to the sink what it hints at; whether it did. */
    boolean tell(PodOwner owner, ClusterSink sink) {
        Map<String, String> labels = owner.ofOperator;
        ImageFacts image = artifact.image();
        Workload workload = workload(
                labels.getOrDefault("resource.namespace", ""),
                labels.getOrDefault("resource.kind", ""),
                labels.getOrDefault("resource.name", ""));
        if (image == null || workload.namespace().isEmpty() || workload.name().isEmpty()) {
            return false;
        }
        String container = labels.getOrDefault("container.name", "");
        sink.seen(
                new RunningContainer(workload, container, image.reference(), image.imageId(), null, 1),
                ClusterSink.Hint.OPERATOR,
                at);
        return true;
    }

    /** A Deployment's ReplicaSet or a CronJob's Job is named after it; the report names only that. */
    private static Workload workload(String namespace, String kind, String name) {
        return PodOwner.deployed(new Workload(namespace, kind, name));
    }
}
