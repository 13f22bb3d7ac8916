package io.exhibit.findings;

import org.jspecify.annotations.Nullable;

/** What a request for the timeline may say, as it came. */
record TimelineParameters(
        @Nullable String scope,
        @Nullable String profile,
        @Nullable String rank,
        @Nullable String state,
        @Nullable String from,
        @Nullable String to,
        @Nullable String asOf,
        @Nullable String known,
        @Nullable String cursor,
        @Nullable String of) {

    /** The page as it is opened first. */
    static final TimelineParameters NONE =
            new TimelineParameters(null, null, null, null, null, null, null, null, null, null);
}
