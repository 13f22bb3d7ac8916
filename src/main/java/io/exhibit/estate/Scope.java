package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** Which part of the estate: all of it, one system (system:code), or every system with a regulatory tag (tag:name). */
public record Scope(String text) {

    public static final Scope ALL = new Scope("all");

    private static final Pattern SYSTEM = Pattern.compile("system:[a-z0-9][a-z0-9-]{0,62}");
    private static final Set<String> TAGS =
            Set.of("tag:cardholder-data", "tag:critical-function", "tag:customer-data", "tag:third-party");

    public Scope {
        if (!text.equals("all") && !TAGS.contains(text) && !SYSTEM.matcher(text).matches()) {
            throw new InvalidRequest("scope is written all, system:<code> or tag:<cardholder-data, critical-function,"
                    + " customer-data or third-party>.");
        }
    }

    /** Reads a scope as it stands in a URL; empty means all. */
    public static Scope parse(String text) {
        return text.isBlank() ? ALL : new Scope(text.strip());
    }

    /** The scope in words. */
    public String title() {
        return switch (text) {
            case "all" -> "Whole estate";
            case "tag:cardholder-data" -> "Cardholder data environment";
            case "tag:critical-function" -> "Critical or important functions";
            case "tag:customer-data" -> "Customer data";
            case "tag:third-party" -> "Third-party systems";
            default -> "System " + text.substring("system:".length());
        };
    }
}
