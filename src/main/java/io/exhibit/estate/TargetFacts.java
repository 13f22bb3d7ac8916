package io.exhibit.estate;

/** What a scan is about; anchor is added to the identity of a target whose name alone does not tell it from others. */
public record TargetFacts(Kind kind, String name, Place place, String anchor, String claimedSystem) {

    /** The kinds of target. */
    public enum Kind {
        IMAGE,
        FILESYSTEM,
        REPOSITORY,
        SBOM,
        VM,
        CLUSTER_RESOURCE,
        OTHER
    }

    String key() {
        return String.join(
                "\u001f",
                kind.name(),
                name,
                place.environment(),
                place.cluster(),
                place.namespace(),
                place.workload(),
                anchor);
    }
}
