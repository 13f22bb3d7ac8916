package io.exhibit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Long documents made of a real one: the same rows again under other package names. */
final class Documents {

    private static final JsonMapper JSON = new JsonMapper();

    private Documents() {}

    /** A Trivy report of an image of that name with that many vulnerability rows. */
    static byte[] report(String image, int rows) throws IOException {
        ObjectNode report = (ObjectNode) JSON.readTree(sample());
        report.put("ArtifactName", image + ":1.0.0");
        ObjectNode metadata = (ObjectNode) report.get("Metadata");
        metadata.putArray("RepoTags").add(image + ":1.0.0");
        metadata.putArray("RepoDigests");
        List<JsonNode> real = new ArrayList<>();
        report.get("Results").forEach(result -> result.path("Vulnerabilities").forEach(real::add));
        ObjectNode result = JSON.createObjectNode();
        result.put("Target", "Node.js").put("Class", "lang-pkgs").put("Type", "node-pkg");
        ArrayNode vulnerabilities = result.putArray("Vulnerabilities");
        for (int i = 0; i < rows; i++) {
            ObjectNode row = (ObjectNode) real.get(i % real.size()).deepCopy();
            row.put("PkgName", row.get("PkgName").asString() + "-" + i);
            vulnerabilities.add(row);
        }
        report.putArray("Results").add(result);
        return JSON.writeValueAsBytes(report);
    }

    static byte[] event(String world, int n) {
        return ("{\"time\":\"2026-11-21T10:00:00." + String.valueOf(100_000_000 + n)
                        + "Z\",\"rule\":\"Terminal shell in container\","
                        + "\"priority\":\"Notice\",\"source\":\"syscall\",\"hostname\":\"node-" + n % 7
                        + "\",\"tags\":[\"container\",\"shell\"],"
                        + "\"output\":\"A shell was spawned in a container with an attached terminal (user=root world="
                        + world + " n=" + n
                        + ")\",\"output_fields\":{\"container.id\":\"c" + n % 97
                        + "\",\"container.image.repository\":\"registry.bank.example/app-"
                        + n % 13
                        + "\",\"container.image.tag\":\"1.0\",\"evt.time\":1763719200000000000,\"k8s.ns.name\":\"ns-"
                        + n % 11
                        + "\",\"k8s.pod.name\":\"pod-" + n % 41 + "\",\"proc.cmdline\":\"sh -c " + n
                        + "\",\"proc.name\":\"sh\","
                        + "\"user.name\":\"root\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] events(String world, int count) {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < count; n++) {
            lines.append(new String(event(world, n), StandardCharsets.UTF_8)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sample() throws IOException {
        try (InputStream in = Documents.class.getResourceAsStream("/scans/juice-shop-v12.10.2.json")) {
            if (in == null) {
                throw new IOException("The sample is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
