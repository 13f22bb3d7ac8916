package io.exhibit.packs;

import io.exhibit.packs.pdf.Signatory;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a demonstration signs with: a certificate that nobody issued, says so in its name, and is gone when the process ends. */
@Component
class DemoCertificate {

    static final String NAME = "DEMONSTRATION made by Exhibit itself";

    private static final Duration LIFE = Duration.ofDays(365);

    private final Clock clock;
    private @Nullable Signatory made;

    DemoCertificate(Clock clock) {
        this.clock = clock;
    }

    synchronized Signatory get() {
        Signatory known = made;
        if (known == null
                || clock.instant().isAfter(known.certificate().getNotAfter().toInstant())) {
            known = make(clock.instant());
            made = known;
        }
        return known;
    }

    private static Signatory make(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(3_072);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.O, "No real institution")
                    .addRDN(BCStyle.CN, NAME)
                    .build();
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(LIFE)),
                    name,
                    pair.getPublic());
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
            return new Signatory(
                    pair.getPrivate(),
                    List.of(new JcaX509CertificateConverter().getCertificate(builder.build(signer))),
                    null);
        } catch (GeneralSecurityException | OperatorCreationException | IOException failed) {
            throw new IllegalStateException("Every Java platform has RSA", failed);
        }
    }
}
