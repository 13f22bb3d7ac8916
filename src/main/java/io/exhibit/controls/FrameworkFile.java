package io.exhibit.controls;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a framework's file. */
record FrameworkFile(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) List<String> aliases,
        @JsonProperty(required = true) String publisher,
        @JsonProperty(required = true) String nature,
        @JsonProperty(required = true) String profile,

        @JsonProperty(value = "natural_scope", required = true)
        String naturalScope,

        @JsonProperty(required = true) Standing status,

        @JsonProperty(value = "effective_from", required = true)
        String effectiveFrom,

        @JsonProperty("effective_to") @Nullable String effectiveTo,
        @JsonProperty(value = "checked_on", required = true) LocalDate checkedOn,
        @JsonProperty(required = true) SourceEntry source,
        @JsonProperty(required = true) String notice,
        @JsonProperty(required = true) List<ControlEntry> controls) {

    /** Where the text itself is to be had. */
    record SourceEntry(
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) URI url) {}

    /** One control; checks maps the id of a check to why it is used. */
    record ControlEntry(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) String text,
            @JsonProperty(required = true) String paragraph,

            @JsonProperty(value = "effective_from", required = true)
            String effectiveFrom,

            @JsonProperty("effective_to") @Nullable String effectiveTo,
            @Nullable Map<String, String> checks,
            @Nullable List<String> manual,
            @Nullable String limits,
            @Nullable Map<String, List<String>> references,
            @Nullable List<String> successors) {}
}
