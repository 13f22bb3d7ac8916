package io.exhibit.estate;

import io.exhibit.intake.Form;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person says of a document that is filed; replaces: the entry of the document that it takes the place of. */
public record DocumentEntry(
        DocumentKind kind,
        String title,
        String fileName,
        String owner,
        LocalDate validFrom,
        @Nullable LocalDate expiresOn,
        @Nullable Long replaces) {

    private static final int LONGEST = 200;

    /** As it came in a form. */
    static DocumentEntry of(Form form) {
        LocalDate from = Entered.day(form.line("validFrom"));
        LocalDate until = Entered.day(form.line("expiresOn"));
        if (from == null) {
            throw new InvalidRequest("Say from which day on the document is valid.");
        }
        if (until != null && until.isBefore(from)) {
            throw new InvalidRequest("A document does not expire before it is valid.");
        }
        String title = form.line("title");
        String owner = form.line("owner");
        if (title.isEmpty() || owner.isEmpty()) {
            throw new InvalidRequest("A document has a title, and somebody in the bank who answers for it.");
        }
        return new DocumentEntry(
                kind(form.line("kind")),
                title,
                Text.clean(form.fileName(), LONGEST).strip(),
                owner,
                from,
                until,
                form.replaced());
    }

    static DocumentEntry of(JsonNode detail) {
        JsonNode until = detail.get("expiresOn");
        JsonNode replaces = detail.get("replaces");
        return new DocumentEntry(
                DocumentKind.valueOf(detail.get("kind").asString()),
                detail.get("title").asString(),
                detail.get("fileName").asString(),
                detail.get("owner").asString(),
                LocalDate.parse(detail.get("validFrom").asString()),
                until == null ? null : LocalDate.parse(until.asString()),
                replaces == null ? null : replaces.asLong());
    }

    Map<String, Object> detail(String vendor, Sha256 sha256, long size) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("vendor", vendor);
        detail.put("kind", kind.name());
        detail.put("title", title);
        detail.put("fileName", fileName);
        detail.put("owner", owner);
        detail.put("validFrom", validFrom.toString());
        if (expiresOn != null) {
            detail.put("expiresOn", expiresOn.toString());
        }
        if (replaces != null) {
            detail.put("replaces", replaces);
        }
        detail.put("sha256", sha256.hex());
        detail.put("size", size);
        return detail;
    }

    private static DocumentKind kind(String text) {
        try {
            return DocumentKind.valueOf(text);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidRequest("Say of which kind the document is.");
        }
    }
}
