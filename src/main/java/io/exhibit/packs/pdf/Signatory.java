package io.exhibit.packs.pdf;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who signs documents: a key, its certificate with those that it was issued by, and where the key is when that is no file. */
public record Signatory(
        PrivateKey key,
        List<X509Certificate> chain,
        @Nullable Provider device) {

    public X509Certificate certificate() {
        return chain.getFirst();
    }
}
