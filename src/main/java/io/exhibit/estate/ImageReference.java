package io.exhibit.estate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An image as people write it, taken apart: repository without the default registry, tag and manifest digest where given. */
public record ImageReference(String repository, @Nullable String tag, @Nullable String digest) {

    public static ImageReference parse(String text) {
        String rest = text.strip();
        String digest = null;
        int at = rest.indexOf('@');
        if (at > 0) {
            digest = rest.substring(at + 1);
            rest = rest.substring(0, at);
        }
        String tag = null;
        int colon = rest.lastIndexOf(':');
        // A colon before the last slash belongs to a registry's port.
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        return new ImageReference(plain(rest), tag, digest != null && digest.startsWith("sha256:") ? digest : null);
    }

    private static String plain(String repository) {
        String name = repository.toLowerCase(Locale.ROOT).startsWith("index.docker.io/")
                ? repository.substring("index.".length())
                : repository;
        if (name.startsWith("docker.io/")) {
            name = name.substring("docker.io/".length());
        }
        return name.startsWith("library/") ? name.substring("library/".length()) : name;
    }
}
