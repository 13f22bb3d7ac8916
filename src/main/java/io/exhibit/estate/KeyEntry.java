package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person says of a key; document: the entry of a document in the vendor's file that names it, null: none does. */
public record KeyEntry(
        String pem,
        String keyHint,
        String origin,
        @Nullable Long document,
        LocalDate validFrom,
        @Nullable LocalDate validUntil) {

    private static final int LONGEST = 500;
    private static final int LONGEST_PEM = 8_000;

    /** As it came in a form. */
    static KeyEntry of(Map<String, String> fields) {
        LocalDate from = Entered.day(text(fields, "validFrom"));
        if (from == null) {
            throw new InvalidRequest("Say from which day on what it signs counts.");
        }
        String document = text(fields, "document");
        if (!document.matches("[0-9]{0,15}")) {
            throw new InvalidRequest("A document is named by its ledger entry.");
        }
        return new KeyEntry(
                Text.clean(fields.getOrDefault("pem", ""), LONGEST_PEM).strip(),
                text(fields, "keyHint"),
                text(fields, "origin"),
                document.isEmpty() ? null : Long.valueOf(document),
                from,
                Entered.day(text(fields, "validUntil")));
    }

    static KeyEntry of(JsonNode detail) {
        JsonNode document = detail.get("document");
        JsonNode until = detail.get("validUntil");
        return new KeyEntry(
                detail.get("pem").asString(),
                detail.get("keyHint").asString(),
                detail.get("origin").asString(),
                document == null ? null : document.asLong(),
                LocalDate.parse(detail.get("validFrom").asString()),
                until == null ? null : LocalDate.parse(until.asString()));
    }

    Map<String, Object> detail(@Nullable String vendor, VerifyingKey key) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("vendor", vendor == null ? "" : vendor);
        detail.put("fingerprint", key.fingerprint());
        detail.put("algorithm", key.algorithm());
        detail.put("pem", pem);
        detail.put("keyHint", keyHint);
        detail.put("origin", origin);
        if (document != null) {
            detail.put("document", document);
        }
        detail.put("validFrom", validFrom.toString());
        if (validUntil != null) {
            detail.put("validUntil", validUntil.toString());
        }
        return detail;
    }

    private static String text(Map<String, String> fields, String name) {
        return Text.clean(fields.getOrDefault(name, ""), LONGEST).strip();
    }
}
