package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import java.util.List;
import java.util.Set;

/** The doors: reports of scanners, events of sensors, snapshots of clusters, VEX documents, attestations of images. Limit is the longest body, in bytes on the wire. */
public enum Kind {
    SCAN(128L * 1024 * 1024, "scan.accepted", "scans"),
    EVENTS(16L * 1024 * 1024, "events.accepted", "events"),
    DEPLOYMENTS(128L * 1024 * 1024, "deployments.accepted", "deployments"),
    VEX(16L * 1024 * 1024, "vex.accepted", "vex"),
    ATTESTATIONS(16L * 1024 * 1024, "attestations.accepted", "attestations");

    private static final Set<String> OF_IMAGES = Set.of(
            "system",
            "environment",
            "image",
            "digest",
            "cluster",
            "namespace",
            "workload",
            "version",
            "commit",
            "build");
    private static final Set<String> OF_CLUSTERS = Set.of("system", "environment", "cluster", "observedAt", "complete");

    private final long limit;
    private final String entry;
    private final String door;

    Kind(long limit, String entry, String door) {
        this.limit = limit;
        this.entry = entry;
        this.door = door;
    }

    /** The last word of its address under /api/v1. */
    String door() {
        return door;
    }

    /** What a sender may say beside such a document. */
    Set<String> parameters() {
        return switch (this) {
            case SCAN, EVENTS -> OF_IMAGES;
            case DEPLOYMENTS -> OF_CLUSTERS;
            // It says itself who states what, of what: nothing beside it could be checked.
            case VEX, ATTESTATIONS -> Set.of();
        };
    }

    /** Many small requests that may share an entry of the ledger and are read together; others stand alone. */
    boolean isMany() {
        return this == EVENTS;
    }

    public long limit() {
        return limit;
    }

    String entry() {
        return entry;
    }

    private List<String> formats() {
        return switch (this) {
            case SCAN -> List.of("trivy", "grype", "trivy-operator", "cyclonedx", "spdx");
            case EVENTS -> List.of("falco");
            case DEPLOYMENTS -> List.of("kubernetes", "exhibit", "kubernetes-audit", "trivy-operator");
            case VEX -> List.of("openvex", "csaf", "cyclonedx");
            case ATTESTATIONS -> List.of("in-toto", "cosign");
        };
    }

    void check(String declared) {
        List<String> formats = formats();
        if (!formats.contains(declared)) {
            throw new InvalidRequest(
                    "format " + declared + " is not known here; known is " + String.join(", ", formats) + ".");
        }
    }
}
