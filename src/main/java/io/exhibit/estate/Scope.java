package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import java.util.List;
import java.util.regex.Pattern;

/** Which part of the estate: all of it, one system (system:code), or every system with a regulatory tag (tag:name). */
public record Scope(String text) {

    public static final Scope ALL = new Scope("all");

    /** The whole scope of PCI DSS: in the cardholder data environment, connected to it, or able to affect its security. */
    public static final Scope PCI = new Scope("tag:pci");

    private static final Pattern SYSTEM = Pattern.compile("system:[a-z0-9][a-z0-9-]{0,62}");

    public Scope {
        if (title(text).isEmpty() && !SYSTEM.matcher(text).matches()) {
            throw new InvalidRequest("scope is written all, system:<code> or tag:<pci, cardholder-data, pci-connected,"
                    + " pci-security-impacting, critical-function, customer-data or third-party>.");
        }
    }

    /** Those that are about no one system, all first. */
    public static List<Scope> general() {
        return List.of(
                ALL,
                PCI,
                new Scope("tag:cardholder-data"),
                new Scope("tag:pci-connected"),
                new Scope("tag:pci-security-impacting"),
                new Scope("tag:critical-function"),
                new Scope("tag:customer-data"),
                new Scope("tag:third-party"));
    }

    /** Reads a scope as it stands in a URL; empty means all. */
    public static Scope parse(String text) {
        return text.isBlank() ? ALL : new Scope(text.strip());
    }

    /** The scope in words. */
    public String title() {
        String general = title(text);
        return general.isEmpty() ? "System " + text.substring("system:".length()) : general;
    }

    private static String title(String text) {
        return switch (text) {
            case "all" -> "Whole estate";
            case "tag:pci" -> "PCI DSS scope";
            case "tag:cardholder-data" -> "Cardholder data environment";
            case "tag:pci-connected" -> "Connected to the cardholder data environment";
            case "tag:pci-security-impacting" -> "Able to affect the security of the cardholder data environment";
            case "tag:critical-function" -> "Critical or important functions";
            case "tag:customer-data" -> "Customer data";
            case "tag:third-party" -> "Third-party systems";
            default -> "";
        };
    }
}
