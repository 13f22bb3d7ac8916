package io.exhibit.estate;

import org.jspecify.annotations.Nullable;

/**
 * That an image runs as a container of a workload, so many times. 0 replicas: it is there and does not run right now, because it is
 * started again, say; that ends nothing and begins nothing. config: the digest of the image's configuration;
 * labels: those of the workload, a line each, null when nobody said which.
 */
record RunningContainer(
        Workload workload,
        String container,
        ImageReference image,
        @Nullable String config,
        @Nullable String labels,
        int replicas) {

    /** What a container belongs to: the kind and name of what people deploy. */
    record Workload(String namespace, String kind, String name) {}

    /** As images of scans are named, so that both meet. */
    String identity() {
        return new ImageFacts(image, config, null, null, null, null).identity();
    }

    /** What tells one interval of a cluster from another. */
    String key() {
        return String.join("\u001f", workload.namespace(), workload.kind(), workload.name(), container, identity());
    }
}
