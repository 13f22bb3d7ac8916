package io.exhibit.examinations;

import io.exhibit.examinations.Terms.Days;
import io.exhibit.kernel.InvalidRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The form of a mandate as it was filled in. */
record MandateEntry(
        @Nullable String examiner,
        @Nullable String authority,
        @Nullable List<String> frameworks,
        @Nullable List<String> scopes,
        @Nullable String examinedFrom,
        @Nullable String examinedTo,
        @Nullable String validFrom,
        @Nullable String validUntil) {

    static MandateEntry empty() {
        return new MandateEntry(null, null, null, null, null, null, null, null);
    }

    public boolean names(String framework) {
        return frameworks != null && frameworks.contains(framework);
    }

    public boolean covers(String scope) {
        return scopes != null && scopes.contains(scope);
    }

    Terms terms() {
        return new Terms(
                id(),
                Objects.toString(authority, ""),
                frameworks == null ? List.of() : frameworks,
                scopes == null ? List.of() : scopes,
                new Days(day(examinedFrom), day(examinedTo)),
                new Days(day(validFrom), day(validUntil)));
    }

    private UUID id() {
        try {
            return UUID.fromString(Objects.toString(examiner, ""));
        } catch (IllegalArgumentException nobody) {
            throw new InvalidRequest("Choose the examiner.");
        }
    }

    private static LocalDate day(@Nullable String text) {
        try {
            return LocalDate.parse(Objects.toString(text, "").strip());
        } catch (DateTimeParseException none) {
            throw new InvalidRequest(
                    "A mandate has four days, each written 2026-11-21: the first and the last that are examined, and the first"
                            + " and the last on which it is in force.");
        }
    }
}
