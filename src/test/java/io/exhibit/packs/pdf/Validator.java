package io.exhibit.packs.pdf;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.simplereport.jaxb.XmlTimestamp;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** The European Commission's validator of signatures (DSS), without a network: a root that is trusted, and its list of what is revoked. */
final class Validator {

    private final CommonCertificateVerifier verifier = new CommonCertificateVerifier();

    Validator(X509Certificate root, byte[] revoked) {
        var trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(new CertificateToken(root));
        verifier.setTrustedCertSources(trusted);
        verifier.setCrlSource(new ExternalResourcesCRLSource(new ByteArrayInputStream(revoked)));
        verifier.setAIASource(null);
        verifier.setOcspSource(null);
    }

    /** What it makes of one signature: whether it holds, of which level it is, and whether each time that was stamped on it holds. */
    record Opinion(Indication indication, SignatureLevel level, List<Indication> stamps) {}

    /** Of every signature in the file. */
    List<Opinion> opinions(Path file) {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file.toFile()));
        validator.setCertificateVerifier(verifier);
        SimpleReport report = validator.validateDocument().getSimpleReport();
        return report.getSignatureIdList().stream()
                .map(id -> new Opinion(
                        report.getIndication(id),
                        report.getSignatureFormat(id),
                        report.getSignatureTimestamps(id).stream()
                                .map(XmlTimestamp::getIndication)
                                .toList()))
                .toList();
    }
}
