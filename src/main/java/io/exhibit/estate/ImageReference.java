package io.exhibit.estate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An image as people write it, taken apart: repository without the default registry, tag and manifest digest where given. */
public record ImageReference(
        String repository, @Nullable String tag, @Nullable String digest) {

    private static final Pattern HASH = Pattern.compile("(?=.*[0-9])[0-9a-f]{7,64}");
    private static final Set<String> VERSION_WORDS =
            Set.of("latest", "rc", "alpha", "beta", "snapshot", "final", "ga", "release", "build", "sha");

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

    /** Repository and tag, as people write it; the repository alone where there is no tag. */
    public String name() {
        return tag == null ? repository : repository + ":" + tag;
    }

    /**
     * What stays the same from one version of an image to the next: the repository and the words of its tag. A repository can hold
     * several lines side by side (app:1.4-alpine, app:1.4-debian); versions, dates and hashes do not make a line of their own.
     */
    public String lineage() {
        String words = tag == null
                ? ""
                : Arrays.stream(tag.split("[^A-Za-z0-9]+"))
                        .map(part -> HASH.matcher(part).matches() ? "" : part.replaceAll("[0-9]+", ""))
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .filter(part -> part.length() > 1 && !VERSION_WORDS.contains(part))
                        .collect(Collectors.joining("-"));
        return words.isEmpty() ? repository : repository + ":" + words;
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
