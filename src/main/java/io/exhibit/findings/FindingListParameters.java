package io.exhibit.findings;

import org.jspecify.annotations.Nullable;

/** What a request for the list of findings may say, as it came. */
record FindingListParameters(
        @Nullable String scope,
        @Nullable String state,
        @Nullable String rank,
        @Nullable String exploited,
        @Nullable String epss,
        @Nullable String exception,
        @Nullable String handling,
        @Nullable String q,
        @Nullable String asOf,
        @Nullable String known,
        @Nullable String cursor,
        @Nullable String due,
        @Nullable String fix,
        @Nullable String owner,
        @Nullable String covered) {}
