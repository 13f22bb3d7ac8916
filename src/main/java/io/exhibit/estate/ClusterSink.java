package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a reader puts what a document says of a cluster, one by one. */
@FunctionalInterface
interface ClusterSink {

    /** A snapshot lists it. */
    void runs(RunningContainer one);

    /** Somebody saw it at that time; null: when, is not said. */
    default void seen(RunningContainer one, Hint by, @Nullable Instant at) {}

    /** A workload was deleted or scaled to nothing, or a whole namespace was deleted: then kind and name are empty. */
    default void ended(Workload workload, EndHint how, @Nullable Instant at) {}

    /** Who gives hints of what runs. */
    enum Hint {
        AUDIT,
        OPERATOR
    }

    /** What hints at an end. */
    enum EndHint {
        DELETED,
        SCALED_TO_NONE
    }
}
