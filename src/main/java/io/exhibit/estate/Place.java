package io.exhibit.estate;

/** Where something runs; an empty string where the sender did not say. */
public record Place(String environment, String cluster, String namespace, String workload) {

    /** Enough is known to tell one running workload from another. */
    boolean isWorkload() {
        return !workload.isEmpty();
    }
}
