package io.exhibit.scans;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A package URL taken apart: the type in lower case, path and version decoded; empty: there is none. */
record PackageUrl(String type, String path, String version, String qualifiers) {

    private static final Pattern PURL = Pattern.compile(
            "pkg:(?<type>[A-Za-z0-9.+-]+)/(?<path>[^@?#]+)(@(?<version>[^?#]*))?(\\?(?<qualifiers>[^#]*))?(#.*)?");

    /** Where the namespace is a part of the name that people and scanners use. */
    private static final Set<String> NAMED_WITH_NAMESPACE =
            Set.of("npm", "golang", "composer", "swift", "github", "bitbucket", "githubactions");

    static Optional<PackageUrl> parse(String text) {
        Matcher purl = PURL.matcher(text);
        return purl.matches()
                ? Optional.of(new PackageUrl(
                        purl.group("type").toLowerCase(Locale.ROOT),
                        plain(purl.group("path")),
                        purl.group("version") == null ? "" : plain(purl.group("version")),
                        purl.group("qualifiers") == null ? "" : purl.group("qualifiers")))
                : Optional.empty();
    }

    String qualifier(String name) {
        for (String one : qualifiers.split("&", -1)) {
            if (one.startsWith(name + "=")) {
                return plain(one.substring(name.length() + 1));
            }
        }
        return "";
    }

    boolean isImage() {
        return type.equals("oci") || type.equals("docker");
    }

    /** Of an image; empty: it does not say. Without another registry named, docker is Docker Hub's. */
    String repository() {
        String place = qualifier("repository_url").replaceFirst("^https?://", "");
        if (type.equals("docker")) {
            return place.isEmpty() ? path : place + "/" + path;
        }
        return place.isEmpty() || place.endsWith("/" + path) ? place : place + "/" + path;
    }

    /** The name that scanners give such a package; own: how the document calls it. */
    String listedName(String own) {
        int last = path.lastIndexOf('/');
        if (type.equals("maven") && last > 0) {
            return path.substring(0, last).replace('/', '.') + ":" + path.substring(last + 1);
        }
        return NAMED_WITH_NAMESPACE.contains(type) ? path : own;
    }

    /** The version that scanners give such a package: with its epoch, which package URLs of RPM keep elsewhere. */
    String listedVersion(String own) {
        String said = own.isEmpty() ? version : own;
        String epoch = qualifier("epoch");
        return said.isEmpty() || said.contains(":") || epoch.isEmpty() || epoch.equals("0") ? said : epoch + ":" + said;
    }

    private static String plain(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException damaged) {
            return text;
        }
    }
}
