package io.exhibit.packs.pdf;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.LocalAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.jspecify.annotations.Nullable;

/** The certificates of a bank: a root, one that signs reports, one that stamps time, and a list that says that none is revoked. */
public final class BankCertificates {

    public static final char[] PASSPHRASE = "a passphrase of the test".toCharArray();

    private static final AtomicInteger SERIAL = new AtomicInteger(1);

    private final Instant now = Clock.systemUTC().instant();
    private final KeyPair rootKey = keys("EC", 256);
    private final KeyPair stampKey = keys("EC", 256);
    private final KeyPair key;
    private final X509Certificate root;
    private final X509Certificate stamping;
    private final X509Certificate certificate;

    public BankCertificates(String kind, int bits) {
        this.key = keys(kind, bits);
        this.root = certify("CN=Root of Example Bank", rootKey, null, Duration.ofDays(3_650));
        this.stamping =
                certify("CN=Time of Example Bank", stampKey, KeyPurposeId.id_kp_timeStamping, Duration.ofDays(365));
        this.certificate = signing(Duration.ofDays(365), KeyUsage.digitalSignature | KeyUsage.nonRepudiation);
    }

    /** A certificate of the key that signs, which ends after so long and may be used for so much. */
    public X509Certificate signing(Duration life, int uses) {
        return certify("CN=Evidence packs,O=Example Bank N.A.", key, uses, life);
    }

    public Signatory signatory() {
        return new Signatory(key.getPrivate(), List.of(certificate, root), null);
    }

    public X509Certificate root() {
        return root;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** As an operator keeps it. */
    public Path keystore(Path file) {
        return keystore(file, certificate);
    }

    public Path keystore(Path file, X509Certificate other) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSPHRASE);
            store.setKeyEntry("packs", key.getPrivate(), PASSPHRASE, new Certificate[] {other, root});
            store.store(out, PASSPHRASE);
            return file;
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public byte[] crl() {
        try {
            return new JcaX509v2CRLBuilder(root, Date.from(now.minus(Duration.ofHours(1))))
                    .setNextUpdate(Date.from(now.plus(Duration.ofDays(7))))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKey.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public String pem() {
        return LocalAuthority.pem(root);
    }

    /** The time of now over a signature, said by an authority in this process. */
    public Optional<byte[]> token(byte[] signature) {
        try {
            var calculators = new JcaDigestCalculatorProviderBuilder().build();
            var generator = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", stampKey.getPrivate(), stamping),
                    calculators.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            generator.addCertificates(new JcaCertStore(List.of(stamping, root)));
            byte[] digest = Sha256.of(signature).bytes();
            var question = new TimeStampRequestGenerator();
            question.setCertReq(true);
            return Optional.of(generator
                    .generate(
                            question.generate(TSPAlgorithms.SHA256, digest),
                            BigInteger.valueOf(SERIAL.incrementAndGet()),
                            Date.from(Clock.systemUTC().instant()))
                    .getEncoded());
        } catch (IOException | TSPException | OperatorException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private X509Certificate certify(String name, KeyPair owner, @Nullable Object use, Duration life) {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Root of Example Bank"),
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(now.minus(Duration.ofDays(2))),
                Date.from(now.minus(Duration.ofDays(2)).plus(life)),
                new X500Name(name),
                owner.getPublic());
        try {
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(owner.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(rootKey.getPublic()));
            switch (use) {
                case KeyPurposeId purpose ->
                    builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
                case Integer uses -> builder.addExtension(Extension.keyUsage, true, new KeyUsage(uses));
                case null, default -> {
                    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                    builder.addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                }
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKey.getPrivate())));
        } catch (IOException | OperatorException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static KeyPair keys(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (!kind.equals("Ed25519")) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
