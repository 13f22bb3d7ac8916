package io.exhibit.scans;

import io.exhibit.estate.ImageReference;
import java.util.regex.Pattern;

/**
 * A product of a statement, with at most one part of it. An image is known by its digest wherever it lies, or by its repository; a
 * name alone, a tag, or an id of another kind tells nothing that could be compared.
 */
record VexProduct(Kind kind, String product, String part, String repository, String digest) {

    /** What a product is known by. */
    enum Kind {
        IMAGE,
        PACKAGE,
        OTHER
    }

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    static VexProduct of(String product, String part) {
        return PackageUrl.read(product)
                .map(purl -> switch (purl.type()) {
                    case "oci" -> oci(product, part, purl);
                    case "docker" -> docker(product, part, purl);
                    default -> new VexProduct(Kind.PACKAGE, product, part, "", "");
                })
                .orElseGet(() -> named(product, part));
    }

    /** Named in a way that nothing here can be compared with. */
    static VexProduct incomparable(String product, String part) {
        return new VexProduct(Kind.OTHER, product, part, "", "");
    }

    /** Known by its bytes, wherever it lies and whatever it is part of. */
    boolean isByDigest() {
        return kind == Kind.IMAGE && !digest.isEmpty();
    }

    /** As people write images: repository@digest. */
    private static VexProduct named(String product, String part) {
        int at = product.indexOf('@');
        String digest = at < 0 ? "" : digest(product.substring(at + 1));
        return digest.isEmpty() ? incomparable(product, part) : new VexProduct(Kind.IMAGE, product, part, "", digest);
    }

    private static VexProduct oci(String product, String part, PackageUrl purl) {
        String name = purl.name();
        String place = purl.qualifier("repository_url");
        boolean whole = place.isEmpty() || place.endsWith("/" + name);
        return image(product, part, purl, whole ? place : place + "/" + name);
    }

    /** Without another registry named it is Docker Hub's. */
    private static VexProduct docker(String product, String part, PackageUrl purl) {
        String name = purl.name();
        String registry = purl.qualifier("repository_url");
        return image(product, part, purl, registry.isEmpty() ? name : registry + "/" + name);
    }

    private static VexProduct image(String product, String part, PackageUrl purl, String repository) {
        String version = purl.plainVersion();
        String digest = digest(version);
        if (!digest.isEmpty()) {
            return new VexProduct(Kind.IMAGE, product, part, "", digest);
        }
        boolean narrowed = !version.isEmpty() || !purl.qualifier("tag").isEmpty();
        return narrowed || repository.isEmpty()
                ? incomparable(product, part)
                : new VexProduct(
                        Kind.IMAGE,
                        product,
                        part,
                        ImageReference.parse(repository.replaceFirst("^https?://", ""))
                                .repository(),
                        "");
    }

    private static String digest(String text) {
        return DIGEST.matcher(text).matches() ? text : "";
    }
}
