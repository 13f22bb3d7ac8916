package io.exhibit.packs;

import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.pdf.Signatory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** What a pack says of who signed its report: on the cover, on the last page, and in the words for examiners. */
final class SignatureWords {

    static final String NOBODY = "Nobody: no certificate is set";

    private static final String SEAL =
            " What shows that nothing was changed is the sealing in the ledger, which commits to the digests of the report and the archive.";

    private static final String COVERED =
            "A signature covers every byte of this document. Readers of PDF show it, and so does pdfsig; HOW-TO-VERIFY.txt says how to check"
                    + " it with openssl, and whether an authority outside of the bank has stamped the time on it.";

    private static final String BY_HAND = """
               With pdfsig (poppler), without a network:

                   pdfsig report.pdf

               It says "Signature is Valid" and "Total document signed"; that the issuer is trusted it
               says only where the bank's root certificate is known to it. With openssl, and the root
               certificate from the bank in ../bank-root.pem, beside the folder of the pack:

                   set -- $(grep -a -o '/ByteRange *\\[[0-9 ]*\\]' report.pdf | tail -n 1 | tr -dc '0-9 ')
                   ( head -c $2 report.pdf; tail -c $4 report.pdf ) > ../covered
                   tail -c +$(( $2 + 2 )) report.pdf | head -c $(( $3 - $2 - 2 )) | xxd -r -p > ../signature.der
                   openssl cms -verify -cades -binary -inform DER -in ../signature.der -content ../covered \\
                       -purpose any -CAfile ../bank-root.pem -signer ../signer.pem -out /dev/null
                   openssl x509 -in ../signer.pem -noout -subject -enddate -fingerprint -sha256

               The first of these two prints "CAdES Verification successful", the second the digest
               above. Neither asks whether the certificate was revoked.
            """;

    private SignatureWords() {}

    static String cover(Optional<Signatory> signatory) {
        return signatory
                .map(signs -> name(signs.certificate().getSubjectX500Principal()))
                .orElse(NOBODY);
    }

    /** What the last pages say of it, before anybody has signed. */
    static List<String> pages() {
        return List.of(
                "Page 2 names who prepared, reviewed and approved this pack, and the certificate that this document is signed with (PAdES),"
                        + " with its digest; or that it is not signed.",
                COVERED);
    }

    /** What can be said when it is about to be signed. */
    static List<String> report(Optional<Signatory> signatory) {
        if (signatory.isEmpty()) {
            return List.of("This document is not signed, because no certificate is set for that." + SEAL);
        }
        X509Certificate certificate = signatory.get().certificate();
        String issuer = certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                ? "nobody but itself"
                : name(certificate.getIssuerX500Principal());
        return List.of(
                "This document is signed (PAdES) by " + cover(signatory) + ". The certificate was issued by " + issuer
                        + ", holds until "
                        + Written.day(certificate.getNotAfter().toInstant()) + " and has the SHA-256 "
                        + ReportSigning.digest(certificate).hex()
                        + ". Compare this digest with one that you have from the bank: a name alone proves nothing.",
                COVERED);
    }

    /** What is known when it is signed, as the last check of the instructions. */
    static String guide(Optional<ReportSignature> signature) {
        return signature.map(SignatureWords::signed).orElse("""
               report.pdf is not signed: no certificate was set for that. That nothing in it was
               changed is shown by steps 1, 2 and 5.
            """).stripTrailing();
    }

    private static String signed(ReportSignature signature) {
        return "   report.pdf is signed (PAdES), in the name of\n\n       " + name(signature.signer())
                + "\n\n   with the certificate that holds until " + Written.day(signature.until())
                + " and has the SHA-256\n\n       "
                + signature.certificate().hex()
                + "\n\n   Compare this digest with one that you have from the bank: a name alone proves nothing.\n   "
                + stamp(signature) + "\n" + BY_HAND;
    }

    private static String stamp(ReportSignature signature) {
        return signature.stampedBy() == null
                ? "No authority outside has stamped the time on it; the time in it is the bank's own."
                : "The time " + Written.minute(signature.stampedAt())
                        + " was stamped on it by an authority outside (RFC 3161):\n\n       "
                        + name(signature.stampedBy()) + "\n\n   Readers of PDF that know such stamps show it.";
    }

    private static String name(X500Principal name) {
        return name(name.toString());
    }

    private static String name(String name) {
        return Visible.line(name);
    }
}
