package io.exhibit.kernel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A link within Exhibit: a path and what is asked of it, escaped; what is empty is left out. */
public record Address(String text) {

    public static Address of(String path) {
        return new Address(path);
    }

    public Address with(String name, @Nullable Object value) {
        String given = value == null ? "" : value.toString();
        if (given.isBlank()) {
            return this;
        }
        String joint = text.indexOf('?') < 0 ? "?" : "&";
        return new Address(text + joint + escaped(name) + "=" + escaped(given));
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return text;
    }
}
