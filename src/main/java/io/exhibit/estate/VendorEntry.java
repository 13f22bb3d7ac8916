package io.exhibit.estate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person enters about a vendor; days are those of the contract for a fix of what is critical and high, null: none agreed. */
public record VendorEntry(
        String name,
        Relationship relationship,
        boolean critical,
        String owner,
        String ownerEmail,
        String description,
        @Nullable Integer criticalDays,
        @Nullable Integer highDays) {

    Map<String, Object> detail(String code) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("vendor", code);
        detail.put("name", name);
        detail.put("relationship", relationship.name());
        detail.put("critical", critical);
        detail.put("owner", owner);
        detail.put("ownerEmail", ownerEmail);
        detail.put("description", description);
        if (criticalDays != null) {
            detail.put("criticalDays", criticalDays);
        }
        if (highDays != null) {
            detail.put("highDays", highDays);
        }
        return detail;
    }

    static VendorEntry of(JsonNode detail) {
        return new VendorEntry(
                detail.get("name").asString(),
                Relationship.valueOf(detail.get("relationship").asString()),
                detail.get("critical").asBoolean(),
                detail.get("owner").asString(),
                detail.get("ownerEmail").asString(),
                detail.get("description").asString(),
                days(detail, "criticalDays"),
                days(detail, "highDays"));
    }

    private static @Nullable Integer days(JsonNode detail, String name) {
        JsonNode days = detail.get(name);
        return days == null ? null : days.asInt();
    }
}
