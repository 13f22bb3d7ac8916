package io.exhibit.scans;

import io.exhibit.kernel.Severity;
import io.exhibit.kernel.Sha256;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One vulnerability row of a document, as the scanner has it; suppression is why the scanner left it out of its own findings, alias
 * another id of the same vulnerability.
 */
record Observation(
        String vulnerability,
        PackageFacts pack,
        @Nullable String fixedVersion,
        @Nullable String vendorStatus,
        Severity severity,
        @Nullable String severitySource,
        @Nullable Score score,
        String title,
        @Nullable String reference,
        @Nullable Instant publishedAt,
        @Nullable String suppression,
        @Nullable String alias,
        @Nullable FixDate fixDate) {

    /** Where a package is: its result class, its ecosystem, its file. */
    record PackageFacts(String name, String version, String resultClass, String type, String location) {}

    /** A CVSS v3 base score, 0.0 to 10.0, and its vector. */
    record Score(BigDecimal base, @Nullable String vector) {

        /** A score has one decimal. What would be written with thousands is none, and would fill the memory when written out. */
        private static final int MOST_DECIMALS = 16;

        static Optional<Score> of(@Nullable String base, @Nullable String vector) {
            try {
                return Optional.ofNullable(base)
                        .map(BigDecimal::new)
                        .filter(number -> Math.abs((long) number.scale()) <= MOST_DECIMALS)
                        .filter(number -> number.signum() >= 0 && number.compareTo(BigDecimal.TEN) <= 0)
                        .map(number -> new Score(number, vector));
            } catch (NumberFormatException unreadable) {
                return Optional.empty();
            }
        }
    }

    /** When a fix was there to be had, as a source states it, and how it comes to know. */
    record FixDate(Instant at, String kind) {}

    /** The same row, left out by the scanner for a reason it states. */
    Observation suppressed(String reason) {
        return new Observation(
                vulnerability,
                pack,
                fixedVersion,
                vendorStatus,
                severity,
                severitySource,
                score,
                title,
                reference,
                publishedAt,
                reason,
                alias,
                fixDate);
    }

    /** What makes it the same finding in another scan: no version, no severity, no free text. */
    Sha256 fingerprint() {
        String identity =
                String.join("\u001f", vulnerability, pack.name(), pack.resultClass(), pack.type(), pack.location());
        return Sha256.of(identity.getBytes(StandardCharsets.UTF_8));
    }
}
