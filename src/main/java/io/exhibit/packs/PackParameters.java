package io.exhibit.packs;

import org.jspecify.annotations.Nullable;

/** What a request for a pack may say, as it came: as JSON from a machine, as form fields from a page. */
record PackParameters(
        @Nullable String framework,
        @Nullable String scope,
        @Nullable String system,
        @Nullable String from,
        @Nullable String to,
        @Nullable String asOf,
        @Nullable String supersedes,
        @Nullable String reason) {

    PackParameters(
            @Nullable String framework,
            @Nullable String scope,
            @Nullable String system,
            @Nullable String from,
            @Nullable String to,
            @Nullable String asOf) {
        this(framework, scope, system, from, to, asOf, null, null);
    }
}
