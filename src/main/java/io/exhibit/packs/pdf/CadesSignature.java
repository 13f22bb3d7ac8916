package io.exhibit.packs.pdf;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A signature over bytes that lie elsewhere (CAdES, detached), as ETSI EN 319 142-1 wants it inside a PDF. */
final class CadesSignature {

    private final Signatory signatory;
    private final Stamper stamper;

    CadesSignature(Signatory signatory, Stamper stamper) {
        this.signatory = signatory;
        this.stamper = stamper;
    }

    byte[] over(InputStream bytes) throws IOException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer());
            generator.addCertificates(new JcaCertStore(signatory.chain()));
            CMSSignedData signed = generator.generate(new Streamed(bytes), false);
            SignerInformation signer = signed.getSignerInfos().iterator().next();
            requireSound(signer);
            return stamped(signed, signer).getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | GeneralSecurityException failed) {
            throw new IOException("The key does not sign", failed);
        }
    }

    private SignerInfoGenerator signer() throws OperatorCreationException, GeneralSecurityException {
        JcaContentSignerBuilder content = new JcaContentSignerBuilder(algorithm());
        if (signatory.device() != null) {
            content.setProvider(signatory.device());
        }
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(attributes(
                        Sha256.of(signatory.certificate().getEncoded()).bytes()))
                .build(content.build(signatory.key()), signatory.certificate());
    }

    /** What readers of PDF know of the key's kind. */
    private String algorithm() {
        return signatory.certificate().getPublicKey() instanceof ECKey ? "SHA256withECDSA" : "SHA256withRSA";
    }

    /** With the certificate's digest. In a PDF the time stands outside, and the algorithms are not told twice. */
    private static CMSAttributeTableGenerator attributes(byte[] certificate) {
        var usual = new DefaultSignedAttributeTableGenerator();
        return parameters -> usual.getAttributes(parameters)
                .remove(CMSAttributes.signingTime)
                .remove(CMSAttributes.cmsAlgorithmProtect)
                .add(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new SigningCertificateV2(new ESSCertIDv2(certificate)));
    }

    /** A key that does not go with its certificate, or a device that answers nonsense, is found here and not by an examiner. */
    private void requireSound(SignerInformation signer) throws GeneralSecurityException, IOException {
        Signature check = Signature.getInstance(algorithm());
        check.initVerify(signatory.certificate());
        check.update(signer.getEncodedSignedAttributes());
        if (!check.verify(signer.getSignature())) {
            throw new GeneralSecurityException("The key does not go with the certificate");
        }
    }

    private CMSSignedData stamped(CMSSignedData signed, SignerInformation signer) throws IOException {
        Optional<byte[]> token = stamper.token(signer.getSignature());
        if (token.isEmpty()) {
            return signed;
        }
        Attribute stamp = new Attribute(
                PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                new DERSet(ASN1Primitive.fromByteArray(token.get())));
        SignerInformation withStamp = SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(stamp));
        return CMSSignedData.replaceSigners(signed, new SignerInformationStore(List.of(withStamp)));
    }

    /** A document of any length, read once. */
    private record Streamed(InputStream bytes) implements CMSTypedData {

        @Override
        public ASN1ObjectIdentifier getContentType() {
            return PKCSObjectIdentifiers.data;
        }

        @Override
        public Object getContent() {
            return bytes;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            bytes.transferTo(out);
        }
    }
}
