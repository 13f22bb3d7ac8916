package io.exhibit.controls;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a person proposes: another value for a parameter of a profile, from which day on, and why. */
public record ParameterProposal(String profile, String parameter, long value, LocalDate from, String reason) {

    static final String BEFORE = "before";

    private static final int LONGEST = 2000;

    /** As it came in a form. */
    static ParameterProposal of(Fields fields) {
        return new ParameterProposal(
                fields.profile(), fields.parameter(), number(fields.value()), day(fields.from()), why(fields.reason()));
    }

    /** The fields of the form as they were sent. */
    record Fields(String profile, String parameter, String value, String from, String reason) {}

    static ParameterProposal of(JsonNode detail) {
        return new ParameterProposal(
                detail.get("profile").asString(),
                detail.get("parameter").asString(),
                detail.get("value").asLong(),
                LocalDate.parse(detail.get("from").asString()),
                detail.get("reason").asString());
    }

    Map<String, Object> detail(long before) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("profile", profile);
        detail.put("parameter", parameter);
        detail.put(BEFORE, before);
        detail.put("value", value);
        detail.put("from", from.toString());
        detail.put("reason", reason);
        return detail;
    }

    String name() {
        return profile + " " + parameter;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException unreadable) {
            throw new InvalidRequest("The new value is a whole number.");
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException unreadable) {
            throw new InvalidRequest("Say from which day on the value applies, written 2026-12-01.");
        }
    }

    private static String why(String text) {
        String reason = Text.clean(text, LONGEST).strip();
        if (reason.isEmpty()) {
            throw new InvalidRequest("Say why the value is changed.");
        }
        return reason;
    }
}
