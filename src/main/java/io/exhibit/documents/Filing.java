package io.exhibit.documents;

import io.exhibit.intake.Form;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person says of a document that is filed; replaces: the entry of the version that it takes the place of. */
public record Filing(
        Topic topic,
        String title,
        String owner,
        String fileName,
        LocalDate validFrom,
        LocalDate reviewOn,
        @Nullable Long replaces) {

    private static final int LONGEST = 200;

    /** As it came in a form. */
    static Filing of(Form form) {
        LocalDate from = day(form.line("validFrom"));
        LocalDate review = day(form.line("reviewOn"));
        if (review.isBefore(from)) {
            throw new InvalidRequest("A document is not due for a review before it is valid.");
        }
        String title = form.line("title");
        String owner = form.line("owner");
        if (title.isEmpty() || owner.isEmpty()) {
            throw new InvalidRequest("A document has a title, and somebody who answers for it.");
        }
        return new Filing(
                topic(form.line("topic")),
                title,
                owner,
                Text.clean(form.fileName(), LONGEST).strip(),
                from,
                review,
                form.replaced());
    }

    static Filing of(JsonNode detail) {
        JsonNode replaces = detail.get("replaces");
        return new Filing(
                Topic.valueOf(detail.get("topic").asString()),
                detail.get("title").asString(),
                detail.get("owner").asString(),
                detail.get("fileName").asString(),
                LocalDate.parse(detail.get("validFrom").asString()),
                LocalDate.parse(detail.get("reviewOn").asString()),
                replaces == null ? null : replaces.asLong());
    }

    Map<String, Object> detail(Sha256 sha256, long size) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("topic", topic.name());
        detail.put("title", title);
        detail.put("owner", owner);
        detail.put("fileName", fileName);
        detail.put("validFrom", validFrom.toString());
        detail.put("reviewOn", reviewOn.toString());
        if (replaces != null) {
            detail.put("replaces", replaces);
        }
        detail.put("sha256", sha256.hex());
        detail.put("size", size);
        return detail;
    }

    private static Topic topic(String text) {
        try {
            return Topic.valueOf(text);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidRequest("Say what the document is about.");
        }
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1990 && day.getYear() < 2100) {
                return day;
            }
        } catch (DateTimeParseException unreadable) {
            // Refused below, like a day that cannot be meant.
        }
        throw new InvalidRequest(
                "A document has a day from which on it is valid and one of its next review, written 2026-11-21, between 1990 and 2100.");
    }
}
