package io.exhibit.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.jspecify.annotations.Nullable;

/** A timestamp authority on this machine: a root, a certificate for stamping time, and answers as they are wanted. */
public final class LocalAuthority implements AutoCloseable {

    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2049-01-01T00:00:00Z");
    private static final AtomicInteger SERIAL = new AtomicInteger(1);

    private final KeyPair rootKey = keys();
    private final KeyPair key = keys();
    private final X509Certificate root;
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile X509Certificate certificate;
    private volatile Answering answering;

    public LocalAuthority() throws IOException {
        this.root = certify("CN=Root of the test", rootKey, null, END);
        this.certificate = certify("CN=Time of the test", key, KeyPurposeId.id_kp_timeStamping, END);
        this.answering = this::stamp;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", this::answer);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    /** What it answers to a question. */
    @FunctionalInterface
    public interface Answering {
        byte[] to(byte[] question) throws IOException;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/stamp";
    }

    public int asked() {
        return asked.get();
    }

    public void answers(Answering other) {
        this.answering = other;
    }

    /** What is to be believed, in PEM. */
    public String trust() {
        return pem(root);
    }

    public static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** As an operator sets it, with what is to be believed in that file. */
    public Stamping stamping(Path certificates) {
        try {
            Files.writeString(certificates, trust());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Stamping(new TimestampAnchor.Settings(
                url(), certificates.toString(), Duration.ofHours(1), Duration.ofSeconds(10)));
    }

    byte[] stamp(byte[] question) {
        return stamp(question, Clock.systemUTC().instant(), "SHA256withRSA");
    }

    byte[] stamp(byte[] question, Instant at, String algorithm) {
        try {
            TimeStampRequest request = new TimeStampRequest(question);
            var calculators = new JcaDigestCalculatorProviderBuilder().build();
            var generator = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build(algorithm, key.getPrivate(), certificate),
                    calculators.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            generator.addCertificates(new JcaCertStore(List.of(certificate, root)));
            return new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED)
                    .generate(request, BigInteger.valueOf(SERIAL.incrementAndGet()), Date.from(at))
                    .getEncoded();
        } catch (IOException | TSPException | OperatorException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** From now on with a certificate for another purpose, or one that ended. */
    void certified(KeyPurposeId purpose, Instant end) {
        this.certificate = certify("CN=Time of the test", key, purpose, end);
    }

    private X509Certificate certify(String name, KeyPair owner, @Nullable KeyPurposeId purpose, Instant end) {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Root of the test"),
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(START),
                Date.from(end),
                new X500Name(name),
                owner.getPublic());
        try {
            if (purpose == null) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            }
            PrivateKey issuer = rootKey.getPrivate();
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuer)));
        } catch (IOException | OperatorException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            byte[] answer = answering.to(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (UncheckedIOException closed) {
            throw closed.getCause();
        }
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
