package io.exhibit.controls;

import io.exhibit.intake.Form;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Decision;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a person says of a framework's file: from which day on controls are judged by it, and why; and of an OSCAL catalogue, which has no
 * place for these, the id that it gets here, the profile of numbers and where the text is to be had.
 */
public record FrameworkFiling(LocalDate from, String reason, String id, String profile, String source) {

    static FrameworkFiling of(Form form) {
        String reason = form.line("reason");
        if (reason.isEmpty()) {
            throw new InvalidRequest("Say why the framework is filed, or what its version changes.");
        }
        return new FrameworkFiling(
                day(form.line("from")), reason, form.line("id"), form.line("profile"), form.line("source"));
    }

    static FrameworkFiling of(Decision decision) {
        JsonNode detail = decision.detail();
        return new FrameworkFiling(
                LocalDate.parse(detail.get("from").asString()),
                detail.get("reason").asString(),
                detail.get("framework").asString(),
                detail.get("profile").asString(),
                detail.get("source").asString());
    }

    Map<String, Object> detail(Framework framework, FrameworkDocument.Format format) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("framework", framework.id().text());
        detail.put("version", framework.version());
        detail.put("name", framework.name());
        detail.put("format", format.name());
        detail.put("profile", framework.profile().id());
        detail.put("source", framework.sourceUrl().toString());
        detail.put("from", from.toString());
        detail.put("reason", reason);
        return detail;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new InvalidRequest("Say from which day on controls are judged by it, written 2026-12-01.");
        }
    }
}
