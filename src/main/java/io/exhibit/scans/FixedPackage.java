package io.exhibit.scans;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A version of a package, written so that it can be compared with what scanners show: the name in small letters with the group, the scope
 * or the path where a package has one, and apart from it the distribution of a package that is of one.
 */
record FixedPackage(String type, String namespace, String name, String version) {

    private static final List<String> OF_DISTRIBUTIONS = List.of("deb", "apk", "rpm");

    /** Of a package URL with a version; what is not written as package URLs are is compared with nothing. */
    static Optional<FixedPackage> of(String purl) {
        return PackageUrl.parse(purl)
                .filter(url -> !url.version().isBlank())
                .map(FixedPackage::of)
                .filter(one -> isPlain(one.name() + one.namespace() + one.version()));
    }

    private static FixedPackage of(PackageUrl url) {
        String path = url.path().toLowerCase(Locale.ROOT);
        int end = path.lastIndexOf('/');
        String before = end < 0 ? "" : path.substring(0, end);
        String name = path.substring(end + 1);
        String version = version(url);
        if (OF_DISTRIBUTIONS.contains(url.type())) {
            return new FixedPackage(url.type(), distribution(before), name, version);
        }
        return new FixedPackage(
                url.type(),
                "",
                switch (url.type()) {
                    case "maven" -> before + ":" + name;
                    case "pypi" -> path.replaceAll("[-_.]+", "-");
                    default -> path;
                },
                version);
    }

    /** An rpm has its epoch in a qualifier, or before the version; a Go module's version begins with a v that scanners leave out. */
    private static String version(PackageUrl url) {
        String version = url.version().strip();
        if (url.type().equals("golang")) {
            return version.replaceFirst("^v", "");
        }
        if (!url.type().equals("rpm")) {
            return version;
        }
        String epoch = url.qualifier("epoch");
        return (epoch.isEmpty() || version.contains(":") ? version : epoch + ":" + version).replaceFirst("^0:", "");
    }

    /** As scanners call it; all of one maker's are one where package URLs do not tell them apart. */
    private static String distribution(String namespace) {
        String family = GrypePackage.family(namespace);
        if (family.startsWith("suse")) {
            return "suse";
        }
        return family.startsWith("opensuse") ? "opensuse" : family;
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
