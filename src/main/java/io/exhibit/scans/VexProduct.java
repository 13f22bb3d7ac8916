package io.exhibit.scans;

import io.exhibit.estate.ImageReference;
import java.util.Optional;
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
        Optional<PackageUrl> purl = PackageUrl.parse(product);
        if (purl.isEmpty()) {
            return named(product, part);
        }
        return purl.get().isImage()
                ? image(product, part, purl.get())
                : new VexProduct(Kind.PACKAGE, product, part, "", "");
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

    private static VexProduct image(String product, String part, PackageUrl purl) {
        String digest = digest(purl.version());
        if (!digest.isEmpty()) {
            return new VexProduct(Kind.IMAGE, product, part, "", digest);
        }
        boolean narrowed = !purl.version().isEmpty() || !purl.qualifier("tag").isEmpty();
        return narrowed || purl.repository().isEmpty()
                ? incomparable(product, part)
                : new VexProduct(
                        Kind.IMAGE,
                        product,
                        part,
                        ImageReference.parse(purl.repository()).repository(),
                        "");
    }

    private static String digest(String text) {
        return DIGEST.matcher(text).matches() ? text : "";
    }
}
