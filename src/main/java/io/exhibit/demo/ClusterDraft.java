package io.exhibit.demo;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a made-up cluster states on a day, in the compact form: the builds that had reached it by then. */
final class ClusterDraft {

    private static final Map<String, String> KINDS = Map.of("deployment", "Deployment", "cronjob", "CronJob");

    private final Scenario.Cluster cluster;
    private final List<Scenario.Line> images;
    private final int day;

    /** images: the lines that are images and run in it. */
    ClusterDraft(Scenario.Cluster cluster, List<Scenario.Line> images, int day) {
        this.cluster = cluster;
        this.images = images;
        this.day = day;
    }

    byte[] bytes(Instant at) {
        ObjectNode made = Material.object();
        made.put("ExhibitDemo", "made up for a demonstration");
        made.put("cluster", cluster.name());
        made.put("environment", cluster.environment());
        made.put("observedAt", at.minusSeconds(20).toString());
        made.put("complete", true);
        ArrayNode workloads = made.putArray("workloads");
        for (Scenario.Line line : images) {
            int reached = day - cluster.behind();
            if (reached >= line.first()) {
                line(workloads.addObject(), line, ImageBuild.of(line, reached));
            }
        }
        for (Scenario.Other other : cluster.others()) {
            other(workloads.addObject(), other);
        }
        return Material.bytes(made);
    }

    private static void line(ObjectNode workload, Scenario.Line line, ImageBuild build) {
        String[] named = line.place().getOrDefault("workload", "").split("/", 2);
        workload.put("namespace", line.place().getOrDefault("namespace", ""));
        workload.put("kind", KINDS.getOrDefault(named[0], ""));
        workload.put("workload", named[named.length - 1]);
        workload.put("container", "app");
        workload.put("image", build.name());
        workload.put("digest", build.digest("manifest"));
        workload.put("replicas", named[0].equals("cronjob") ? 1 : 3);
    }

    private static void other(ObjectNode workload, Scenario.Other other) {
        workload.put("namespace", other.namespace());
        workload.put("kind", other.kind());
        workload.put("workload", other.workload());
        workload.put("image", other.image());
        if (other.labels() != null) {
            ObjectNode labels = workload.putObject("labels");
            other.labels().forEach(labels::put);
        }
        if (other.digest()) {
            workload.put(
                    "digest",
                    "sha256:"
                            + Sha256.of(("made up: " + other.image()).getBytes(StandardCharsets.UTF_8))
                                    .hex());
        }
    }
}
