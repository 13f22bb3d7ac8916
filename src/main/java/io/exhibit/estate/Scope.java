package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import java.util.regex.Pattern;

/** What part of the estate is asked about: all, one system, or the systems with a regulatory tag. */
public record Scope(String text) {

    private static final Pattern FORM = Pattern.compile(
            "all|system:[a-z0-9][a-z0-9-]{0,62}|tag:(cardholder-data|critical-function|customer-data|third-party)");

    /** Reads all, system:code or tag:name. */
    public static Scope parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidRequest("scope is all, system:<code> or tag:<name>.");
        }
        return new Scope(text);
    }
}
