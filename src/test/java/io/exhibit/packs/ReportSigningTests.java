package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import io.exhibit.ledger.LocalAuthority;
import io.exhibit.packs.SigningCertificate.Kind;
import io.exhibit.packs.SigningCertificate.Settings;
import io.exhibit.packs.pdf.BankCertificates;
import io.exhibit.packs.pdf.HeadTexts;
import io.exhibit.packs.pdf.Imprint;
import io.exhibit.packs.pdf.PdfDocument;
import io.exhibit.packs.pdf.Signatory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator may have set, and what becomes of the report then. */
class ReportSigningTests {

    private static final BankCertificates BANK = new BankCertificates("RSA", 2_048);
    private static final String PASSPHRASE = new String(BankCertificates.PASSPHRASE);
    private static final String REFUSED = "The report cannot be signed: ";
    private static final PackView ASKED = pack(false);

    private final Clock clock = Clock.systemUTC();

    @TempDir
    Path folder;

    private LocalAuthority authority;

    @BeforeEach
    void open() throws IOException {
        authority = new LocalAuthority();
    }

    @AfterEach
    void close() {
        authority.close();
    }

    @Test
    void whereNothingIsSetNobodySigns() {
        assertThat(signing(settings(""), clock).signatory(ASKED)).isEmpty();
        assertThat(SignatureWords.cover(Optional.empty())).isEqualTo("Nobody: no certificate is set");
        assertThat(SignatureWords.report(Optional.empty()).getFirst()).contains("is not signed");
        assertThat(SignatureWords.guide(Optional.empty())).contains("report.pdf is not signed");
    }

    @Test
    void aDemonstrationSignsWithACertificateThatSaysWhatItIs() throws Exception {
        Signatory made = signing(settings(""), clock).signatory(pack(true)).orElseThrow();
        assertThat(made.certificate().getSubjectX500Principal().getName())
                .contains("DEMONSTRATION", "No real institution");
        made.certificate().verify(made.certificate().getPublicKey());
        assertThat(SignatureWords.cover(Optional.of(made))).contains("DEMONSTRATION");
        assertThat(SignatureWords.report(Optional.of(made)).getFirst()).contains("issued by nobody but itself");
        Signatory set = signing(
                        settings(BANK.keystore(folder.resolve("bank.p12")).toString()), clock)
                .signatory(pack(true))
                .orElseThrow();
        assertThat(set.certificate()).as("what is set goes before").isEqualTo(BANK.certificate());
    }

    @Test
    void theBanksCertificateSignsWithTheTimeOfTheAuthority() throws IOException {
        ReportSignature signature = sign();
        assertThat(signature.signer()).contains("CN=Evidence packs");
        assertThat(signature.certificate()).isEqualTo(ReportSigning.digest(BANK.certificate()));
        assertThat(signature.until()).isEqualTo(BANK.certificate().getNotAfter().toInstant());
        assertThat(signature.stampedBy()).isEqualTo("CN=Time of the test");
        assertThat(stamps()).isEqualTo(1);
        assertThat(SignatureWords.guide(Optional.of(signature)))
                .contains(signature.certificate().hex(), "CN=Time of the test", "openssl cms -verify -cades");
    }

    @Test
    void anAuthorityThatAnswersNonsenseHoldsNothingUp() throws IOException {
        authority.answers(question -> new byte[] {1, 2, 3});
        ReportSignature signature = sign();
        assertThat(signature.stampedBy()).isNull();
        assertThat(signature.stampedAt()).isNull();
        assertThat(stamps()).isZero();
        assertThat(authority.asked()).as("asked again, not for ever").isEqualTo(3);
        assertThat(SignatureWords.guide(Optional.of(signature)))
                .contains("No authority outside has stamped the time on it");
    }

    @Test
    void whatCannotBeReadIsAReasonForTheOfficerAndNotATrace() {
        String there = BANK.keystore(folder.resolve("bank.p12")).toString();
        assertRefused(settings(folder.resolve("none.p12").toString()), "set and cannot be read");
        assertRefused(new Settings(there, Kind.PKCS12, "", "wrong"), "set and cannot be read");
        assertRefused(new Settings(there, Kind.PKCS12, "other", PASSPHRASE), "under the alias that is set");
        assertRefused(
                new Settings(folder.resolve("none.cfg").toString(), Kind.PKCS11, "", ""), "set and cannot be read");
        assertThat(new Settings(there, Kind.PKCS12, "", PASSPHRASE).toString())
                .contains(there)
                .doesNotContain(PASSPHRASE);
    }

    @Test
    void severalKeysAreToldApartByTheirAlias() throws Exception {
        Path file = BANK.keystore(folder.resolve("bank.p12"));
        KeyStore store = KeyStore.getInstance(file.toFile(), BankCertificates.PASSPHRASE);
        store.setKeyEntry("older", BANK.signatory().key(), BankCertificates.PASSPHRASE, new Certificate[] {
            BANK.certificate(), BANK.root()
        });
        try (var out = Files.newOutputStream(file)) {
            store.store(out, BankCertificates.PASSPHRASE);
        }
        assertRefused(settings(file.toString()), "2 keys are where its certificate is");
        assertThat(signing(new Settings(file.toString(), Kind.PKCS12, "packs", PASSPHRASE), clock)
                        .signatory(ASKED))
                .isPresent();
    }

    @Test
    void aCertificateThatReadersWouldNotTakeIsRefusedBeforeAnythingIsMade() {
        int sign = KeyUsage.digitalSignature;
        String ended = keystore("ended.p12", Duration.ofDays(1), sign);
        assertRefused(settings(ended), "has ended on");
        assertRefused(
                settings(keystore("keys.p12", Duration.ofDays(90), KeyUsage.keyEncipherment)),
                "is not one for signatures");
        Clock before = Clock.fixed(clock.instant().minus(Duration.ofDays(30)), ZoneOffset.UTC);
        assertThatThrownBy(() -> signing(
                                settings(BANK.keystore(folder.resolve("bank.p12"))
                                        .toString()),
                                before)
                        .signatory(ASKED))
                .hasMessageContaining("holds only from");
        Path weak = new BankCertificates("RSA", 1_024).keystore(folder.resolve("weak.p12"));
        assertRefused(settings(weak.toString()), "readers of PDF do not know, or take for too short");
        Path odd = new BankCertificates("Ed25519", 255).keystore(folder.resolve("odd.p12"));
        assertRefused(settings(odd.toString()), "readers of PDF do not know, or take for too short");
    }

    /** A device made of software, softhsm2; bin/test installs it. */
    @Test
    void aDeviceSignsWithAKeyThatNeverLeavesIt() throws Exception {
        makeDevice();
        Path config = Files.writeString(
                folder.resolve("device.cfg"),
                "name = Exhibit\nlibrary = /usr/lib/softhsm/libsofthsm2.so\nslotListIndex = 0\n");
        Provider device = Security.getProvider("SunPKCS11").configure(config.toString());
        KeyStore store = KeyStore.getInstance("PKCS11", device);
        store.load(null, PASSPHRASE.toCharArray());
        store.setKeyEntry("packs", BANK.signatory().key(), null, new Certificate[] {BANK.certificate(), BANK.root()});
        ReportSigning signing = signing(new Settings(config.toString(), Kind.PKCS11, "", PASSPHRASE), clock);
        Signatory signatory = signing.signatory(ASKED).orElseThrow();
        assertThat(signatory.key().getEncoded()).as("stays in the device").isNull();
        assertThat(signing.sign(ASKED, signatory, report()).certificate())
                .isEqualTo(ReportSigning.digest(BANK.certificate()));
        assertThat(stamps()).isEqualTo(1);
    }

    /** It looks for its keys where the build says (SOFTHSM2_CONF). */
    private void makeDevice() throws Exception {
        Path config = Path.of(System.getenv("SOFTHSM2_CONF"));
        Files.createDirectories(config.getParent());
        Files.writeString(config, "directories.tokendir = " + folder + "\n");
        Process made = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "exhibit",
                        "--pin",
                        PASSPHRASE,
                        "--so-pin",
                        PASSPHRASE)
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
    }

    private String keystore(String name, Duration life, int uses) {
        return BANK.keystore(folder.resolve(name), BANK.signing(life, uses)).toString();
    }

    private void assertRefused(Settings settings, String reason) {
        assertThatThrownBy(() -> signing(settings, clock).signatory(ASKED))
                .isInstanceOf(UnsoundPack.class)
                .hasMessageStartingWith(REFUSED)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(PASSPHRASE);
    }

    private ReportSignature sign() throws IOException {
        ReportSigning signing =
                signing(settings(BANK.keystore(folder.resolve("bank.p12")).toString()), clock);
        return signing.sign(ASKED, signing.signatory(ASKED).orElseThrow(), report());
    }

    private Path report() throws IOException {
        Path report = folder.resolve("report.pdf");
        try (PdfDocument pdf = new PdfDocument()) {
            pdf.save(
                    report,
                    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><title>A report</title></head><body><p>Text</p></body></html>",
                    new HeadTexts("head", "right", "foot", ""),
                    new Imprint(Instant.EPOCH, 7));
        }
        return report;
    }

    /** How many times of an authority's lie in the signature. */
    private int stamps() throws IOException {
        try (PDDocument document = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
            SignerInformation signer = new CMSSignedData(
                            document.getLastSignatureDictionary().getContents())
                    .getSignerInfos()
                    .iterator()
                    .next();
            return signer.getUnsignedAttributes() == null
                    ? 0
                    : signer.getUnsignedAttributes()
                            .getAll(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)
                            .size();
        } catch (CMSException failed) {
            throw new IOException(failed);
        }
    }

    private static PackView pack(boolean demo) {
        Instant from = Instant.EPOCH;
        return EvidencePack.request(
                        new UUID(1, 2),
                        new PackOrder(
                                new FrameworkId("PCI-DSS"),
                                Scope.parse("all"),
                                new Period(from, from.plusSeconds(9)),
                                from),
                        42,
                        new EvidencePack.Requester("mara@bank.example", from, demo))
                .view();
    }

    private static Settings settings(String keystore) {
        return new Settings(keystore, Kind.PKCS12, "", PASSPHRASE);
    }

    private ReportSigning signing(Settings settings, Clock at) {
        return new ReportSigning(
                new SigningCertificate(settings),
                new DemoCertificate(at),
                authority.stamping(folder.resolve("tsa.pem")),
                at);
    }
}
