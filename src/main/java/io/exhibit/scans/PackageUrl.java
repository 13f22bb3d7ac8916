package io.exhibit.scans;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A package URL taken apart: its type in small letters, its path as it stands there, version and qualifiers empty where it has none. */
record PackageUrl(String type, String path, String version, String qualifiers) {

    private static final Pattern FORM = Pattern.compile(
            "pkg:(?<type>[A-Za-z0-9.+-]+)/(?<path>[^@?#]+)(@(?<version>[^?#]*))?(\\?(?<qualifiers>[^#]*))?(#.*)?");

    static Optional<PackageUrl> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new PackageUrl(
                        form.group("type").toLowerCase(Locale.ROOT),
                        form.group("path"),
                        given(form.group("version")),
                        given(form.group("qualifiers"))))
                : Optional.empty();
    }

    /** The path without percent signs. */
    String name() {
        return plain(path);
    }

    String plainVersion() {
        return plain(version);
    }

    /** Empty: it is not given. */
    String qualifier(String name) {
        for (String one : qualifiers.split("&", -1)) {
            if (one.startsWith(name + "=")) {
                return plain(one.substring(name.length() + 1));
            }
        }
        return "";
    }

    static String plain(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException damaged) {
            return text;
        }
    }

    private static String given(@Nullable String part) {
        return part == null ? "" : part;
    }
}
