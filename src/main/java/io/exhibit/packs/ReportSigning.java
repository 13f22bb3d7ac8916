package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Text;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.Stamp;
import io.exhibit.ledger.Stamping;
import io.exhibit.ledger.Unusable;
import io.exhibit.packs.pdf.PdfSignature;
import io.exhibit.packs.pdf.Signatory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs the report of a pack with the bank's certificate, a demonstration's with one of its own, and asks for the time where an authority is set. */
@Component
class ReportSigning {

    private static final Logger LOG = LoggerFactory.getLogger(ReportSigning.class);
    private static final int ATTEMPTS = 3;
    private static final int SHORTEST_RSA = 2_048;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;

    private final SigningCertificate certificate;
    private final DemoCertificate demonstration;
    private final Stamping authority;
    private final Clock clock;

    ReportSigning(SigningCertificate certificate, DemoCertificate demonstration, Stamping authority, Clock clock) {
        this.certificate = certificate;
        this.demonstration = demonstration;
        this.authority = authority;
        this.clock = clock;
    }

    /** Who will sign the pack's report, if anybody; asked before it is made, so that nothing is made in vain. */
    Optional<Signatory> signatory(PackView pack) {
        Optional<Signatory> set = certificate.read();
        set.ifPresent(signatory -> insistOn(signatory.certificate()));
        return set.isEmpty() && pack.demo() ? Optional.of(demonstration.get()) : set;
    }

    private void insistOn(X509Certificate read) {
        Instant now = clock.instant();
        if (now.isAfter(read.getNotAfter().toInstant())) {
            throw refusal("has ended on " + Written.day(read.getNotAfter().toInstant()));
        }
        if (now.isBefore(read.getNotBefore().toInstant())) {
            throw refusal("holds only from " + Written.day(read.getNotBefore().toInstant()) + " on");
        }
        boolean[] uses = read.getKeyUsage();
        if (uses != null && !uses[DIGITAL_SIGNATURE] && !uses[NON_REPUDIATION]) {
            throw refusal("is not one for signatures");
        }
        if (!isReadable(read)) {
            throw refusal(
                    "has a key that readers of PDF do not know, or take for too short: RSA of 2,048 bits or more, or EC");
        }
    }

    private static boolean isReadable(X509Certificate read) {
        return read.getPublicKey() instanceof RSAKey rsa
                ? rsa.getModulus().bitLength() >= SHORTEST_RSA
                : read.getPublicKey() instanceof ECKey;
    }

    private static UnsoundPack refusal(String reason) {
        return new UnsoundPack("The report cannot be signed: its certificate " + reason + ".");
    }

    /** Puts the signed report in the place of the one that is not. */
    ReportSignature sign(PackView pack, Signatory signatory, Path report) throws IOException {
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AtomicReference<@Nullable Stamp> stamp = new AtomicReference<>();
        Path signed = report.resolveSibling("signed.pdf");
        X509Certificate of = signatory.certificate();
        String name = Text.clean(of.getSubjectX500Principal().toString(), 300);
        new PdfSignature(signatory, signature -> token(signature, stamp))
                .sign(report, signed, name, "Evidence pack " + pack.id(), at);
        Files.move(signed, report, StandardCopyOption.REPLACE_EXISTING);
        Stamp stamped = stamp.get();
        return new ReportSignature(
                name,
                digest(of),
                of.getNotAfter().toInstant(),
                at,
                stamped == null ? null : stamped.authority(),
                stamped == null ? null : stamped.at());
    }

    static Sha256 digest(X509Certificate certificate) {
        try {
            return Sha256.of(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("It was read from its encoding", impossible);
        }
    }

    /** A pack is not held up by an authority that is away: then it has none of its times, and says so. */
    private Optional<byte[]> token(byte[] signature, AtomicReference<@Nullable Stamp> kept) {
        for (int attempt = 0; authority.isWanted() && attempt < ATTEMPTS; attempt++) {
            try {
                Stamp stamp = authority.over(signature);
                if (stamp.token().length <= PdfSignature.LARGEST_TOKEN) {
                    kept.set(stamp);
                    return Optional.of(stamp.token());
                }
                LOG.warn("The signature of a report got a timestamp that is too large for it");
            } catch (Unusable none) {
                LOG.warn("The signature of a report got no timestamp: {}", none.reason());
            }
        }
        return Optional.empty();
    }
}
