package io.exhibit.packs;

import io.exhibit.packs.pdf.Signatory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** The bank's certificate and its key, from a file (PKCS#12) or a device (PKCS#11), read anew for each pack: what is replaced is in use at once. */
@Component
class SigningCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(SigningCertificate.class);

    private final Settings settings;
    private @Nullable Provider device;

    SigningCertificate(Settings settings) {
        this.settings = settings;
    }

    /** Where a key is kept. */
    enum Kind {
        PKCS12,
        PKCS11
    }

    /** Keystore: the file, or for a device the configuration of Java's reader of such devices; empty: there is no certificate. */
    @ConfigurationProperties("exhibit.packs.signature")
    record Settings(
            @DefaultValue("") String keystore,
            @DefaultValue("PKCS12") Kind type,
            @DefaultValue("") String alias,
            @DefaultValue("") String passphrase) {

        /** Nothing that is logged has the passphrase in it. */
        @Override
        public String toString() {
            return "Settings[keystore=" + keystore + ", type=" + type + ", alias=" + alias + "]";
        }
    }

    /** Who signs, where the operator has set it; ends with the reason, for the officer, when it is set and cannot be read. */
    Optional<Signatory> read() {
        if (settings.keystore().isBlank()) {
            return Optional.empty();
        }
        try {
            KeyStore store = settings.type() == Kind.PKCS11 ? device() : file();
            return Optional.of(signatory(store, alias(store)));
        } catch (IOException | GeneralSecurityException | ProviderException | InvalidParameterException failed) {
            LOG.warn(
                    "The certificate that reports are signed with cannot be read from {}", settings.keystore(), failed);
            throw new UnsoundPack(
                    "The report cannot be signed: its certificate is set and cannot be read. The file or the device is not"
                            + " there, or the passphrase does not open it; the log has the cause.");
        }
    }

    private KeyStore file() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(settings.keystore()))) {
            store.load(in, settings.passphrase().toCharArray());
        }
        return store;
    }

    private synchronized KeyStore device() throws IOException, GeneralSecurityException {
        Provider reader = device;
        if (reader == null) {
            Provider unset = Security.getProvider("SunPKCS11");
            if (unset == null) {
                throw new GeneralSecurityException(
                        "This Java has no reader of PKCS#11 devices (module jdk.crypto.cryptoki)");
            }
            reader = unset.configure(settings.keystore());
            device = reader;
        }
        KeyStore store = KeyStore.getInstance("PKCS11", reader);
        store.load(null, settings.passphrase().toCharArray());
        return store;
    }

    private String alias(KeyStore store) throws GeneralSecurityException {
        if (!settings.alias().isBlank()) {
            return settings.alias();
        }
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.size() == 1) {
            return keys.getFirst();
        }
        throw new UnsoundPack("The report cannot be signed: " + keys.size()
                + " keys are where its certificate is. Name one by its alias.");
    }

    private Signatory signatory(KeyStore store, String alias) throws GeneralSecurityException {
        char[] passphrase = settings.passphrase().toCharArray();
        List<X509Certificate> chain = new ArrayList<>();
        Certificate[] certificates = store.getCertificateChain(alias);
        for (Certificate one : certificates == null ? new Certificate[0] : certificates) {
            chain.add((X509Certificate) one);
        }
        if (store.getKey(alias, passphrase) instanceof PrivateKey key && !chain.isEmpty()) {
            return new Signatory(key, chain, settings.type() == Kind.PKCS11 ? store.getProvider() : null);
        }
        throw new UnsoundPack(
                "The report cannot be signed: under the alias that is set there is no key with a certificate.");
    }
}
