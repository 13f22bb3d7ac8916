package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a maker signs about its image, from the door to the page: verified by the keys that two people trust, and by nothing else. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class AttestationJourneyTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private VendorRegister register;

    @Autowired
    private KeyComparisons comparisons;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk one;
    private Desk another;
    private Api api;
    private LocalDate today = LocalDate.EPOCH;
    private final String code = "k" + System.nanoTime();
    private final String repository = code + ".example/proxy";
    private final String digest =
            "sha256:" + Sha256.of(repository.getBytes(StandardCharsets.UTF_8)).hex();
    private final Signer signer = Signer.of("P-256");

    @BeforeEach
    void enterVendorAndScan(@Autowired BeanFactory beans) {
        one = new Desk(beans);
        another = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        api = Api.of(port, tokens, "maker", Permission.ATTESTATIONS_WRITE, Permission.SCANS_WRITE);
        enterVendor(code);
        String report = """
                {"SchemaVersion":2,"ArtifactName":"%s:1","ArtifactType":"container_image",
                 "Metadata":{"RepoDigests":["%s@%s"],"RepoTags":["%s:1"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Packages":[{"Name":"p","Version":"1"}]}]}
                """.formatted(repository, repository, digest, repository);
        assertThat(api.post(
                                "/api/v1/scans?wait=30s&environment=production&cluster=" + code
                                        + "&namespace=n&workload=w",
                                report.getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
    }

    private void enterVendor(String name) {
        register.add(
                name,
                new VendorEntry("A maker", Relationship.COMMERCIAL, true, "Risk", "", "", 14, null),
                Actor.SYSTEM);
        register.addRule(name, name + ".example/*", Actor.SYSTEM);
    }

    @Test
    void isVerifiedOnceTwoPeopleTrustTheKeyAndNoLongerThanThat() {
        Api.Answer answer = send(signer.envelope(Signer.provenance(digest, true), ""));
        assertThat(answer.text("/kind")).isEqualTo("ATTESTATIONS");
        assertThat(answer.number("/counts/statements")).isEqualTo(1);
        assertThat(jdbc.sql("SELECT kind FROM ledger.entry WHERE index = :index")
                        .param("index", answer.number("/receipt/index"))
                        .query(String.class)
                        .single())
                .isEqualTo("attestations.accepted");
        assertThat(one.get(Role.AUDITOR, "/submissions/" + answer.text("/id")).text())
                .contains("1 statement about 1 artefact");
        assertThat(signature()).isEqualTo("UNKNOWN_KEY/UNKNOWN");

        long key = enter(code, signer);
        assertThat(signature()).isEqualTo("UNKNOWN_KEY/NOT_APPROVED");
        assertThat(one.get(Role.AUDITOR, "/vendors/" + code + "/keys").text())
                .contains("waits for a second person", signer.fingerprint(), "1 statement that came in");
        assertThat(approve(one, key)).contains("Somebody else");
        assertThat(signature()).isEqualTo("UNKNOWN_KEY/NOT_APPROVED");
        assertThat(approve(another, key)).isEmpty();
        assertThat(signature()).isEqualTo("VERIFIED/null");
        assertThat(approve(another, key)).contains("approved already");

        assertThat(imagePage())
                .contains(
                        "data-state=\"ok\">verified<",
                        "https://git.example/acme/proxy",
                        "0a1b2c3d4e",
                        "2026-03-01 10:00");
        String verification =
                one.get(Role.AUDITOR, "/vendors/" + code + "/verification").text();
        assertThat(verification)
                .contains("<span>1</span> of <span>1</span>", "/ledger/" + key, "1 package listed by scans or SBOMs");
        assertThat(one.get(Role.AUDITOR, "/vendors/" + code + "/verification?signature=not-verified")
                        .text())
                .contains("No image of the vendor is without a verified signature");
        assertThat(one.get(Role.AUDITOR, "/vendors/images.csv").text())
                .contains("\"VERIFIED\",\"\",\"" + key + "\"", "\"https://build.example/runner\"");

        assertThat(end(one, key, "It was stolen", "")).isEmpty();
        assertThat(signature()).isEqualTo("UNKNOWN_KEY/REVOKED");
        assertThat(imagePage()).contains("its key was taken back").doesNotContain("data-state=\"ok\">verified<");
        assertThat(one.get(Role.AUDITOR, "/vendors/" + code + "/verification?signature=not-verified")
                        .text())
                .contains("its key was taken back");
        assertThat(end(one, key, "Again", "")).contains("taken back already");
        assertThat(jdbc.sql(
                                "SELECT string_agg(kind, ' ' ORDER BY index) FROM ledger.entry WHERE index >= :key AND kind LIKE 'key.%'")
                        .param("key", key)
                        .query(String.class)
                        .single())
                .startsWith("key.entered key.approved key.ended");
        // What a day of the past knew is not changed by what came later.
        assertThat(jdbc.sql("""
                        SELECT signature FROM estate.pub_attested(:digest, 'COMMERCIAL', :code,
                               (SELECT approved_at FROM estate.trusted_key WHERE entry_index = :key))
                        """)
                        .param("digest", digest)
                        .param("code", code)
                        .param("key", key)
                        .query(String.class)
                        .single())
                .isEqualTo("VERIFIED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whicheverComesFirstTheKeyOrTheStatement(boolean keyFirst) {
        if (keyFirst) {
            trust(code, signer);
        }
        send(signer.signature(digest, repository) + "\n"
                + Signer.of("Ed25519").envelope(Signer.statement("https://cyclonedx.org/bom", digest), ""));
        if (!keyFirst) {
            trust(code, signer);
        }
        assertThat(signature()).isEqualTo("VERIFIED/null");
        assertThat(imagePage())
                .contains("given, and components are listed below", "signed with a key that is not known here");
    }

    @Test
    void aKeyCountsForItsMakerOnly() {
        String other = code + "-b";
        enterVendor(other);
        trust(other, signer);
        trustOwn(Signer.of("Ed25519"));
        send(signer.envelope(Signer.provenance(digest, false), ""));
        assertThat(signature()).isEqualTo("UNKNOWN_KEY/OTHER_MAKER");
        assertThat(imagePage()).contains("its key is not trusted for this maker");
        trust(code, signer);
        assertThat(signature()).isEqualTo("VERIFIED/null");
    }

    @Test
    void nothingIsVerifiedThatIsAboutAnotherDigestOrOnlyReportsVulnerabilities() {
        trust(code, signer);
        send(signer.envelope(Signer.provenance("sha256:" + "0b".repeat(32), true), ""));
        assertThat(signature()).isEqualTo("NONE/null");
        assertThat(imagePage()).contains("Nothing is stated about it");
        send(signer.envelope(Signer.statement("https://cosign.sigstore.dev/attestation/vuln/v1", digest), ""));
        send(signer.envelope(Signer.statement("https://bank.example/other", digest), ""));
        assertThat(signature()).isEqualTo("NONE/null");
        assertThat(imagePage()).contains("report of vulnerabilities", "https://bank.example/other");
    }

    @Test
    void tellsWhatDoesNotVerifyWhatIsCertifiedAndWhatIsNotSigned() {
        long key = enter(code, signer, "maker-key", today.toString(), "");
        assertThat(approve(another, key)).isEmpty();
        send(Signer.provenance(digest, true));
        assertThat(signature()).isEqualTo("NONE/null");
        assertThat(imagePage()).contains("not signed");
        String keyless = "{\"verificationMaterial\":{\"certificate\":{\"rawBytes\":\"AA==\"}},\"dsseEnvelope\":"
                + signer.envelope(Signer.provenance(digest, true), "") + "}";
        send(keyless);
        assertThat(signature()).isEqualTo("CERTIFICATE/null");
        assertThat(imagePage()).contains("signed by certificate: not checked here");
        send(Signer.of("P-256").envelope(Signer.provenance(digest, true), "maker-key"));
        assertThat(signature()).isEqualTo("INVALID/null");
        assertThat(imagePage()).contains("data-state=\"late\">does not verify<");
        send(signer.envelope(Signer.provenance(digest, true), "maker-key"));
        assertThat(signature()).isEqualTo("VERIFIED/null");
    }

    @Test
    void isComparedBehindTheRequestAndApprovedOnlyAfterwards() throws SQLException {
        for (int n = 0; n < 3; n++) {
            send(signer.envelope(Signer.provenance(digest, n == 0), ""));
        }
        long key = enter(code, signer);
        assertThat(matches()).isEqualTo(3);
        try (Connection held = database.getConnection()) {
            holdComparison(held);
            assertThat(one.get(Role.AUDITOR, "/vendors/" + code + "/keys").text())
                    .contains("under way", "0 of 3 signed documents that came in before it", "Verifies so far")
                    .contains("once it was compared with everything")
                    .doesNotContain("Approve it");
            assertThat(approve(another, key)).contains("still being compared");
            held.createStatement()
                    .execute("DELETE FROM estate.signature_match WHERE fingerprint = '" + signer.fingerprint() + "'");
            held.commit();
        }
        comparisons.follow(1);
        assertThat(matches()).as("part by part").isEqualTo(3);
        assertThat(one.get(Role.AUDITOR, "/vendors/" + code + "/keys").text())
                .contains("3 statements that came in")
                .doesNotContain("under way");
        assertThat(approve(another, key)).isEmpty();
        assertThat(signature()).isEqualTo("VERIFIED/null");
    }

    /** As if the key had only just been entered, and nobody had come to it yet; the next look may be quicker, so again until it is not. */
    private void holdComparison(Connection held) throws SQLException {
        held.setAutoCommit(false);
        boolean there = false;
        while (!there) {
            held.createStatement()
                    .execute("INSERT INTO estate.key_comparison (fingerprint, documents) VALUES ('"
                            + signer.fingerprint() + "', 3)");
            held.commit();
            there = held.createStatement()
                    .executeQuery("SELECT 1 FROM estate.key_comparison WHERE fingerprint = '" + signer.fingerprint()
                            + "' FOR UPDATE")
                    .next();
        }
    }

    private long matches() {
        return jdbc.sql("SELECT count(*) FROM estate.signature_match WHERE fingerprint = :fingerprint")
                .param("fingerprint", signer.fingerprint())
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"0, -, VERIFIED", "-9, 0, VERIFIED", "1, -, UNKNOWN_KEY", "-9, -1, UNKNOWN_KEY"})
    void countsForWhatCameInOnItsDays(int from, @Nullable Integer until, String standing) {
        send(signer.signature(digest, repository));
        long key = enter(
                code,
                signer,
                "",
                today.plusDays(from).toString(),
                until == null ? "" : today.plusDays(until).toString());
        assertThat(approve(another, key)).isEmpty();
        assertThat(signature()).isEqualTo(standing + (standing.equals("VERIFIED") ? "/null" : "/NOT_IN_DAYS"));
    }

    @Test
    void whatCameInWhileAKeyWasGoodMayCountStill() {
        send(signer.signature(digest, repository));
        long key = trust(code, signer);
        assertThat(end(one, key, "The vendor changed its key", today.toString()))
                .isEmpty();
        assertThat(signature()).isEqualTo("VERIFIED/null");
        assertThat(one.get(Role.AUDITOR, "/vendors/" + code + "/keys").text()).contains("taken back", "counts still");
        long again = trust(code, signer);
        assertThat(end(one, again, "Stolen", "")).isEmpty();
        assertThat(signature()).isEqualTo("VERIFIED/null");
    }

    @Test
    void theBankTrustsItsOwnKeysForItsOwnBuilds() {
        register.addRule(null, repository, Actor.SYSTEM);
        trustOwn(signer);
        send(signer.envelope(Signer.provenance(digest, false), ""));
        assertThat(imagePage()).contains("data-state=\"ok\">verified<", "/vendors/own-builds/keys", "0a1b2c3d4e");
        assertThat(one.get(Role.AUDITOR, "/vendors/own-builds/keys").text()).contains(signer.fingerprint());
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"COMPLIANCE_OFFICER", "EXAMINER"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobodyButComplianceOfficersDecides(Role role) {
        long key = enter(code, signer);
        assertThat(one.post(role, "/vendors/" + code + "/keys", "pem", signer.pem())
                        .status())
                .isEqualTo(403);
        assertThat(one.post(role, "/vendors/keys/" + key + "/approve").status()).isEqualTo(403);
        assertThat(one.post(role, "/vendors/keys/" + key + "/end", "reason", "x")
                        .status())
                .isEqualTo(403);
        assertThat(one.postWithoutToken(Role.COMPLIANCE_OFFICER, "/vendors/keys/" + key + "/approve")
                        .status())
                .isEqualTo(403);
        assertThat(one.get(role, "/vendors/" + code + "/keys").text())
                .contains(signer.fingerprint())
                .doesNotContain("<form class=\"form wide", "Approve it");
        assertThat(signature()).isEqualTo("NONE/null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            pem        | nothing     | Paste one public key
            origin     | -           | Say where the key was got from
            validFrom  | -           | from which day on
            validFrom  | 1.1.26      | A day is written
            validUntil | 2001-01-01  | The last day does not lie before
            document   | 7           | not in the vendor
            document   | x           | named by its ledger entry
            """)
    void refusesWhatIsNoKeyThatCouldBeTrusted(String field, @Nullable String value, String why) {
        Map<String, String> form = new java.util.LinkedHashMap<>(
                Map.of("pem", signer.pem(), "origin", "<b>portal</b>", "validFrom", today.toString()));
        form.put(field, value == null ? "" : value);
        Desk.Page page = one.post(
                Role.COMPLIANCE_OFFICER,
                "/vendors/" + code + "/keys",
                form.entrySet().stream()
                        .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                        .toArray(String[]::new));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains(why).doesNotContain("<b>portal", "BEGIN PUBLIC KEY-----\n");
        assertThat(one.get(Role.AUDITOR, "/vendors/" + code + "/keys").text()).contains("No key is entered");
    }

    @Test
    void refusesAKeyTwiceAndAnUnknownVendor() {
        enter(code, signer);
        Desk.Page again = one.post(
                Role.COMPLIANCE_OFFICER,
                "/vendors/" + code + "/keys",
                "pem",
                signer.pem(),
                "origin",
                "x",
                "validFrom",
                "2026-01-01");
        assertThat(again.text()).contains("This key is entered already");
        assertThat(one.get(Role.AUDITOR, "/vendors/none-" + code + "/keys").status())
                .isEqualTo(404);
        assertThat(one.post(Role.COMPLIANCE_OFFICER, "/vendors/keys/999999999/approve")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeReadIsKeptAndChangesNothing() {
        trust(code, signer);
        String broken = signer.signature(digest, repository) + "\n{\"payload\":\"";
        Api.Answer answer = api.post("/api/v1/attestations?wait=30s", broken.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/state")).isEqualTo("QUARANTINED");
        assertThat(signature()).isEqualTo("NONE/null");
    }

    @Test
    void theFileOfAVendorIsInDateInAPackWhenThePageSaysSo() {
        assertThat(file()).isEqualTo("4 0 0");
        for (DocumentKind kind : DocumentKind.values()) {
            jdbc.sql("""
                    INSERT INTO estate.vendor_document (entry_index, vendor_id, kind, title, file_name, owner, valid_from, expires_on, sha256,
                                                        size, filed_at)
                    SELECT -1 - (SELECT count(*) FROM estate.vendor_document), v.id, :kind, 't', '', 'o', :from, :until, sha256('x'), 1, :at
                      FROM estate.vendor v WHERE v.code = :code
                    """)
                    .param("kind", kind.name())
                    .param("from", today)
                    .param("until", kind == DocumentKind.CONTRACT ? today : null)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("code", code)
                    .update();
        }
        assertThat(file()).isEqualTo("4 4 1");
        assertThat(one.get(Role.AUDITOR, "/vendors/" + code).text()).contains("3 not known to be in date");
    }

    private String file() {
        return jdbc.sql(
                        "SELECT concat_ws(' ', d.expected, d.held, d.in_date) FROM estate.pub_due_diligence(:code, :at) d")
                .param("code", code)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .single();
    }

    private Api.Answer send(String document) {
        Api.Answer answer = api.post("/api/v1/attestations?wait=30s", document.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
        return answer;
    }

    private long enter(String vendor, Signer whose) {
        return enter(vendor, whose, "", today.toString(), "");
    }

    private long enter(String vendor, Signer whose, String hint, String from, String until) {
        Desk.Page page = one.post(
                Role.COMPLIANCE_OFFICER,
                "/vendors/" + vendor + "/keys",
                "pem",
                whose.pem(),
                "origin",
                "The maker's portal",
                "keyHint",
                hint,
                "validFrom",
                from,
                "validUntil",
                until);
        assertThat(page.status()).as(page.text()).isEqualTo(302);
        comparisons.follow();
        return jdbc.sql("SELECT max(entry_index) FROM estate.trusted_key WHERE fingerprint = :fingerprint")
                .param("fingerprint", whose.fingerprint())
                .query(Long.class)
                .single();
    }

    private long trust(String vendor, Signer whose) {
        long key = enter(vendor, whose);
        assertThat(approve(another, key)).isEmpty();
        return key;
    }

    private void trustOwn(Signer whose) {
        trust("own-builds", whose);
    }

    private static String approve(Desk desk, long key) {
        return desk.post(Role.COMPLIANCE_OFFICER, "/vendors/keys/" + key + "/approve")
                .flash("keyRefused");
    }

    private static String end(Desk desk, long key, String reason, String until) {
        return desk.post(
                        Role.COMPLIANCE_OFFICER,
                        "/vendors/keys/" + key + "/end",
                        "reason",
                        reason,
                        "countsUntil",
                        until)
                .flash("keyRefused");
    }

    /** How the signature of the vendor's one image stands, and why. */
    private String signature() {
        return jdbc.sql("""
                SELECT a.signature || '/' || coalesce(a.signature_why, 'null')
                  FROM estate.pub_image_origin o
                 CROSS JOIN LATERAL estate.pub_attested(o.digest, o.origin, o.vendor, :now) a
                 WHERE o.vendor = :code
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("code", code)
                .query(String.class)
                .single();
    }

    private String imagePage() {
        UUID image = jdbc.sql("SELECT id FROM estate.image WHERE digest = :digest")
                .param("digest", digest)
                .query(UUID.class)
                .single();
        return one.get(Role.AUDITOR, "/images/" + image).text();
    }
}
