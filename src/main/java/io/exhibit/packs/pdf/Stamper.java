package io.exhibit.packs.pdf;

import java.util.Optional;

/** Has an authority stamp the time on a signature (RFC 3161): its token, or nothing where there is none to be had. */
@FunctionalInterface
public interface Stamper {

    Optional<byte[]> token(byte[] signature);
}
