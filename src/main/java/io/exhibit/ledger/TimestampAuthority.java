package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** An authority that says what time it is over a digest (RFC 3161), and the certificates by which it is believed. */
final class TimestampAuthority {

    private static final Set<ASN1ObjectIdentifier> STRONG =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

    private final Set<X509Certificate> trusted;
    private final SecureRandom random = new SecureRandom();

    private TimestampAuthority(Set<X509Certificate> trusted) {
        this.trusted = trusted;
    }

    /** Certificates: PEM or DER, of the authorities at the end of the chain. */
    static TimestampAuthority trusting(byte[] certificates) throws Unusable {
        try {
            Set<X509Certificate> trusted = new HashSet<>();
            for (Certificate one : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates))) {
                trusted.add((X509Certificate) one);
            }
            if (!trusted.isEmpty()) {
                return new TimestampAuthority(trusted);
            }
        } catch (CertificateException malformed) {
            // Told below.
        }
        throw new Unusable("the file of trusted certificates has none that can be read");
    }

    /** A question about these bytes that nobody asked before. */
    TimeStampRequest question(byte[] bytes) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA256, Sha256.of(bytes).bytes(), new BigInteger(64, random));
    }

    /** Ends well when the answer is to that question and an authority that is trusted gave it. */
    Stamp read(TimeStampRequest question, byte[] answer) throws Unusable {
        try {
            // Refuses what follows the answer, which the next line would pass over.
            ASN1Primitive.fromByteArray(answer);
            TimeStampResponse response = new TimeStampResponse(answer);
            TimeStampToken token = response.getTimeStampToken();
            if (token == null) {
                throw new Unusable("the authority did not grant a timestamp, status " + response.getStatus());
            }
            response.validate(question);
            X509Certificate signer = signer(token);
            requireStrong(token);
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            Instant at = token.getTimeStampInfo().getGenTime().toInstant();
            requireTrusted(signer, token);
            return new Stamp(at, Text.clean(signer.getSubjectX500Principal().getName(), 200), answer);
        } catch (TSPException
                | IOException
                | CMSException
                | OperatorCreationException
                | GeneralSecurityException
                | RuntimeException wrong) {
            throw new Unusable(
                    "the answer is no timestamp that holds: " + Text.clean(String.valueOf(wrong.getMessage()), 200));
        }
    }

    private X509Certificate signer(TimeStampToken token) throws CertificateException, Unusable {
        for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
            if (token.getSID().match(one)) {
                return new JcaX509CertificateConverter().getCertificate(one);
            }
        }
        throw new Unusable("the answer lacks the certificate that it was signed with");
    }

    private static void requireStrong(TimeStampToken token) throws CMSException, Unusable {
        for (SignerInformation signer : token.toCMSSignedData().getSignerInfos()) {
            if (!STRONG.contains(signer.getDigestAlgorithmID().getAlgorithm())) {
                throw new Unusable("the timestamp is signed over a digest that is too weak");
            }
        }
    }

    /** A chain to a trusted certificate, as of the time that is stamped. Revocation is not asked about: that needs another network. */
    private void requireTrusted(X509Certificate signer, TimeStampToken token) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        trusted.forEach(one -> anchors.add(new TrustAnchor(one, null)));
        List<Certificate> known = new ArrayList<>(trusted);
        for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
            known.add(new JcaX509CertificateConverter().getCertificate(one));
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setRevocationEnabled(false);
        parameters.setDate(token.getTimeStampInfo().getGenTime());
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        CertPathBuilder.getInstance("PKIX").build(parameters);
    }
}
