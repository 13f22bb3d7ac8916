package io.exhibit.estate;

import io.exhibit.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a scan says of an image itself; imageId is the digest of its configuration, not of its manifest. */
public record ImageFacts(
        ImageReference reference,
        @Nullable String imageId,
        @Nullable String osFamily,
        @Nullable String osName,
        @Nullable Boolean osEndOfLife,
        @Nullable Instant builtAt,
        @Nullable Base base) {

    private static final int LONGEST = 500;

    /** The image that it was built on, as its own labels say; digest null: they say none. */
    public record Base(String name, @Nullable String digest) {

        /** From the values of the labels org.opencontainers.image.base.name and .digest; null: they name none. */
        public static @Nullable Base of(@Nullable String name, @Nullable String digest) {
            String plain = name == null ? "" : Text.clean(name.strip(), LONGEST);
            String whole = digest != null && Names.isDigest(digest.strip()) ? digest.strip() : null;
            return plain.isEmpty() ? null : new Base(plain, whole);
        }
    }

    /** Of an image of which nobody says on what it was built. */
    public ImageFacts(
            ImageReference reference,
            @Nullable String imageId,
            @Nullable String osFamily,
            @Nullable String osName,
            @Nullable Boolean osEndOfLife,
            @Nullable Instant builtAt) {
        this(reference, imageId, osFamily, osName, osEndOfLife, builtAt, null);
    }

    /** The same by another name. */
    public ImageFacts called(ImageReference other) {
        return new ImageFacts(other, imageId, osFamily, osName, osEndOfLife, builtAt, base);
    }

    /** By manifest digest where there is one, else by image id, else by tag, which can move. */
    String identity() {
        if (reference.digest() != null) {
            return reference.repository() + "@" + reference.digest();
        }
        if (imageId != null) {
            return reference.repository() + "#" + imageId;
        }
        return reference.repository() + ":" + (reference.tag() == null ? "" : reference.tag());
    }
}
