package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an officer enters of an assessor's acceptance: of which term, by whom, of which company, on which day, in which file. */
public record AcceptanceEntry(int term, String assessor, String company, LocalDate acceptedOn, String fileName) {

    private static final int LONGEST = 200;

    public AcceptanceEntry {
        if (assessor.isBlank() || company.isBlank()) {
            throw new InvalidRequest("An acceptance has an assessor, by name, and the company of the assessor.");
        }
    }

    /** As it came in a form. */
    static AcceptanceEntry of(Map<String, String> fields, String fileName) {
        return new AcceptanceEntry(
                term(fields.getOrDefault("term", "")),
                Text.clean(fields.getOrDefault("assessor", "").strip(), LONGEST),
                Text.clean(fields.getOrDefault("company", "").strip(), LONGEST),
                day(fields.getOrDefault("acceptedOn", "")),
                Text.clean(fileName, LONGEST).strip());
    }

    static AcceptanceEntry of(JsonNode detail) {
        return new AcceptanceEntry(
                detail.get("term").asInt(),
                detail.get("assessor").asString(),
                detail.get("company").asString(),
                LocalDate.parse(detail.get("acceptedOn").asString()),
                detail.get("fileName").asString());
    }

    /** An assessor accepts what was asked for, and nobody has done so tomorrow. */
    void checkDay(Instant requested, Instant now) {
        if (acceptedOn.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            throw new InvalidRequest("The day of an acceptance does not lie in the future.");
        }
        if (acceptedOn.isBefore(LocalDate.ofInstant(requested, ZoneOffset.UTC))) {
            throw new InvalidRequest("The day of an acceptance does not lie before the day on which it was asked for, "
                    + LocalDate.ofInstant(requested, ZoneOffset.UTC) + ".");
        }
    }

    private static int term(String text) {
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new InvalidRequest("Say which of its terms was accepted.");
        }
        return Integer.parseInt(text);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException none) {
            throw new InvalidRequest("Say on which day the assessor accepted it, such as 2026-11-21.");
        }
    }
}
