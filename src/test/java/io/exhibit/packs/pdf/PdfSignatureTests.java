package io.exhibit.packs.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import io.exhibit.packs.pdf.TableColumn.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures as validators of others judge them. */
class PdfSignatureTests {

    private static final BankCertificates BANK = new BankCertificates("RSA", 3_072);
    private static final BankCertificates OTHER = new BankCertificates("EC", 256);

    private static final String NARRATIVE = """
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>A report</title><meta name="subject" content="s"/>
            <link rel="stylesheet" href="exhibit:report.css"/></head><body><h1>Items</h1></body></html>
            """;

    @TempDir
    Path directory;

    @Test
    void holdsWhereTheRootIsTrusted() throws IOException {
        Path signed = sign(BANK, none());
        assertThat(new Validator(BANK.root(), BANK.crl()).opinions(signed))
                .containsExactly(
                        new Validator.Opinion(Indication.TOTAL_PASSED, SignatureLevel.PAdES_BASELINE_B, List.of()));
        assertThat(VeraPdf.complaints(signed)).isEmpty();
    }

    @Test
    void holdsWithTheTimeOfAnAuthority() throws IOException {
        Path signed = sign(BANK, BANK::token);
        assertThat(new Validator(BANK.root(), BANK.crl()).opinions(signed))
                .containsExactly(new Validator.Opinion(
                        Indication.TOTAL_PASSED, SignatureLevel.PAdES_BASELINE_T, List.of(Indication.PASSED)));
        assertThat(VeraPdf.complaints(signed)).isEmpty();
    }

    @Test
    void holdsWithAKeyOnACurve() throws IOException {
        assertThat(new Validator(OTHER.root(), OTHER.crl()).opinions(sign(OTHER, OTHER::token)))
                .extracting(Validator.Opinion::indication)
                .containsExactly(Indication.TOTAL_PASSED);
    }

    @Test
    void doesNotHoldWhereAnotherRootIsTrusted() throws IOException {
        assertThat(new Validator(OTHER.root(), OTHER.crl()).opinions(sign(BANK, none())))
                .extracting(Validator.Opinion::indication)
                .containsExactly(Indication.INDETERMINATE);
    }

    @Test
    void oneByteThatIsChangedIsFound() throws IOException {
        Path signed = sign(BANK, none());
        byte[] bytes = Files.readAllBytes(signed);
        int[] covered = range(signed);
        var validator = new Validator(BANK.root(), BANK.crl());
        var random = new Random(20261123);
        for (int i = 0; i < 40; i++) {
            int at = i % 4 == 0 ? covered[2] + random.nextInt(covered[3]) : 200 + random.nextInt(covered[1] - 400);
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Path file = Files.write(directory.resolve("changed.pdf"), changed);
            assertThat(indications(validator, file))
                    .as("byte %d of %d", at, bytes.length)
                    .doesNotContain("TOTAL_PASSED");
        }
    }

    @Test
    void coversTheWholeFileAndSaysWhatASignatureInAPdfMay() throws Exception {
        Path signed = sign(BANK, none());
        int[] covered = range(signed);
        assertThat(covered[0]).isZero();
        assertThat(covered[2] + covered[3]).isEqualTo((int) Files.size(signed));
        try (PDDocument document = Loader.loadPDF(signed.toFile())) {
            PDSignature signature = document.getLastSignatureDictionary();
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            assertThat(signature.getName()).isEqualTo("Evidence packs");
            SignerInformation signer = new CMSSignedData(signature.getContents())
                    .getSignerInfos()
                    .iterator()
                    .next();
            assertThat(signer.getSignedAttributes().get(CMSAttributes.signingTime))
                    .isNull();
            assertThat(signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                    .isNotNull();
        }
    }

    @Test
    void leavesWhatWasThereByteForByte() throws IOException {
        Path signed = sign(BANK, none());
        byte[] before = Files.readAllBytes(directory.resolve("report.pdf"));
        assertThat(Arrays.copyOf(Files.readAllBytes(signed), before.length)).isEqualTo(before);
    }

    @Test
    void refusesAKeyThatDoesNotGoWithItsCertificate() {
        Signatory mixed = new Signatory(
                new BankCertificates("RSA", 2_048).signatory().key(),
                BANK.signatory().chain(),
                null);
        assertThatThrownBy(() -> sign(mixed, none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not sign");
    }

    /** From 1.85 on it refuses the zeros that a PDF has behind a signature, and this validator no longer sees any. */
    @Test
    void theBouncyCastleIsOneThatTheValidatorReads() {
        assertThat(new BouncyCastleProvider().getVersionStr()).isLessThan("1.85");
    }

    /** Poppler's tool, as an examiner would have it; bin/test installs it. */
    @Test
    void pdfsigSaysTheSame() throws Exception {
        Path signed = sign(BANK, BANK::token);
        Process process = new ProcessBuilder("pdfsig", signed.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains(
                        "Signature is Valid",
                        "Total document signed",
                        "Signer Certificate Common Name: Evidence packs",
                        "ETSI.CAdES.detached");
    }

    private static List<String> indications(Validator validator, Path file) {
        try {
            return validator.opinions(file).stream()
                    .map(opinion -> opinion.indication().name())
                    .toList();
        } catch (RuntimeException unreadable) {
            return List.of("unreadable");
        }
    }

    private static int[] range(Path signed) throws IOException {
        try (PDDocument document = Loader.loadPDF(signed.toFile())) {
            return document.getLastSignatureDictionary().getByteRange();
        }
    }

    private static Stamper none() {
        return signature -> Optional.empty();
    }

    private Path sign(BankCertificates bank, Stamper stamper) throws IOException {
        return sign(bank.signatory(), stamper);
    }

    private Path sign(Signatory signatory, Stamper stamper) throws IOException {
        Path report = directory.resolve("report.pdf");
        Path signed = directory.resolve("signed.pdf");
        Path data = Files.writeString(directory.resolve("items.csv"), "id\n1\n");
        try (PdfDocument pdf = new PdfDocument()) {
            try (TableWriter table =
                    pdf.table("Annex A. Items", List.of(), List.of(new TableColumn("Item", 2, Look.STRONG)))) {
                table.row(List.of("item"));
            }
            pdf.attach(new Attachment("items.csv", "text/csv", "Items", data));
            pdf.save(report, NARRATIVE, new HeadTexts("head", "right", "foot", ""), new Imprint(Instant.EPOCH, 7));
        }
        new PdfSignature(signatory, stamper)
                .sign(
                        report,
                        signed,
                        "Evidence packs",
                        "Evidence pack 0192",
                        Clock.systemUTC().instant());
        return signed;
    }
}
