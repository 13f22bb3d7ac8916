package io.exhibit.hardening;

import io.exhibit.access.Installation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two images of a repository side by side. What is not told is null, with the reason beside it, and never nothing. The same comparison
 * is always the same bytes: JSON in UTF-8, names in alphabetical order, no blanks.
 */
record Comparison(
        String format,
        Installation installation,
        ComparedImage before,
        ComparedImage after,
        @Nullable Packages packages,
        @Nullable String packagesNotTold,
        @Nullable Vulnerabilities vulnerabilities,
        @Nullable String vulnerabilitiesNotTold,
        List<String> cautions) {

    static final String FORMAT = "exhibit-comparison-1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .build();

    Comparison {
        cautions = List.copyOf(cautions);
    }

    static Comparison read(byte[] bytes) {
        return JSON.readValue(bytes, Comparison.class);
    }

    byte[] bytes() {
        return JSON.writeValueAsBytes(this);
    }

    /** Whether anything of the two is told. */
    public boolean tells() {
        return packages != null || vulnerabilities != null;
    }
}
