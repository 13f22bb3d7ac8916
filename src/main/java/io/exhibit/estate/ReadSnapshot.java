package io.exhibit.estate;

import org.jspecify.annotations.Nullable;

/** What a snapshot says of itself, gathered while it is read; what it lists has gone elsewhere by then. */
final class ReadSnapshot {

    String format = "";

    @Nullable
    String cluster;

    @Nullable
    String environment;

    @Nullable
    String system;

    @Nullable
    String observedAt;

    @Nullable
    Boolean complete;

    boolean goesOn;
    int pods;
    int others;
    int containers;
    long running;
    int withoutDigest;

    /** Hints: of audit events and of reports of an operator, what they say runs, and what they say has ended. */
    int events;

    int reports;
    int seen;
    int ended;
    int hintsWithoutDigest;

    /** Documents or events that say nothing of what runs. */
    int mute;

    boolean isListOfHints;

    /** Where pods are listed they say it all better. */
    boolean isHints() {
        return pods == 0 && !format.equals("exhibit") && (isListOfHints || events + reports > 0);
    }

    /** A collector in the cluster is a pod itself; outside of it, a list without a single pod is more likely a mistake than a cluster. */
    boolean isEmptyList() {
        return format.equals("kubernetes") && pods == 0;
    }
}
