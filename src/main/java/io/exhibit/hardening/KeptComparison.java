package io.exhibit.hardening;

import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A comparison that somebody kept: which, why, who and when, and its outcome in figures. */
record KeptComparison(
        long entry,
        About about,
        String sha256,
        long size,
        Instant keptAt,
        @Nullable String keptBy) {

    /** What of it stands in the ledger entry. */
    record About(String repository, String before, String after, String words, Figures figures) {

        static About of(Comparison comparison, String words) {
            return new About(
                    comparison.after().repository(),
                    comparison.before().identity(),
                    comparison.after().identity(),
                    words,
                    Figures.of(comparison));
        }

        static About of(JsonNode detail) {
            return new About(
                    detail.get("repository").asString(),
                    detail.get("before").asString(),
                    detail.get("after").asString(),
                    detail.get("words").asString(),
                    Figures.of(detail));
        }

        /** The digest in an image's identity, shortened. */
        public String bytes(String identity) {
            return Written.brief(identity.substring(repository.length() + 1));
        }

        Map<String, Object> detail() {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("repository", repository);
            detail.put("before", before);
            detail.put("after", after);
            detail.put("words", words);
            figures.each(detail::put);
            return detail;
        }
    }

    /** Null: it does not tell. */
    record Figures(
            @Nullable Integer packagesBefore,
            @Nullable Integer packagesAfter,
            @Nullable Integer removed,
            @Nullable Integer added,
            @Nullable Integer still) {

        private static Figures of(Comparison comparison) {
            Packages packages = comparison.packages();
            Vulnerabilities found = comparison.vulnerabilities();
            return new Figures(
                    packages == null ? null : packages.before(),
                    packages == null ? null : packages.after(),
                    found == null ? null : found.removed().size(),
                    found == null ? null : found.added().size(),
                    found == null ? null : found.still().size());
        }

        private static Figures of(JsonNode detail) {
            return new Figures(
                    figure(detail, "packagesBefore"),
                    figure(detail, "packagesAfter"),
                    figure(detail, "vulnerabilitiesRemoved"),
                    figure(detail, "vulnerabilitiesAdded"),
                    figure(detail, "vulnerabilitiesStill"));
        }

        private static @Nullable Integer figure(JsonNode detail, String name) {
            JsonNode figure = detail.get(name);
            return figure == null ? null : figure.asInt();
        }

        private void each(BiConsumer<String, Object> told) {
            tell(told, "packagesBefore", packagesBefore);
            tell(told, "packagesAfter", packagesAfter);
            tell(told, "vulnerabilitiesRemoved", removed);
            tell(told, "vulnerabilitiesAdded", added);
            tell(told, "vulnerabilitiesStill", still);
        }

        private static void tell(BiConsumer<String, Object> told, String name, @Nullable Integer figure) {
            if (figure != null) {
                told.accept(name, figure);
            }
        }
    }
}
