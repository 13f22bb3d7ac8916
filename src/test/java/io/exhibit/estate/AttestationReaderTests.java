package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What attestations state and what their signatures cover, and which keys verify them. */
class AttestationReaderTests {

    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-256/raw", "P-384", "P-384/SHA-256", "RSA-2048", "RSA-PSS", "Ed25519"})
    void verifiesWithTheKeyThatSignedAndWithNoByteChanged(String kind) throws Exception {
        Signer signer = Signer.of(kind);
        VerifyingKey key = VerifyingKey.of(signer.pem());
        assertThat(key.fingerprint()).isEqualTo(signer.fingerprint());
        for (String document : List.of(
                signer.envelope(Signer.provenance(DIGEST, true), "k"),
                signer.signature(DIGEST, "registry.example/p"))) {
            Attestation one = read(document).getFirst();
            byte[] signature = one.signatures().getFirst().bytes();
            assertThat(key.verifies(signature, one.signed())).isTrue();
            for (int at = 0; at < signature.length; at++) {
                byte[] changed = signature.clone();
                changed[at] ^= 1;
                assertThat(key.verifies(changed, one.signed()))
                        .as("byte %d", at)
                        .isFalse();
            }
            byte[] body = one.signed().body();
            for (int at = 0; at < body.length; at += 7) {
                byte[] changed = body.clone();
                changed[at] ^= 1;
                assertThat(key.verifies(
                                signature, new Attestation.Signed(one.signed().head(), changed)))
                        .as("byte %d", at)
                        .isFalse();
            }
            assertThat(key.verifies(signature, new Attestation.Signed(new byte[] {1}, body)))
                    .isFalse();
            assertThat(key.verifies(new byte[signature.length], one.signed())).isFalse();
            assertThat(VerifyingKey.of(Signer.of(kind).pem()).verifies(signature, one.signed()))
                    .isFalse();
        }
    }

    /** The example of the DSSE specification, protocol.md: envelope and key (Apache-2.0, secure-systems-lab/dsse). */
    @Test
    void verifiesTheExampleOfTheSpecification() throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        byte[] der = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(
                                new BigInteger(
                                        "46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                                new BigInteger(
                                        "5640078356564379163099075877009565129882514886557779369047442380624545832820")),
                        curve.getParameterSpec(ECParameterSpec.class)))
                .getEncoded();
        VerifyingKey key = VerifyingKey.of(pem(der));
        byte[] body = "hello world".getBytes(StandardCharsets.UTF_8);
        byte[] head = EnvelopeReader.head("http://example.com/HelloWorld", body.length);
        assertThat(new String(head, StandardCharsets.UTF_8)).isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 ");
        byte[] signature = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        assertThat(key.verifies(signature, new Attestation.Signed(head, body))).isTrue();
        assertThat(key.verifies(
                        signature,
                        new Attestation.Signed(EnvelopeReader.head("http://example.com/HelloWorlD", 11), body)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsWhoBuiltWhatFromWhere(boolean first) throws Exception {
        Attestation one = read(Signer.of("Ed25519").envelope(Signer.provenance(DIGEST, first), "key-1"))
                .getFirst();
        assertThat(one.form()).isEqualTo(Attestation.Form.ENVELOPE);
        assertThat(one.signatures()).singleElement().satisfies(signed -> {
            assertThat(signed.keyHint()).isEqualTo("key-1");
            assertThat(signed.certificate()).isFalse();
        });
        assertThat(one.statement().kind()).isEqualTo(Attestation.Kind.PROVENANCE);
        assertThat(one.statement().subjects())
                .containsExactly(new Attestation.Subject(DIGEST, "registry.example/proxy"));
        assertThat(one.statement().provenance())
                .isEqualTo(new Attestation.Provenance(
                        "https://build.example/runner",
                        "https://build.example/container@v1",
                        first ? "https://git.example/acme/proxy" : "git+https://git.example/acme/proxy@refs/tags/v1",
                        "0a1b2c3d4e",
                        Instant.parse("2026-03-01T10:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://cyclonedx.org/bom, SBOM",
        "https://cyclonedx.org/bom/v1.4, SBOM",
        "https://spdx.dev/Document, SBOM",
        "https://spdx.dev/Document/v2.3, SBOM",
        "https://cosign.sigstore.dev/attestation/vuln/v1, VULNERABILITIES",
        "https://in-toto.io/attestation/vulns/v0.2, VULNERABILITIES",
        "https://sigstore.dev/cosign/sign/v1, SIGNATURE",
        "https://slsa.dev/verification_summary/v1, OTHER",
        "https://bank.example/whatever, OTHER"
    })
    void namesWhatItIsAndTellsNothingElseOfIt(String type, Attestation.Kind kind) throws Exception {
        Attestation one = read(Signer.statement(type, DIGEST)).getFirst();
        assertThat(one.form()).isEqualTo(Attestation.Form.BARE);
        assertThat(one.signatures()).isEmpty();
        assertThat(one.statement().kind()).isEqualTo(kind);
        assertThat(one.statement().predicateType()).isEqualTo(type);
        assertThat(one.statement().provenance()).isEqualTo(Attestation.Provenance.NONE);
    }

    @Test
    void readsBundlesLinesListsAndCosignsSignatures() throws Exception {
        Signer signer = Signer.of("P-256");
        String envelope = signer.envelope(Signer.statement("https://spdx.dev/Document", DIGEST), "");
        String keyed = "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":"
                + "{\"publicKey\":{\"hint\":\"h\"},\"tlogEntries\":[]},\"dsseEnvelope\":" + envelope + "}";
        String keyless = "{\"dsseEnvelope\":" + envelope
                + ",\"verificationMaterial\":{\"certificate\":{\"rawBytes\":\"AA==\"}}}";
        String certified = signer.signature(DIGEST, "r").replace("\"Cert\":null", "\"Cert\":{\"Raw\":\"AA==\"}");
        List<Attestation> read =
                read("[" + keyed + "," + keyless + "]\n" + envelope + "\n" + signer.signature(DIGEST, "r") + certified);
        assertThat(read)
                .extracting(Attestation::form)
                .containsExactly(
                        Attestation.Form.BUNDLE,
                        Attestation.Form.BUNDLE,
                        Attestation.Form.ENVELOPE,
                        Attestation.Form.COSIGN,
                        Attestation.Form.COSIGN);
        assertThat(read)
                .extracting(one -> one.signatures().getFirst().certificate())
                .containsExactly(false, true, false, false, true);
        assertThat(read.getFirst().signatures().getFirst().keyHint()).isEqualTo("h");
        assertThat(read.get(3).statement())
                .isEqualTo(new Attestation.Statement(
                        Attestation.Kind.SIGNATURE,
                        "cosign container image signature",
                        List.of(new Attestation.Subject(DIGEST, "r")),
                        Attestation.Provenance.NONE));
    }

    @Test
    void takesBase64ForAddressesAndAnSbomOfSomeMegabytes() throws Exception {
        String large = Signer.statement("https://spdx.dev/Document", DIGEST)
                .replace("[1,", "[\"" + "x".repeat(5 * 1024 * 1024) + "?>\",");
        String envelope = Signer.of("Ed25519").envelope(large, "");
        assertThat(read(envelope)).hasSize(1);
        assertThat(read(envelope.replace('+', '-')
                        .replace('/', '_')
                        .replace("application_vnd.in-toto-json", "application/vnd.in-toto+json")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                                                                    | unknown-format
            []                                                                    | unknown-format
            [7]                                                                   | unknown-format
            {"mediaType":"x","messageSignature":{}}                               | unknown-format
            7                                                                     | unknown-format
            {"payload":"e30=","payloadType":"application/json","signatures":[]}   | schema
            {"payload":7}                                                         | schema
            {"payload":"%%","payloadType":"application/vnd.in-toto+json"}         | schema
            {"payload":"e30=","payloadType":"application/vnd.in-toto+json"}       | schema
            {"payload":"e30=","Payload":"e30="}                                   | unknown-format
            {"Payload":"e30="}                                                    | schema
            {"_type":"https://in-toto.io/Statement/v2","predicateType":"x"}       | schema
            {"_type":"https://in-toto.io/Statement/v1","predicateType":"x"}       | schema
            {"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[{"digest":{"sha256":"0A"}}]} | schema
            {"_type":"a","_type":"b"}                                             | duplicate-key
            """)
    void refusesWhatStatesNothing(String document, String reason) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOfSatisfying(
                        Unreadable.class, said -> assertThat(said.reason()).isEqualTo(reason));
    }

    @Test
    void refusesASignatureInOtherLettersAndMoreThanItTakes() {
        String envelope = Signer.of("Ed25519").envelope(Signer.statement("x", DIGEST), "");
        assertThatThrownBy(() -> read(envelope.replace("==\"}]", "=\"}]"))).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> read((envelope + "\n").repeat(AttestationReader.MOST + 1)))
                .isInstanceOfSatisfying(
                        Unreadable.class, said -> assertThat(said.reason()).isEqualTo("too-many"));
    }

    @Test
    void refusesKeysThatNobodyShouldTrust() {
        Signer good = Signer.of("RSA-2048");
        for (String pem : List.of(
                Signer.of("RSA-1024").pem(),
                Signer.of("P-521").pem(),
                Signer.of("Ed448").pem(),
                Signer.of("X25519").pem(),
                good.pem() + good.pem(),
                good.pem().replace("PUBLIC", "PRIVATE"),
                pem(new byte[] {1, 2, 3}),
                pem(withMore(good)),
                "")) {
            assertThatThrownBy(() -> VerifyingKey.of(pem)).as(pem).isInstanceOf(InvalidRequest.class);
        }
    }

    private static byte[] withMore(Signer signer) {
        byte[] der = Base64.getMimeDecoder().decode(signer.pem().replaceAll("-----[A-Z ]+-----", ""));
        return java.util.Arrays.copyOf(der, der.length + 1);
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END PUBLIC KEY-----";
    }

    private static List<Attestation> read(String document) throws Unreadable, IOException {
        List<Attestation> read = new ArrayList<>();
        AttestationReader.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read::add);
        return read;
    }
}
