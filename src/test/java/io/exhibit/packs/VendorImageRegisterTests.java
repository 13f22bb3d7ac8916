package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.KeyComparisons;
import io.exhibit.estate.KeyEntry;
import io.exhibit.estate.Relationship;
import io.exhibit.estate.Scope;
import io.exhibit.estate.Signer;
import io.exhibit.estate.TrustedKeys;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a pack tells of vendors' images: those that ran, each with what is verified of it as of the day that is judged. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class VendorImageRegisterTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private VendorRegister register;

    @Autowired
    private TrustedKeys keys;

    @Autowired
    private KeyComparisons comparisons;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String code = "r" + System.nanoTime();

    @Test
    void hasWhatRanWithItsSignatureItsFileAndWhatIsOpen() {
        Api api = Api.of(port, tokens, "maker", Permission.ATTESTATIONS_WRITE, Permission.SCANS_WRITE);
        register.add(
                code,
                new VendorEntry("A maker", Relationship.COMMERCIAL, false, "Risk", "", "", 14, null),
                Actor.SYSTEM);
        register.addRule(code, code + ".example/*", Actor.SYSTEM);
        String signed = scan(api, "signed", "&namespace=n&workload=w");
        scan(api, "plain", "&namespace=n&workload=v");
        scan(api, "never-ran", "");
        Signer signer = Signer.of("Ed25519");
        Instant before = clock.instant();
        long key = keys.enter(
                code, new KeyEntry(signer.pem(), "", "the portal", null, LocalDate.of(2026, 1, 1), null), somebody());
        comparisons.follow();
        keys.approve(key, somebody());
        assertThat(api.post(
                                "/api/v1/attestations?wait=30s",
                                signer.envelope(Signer.provenance(signed, true), "")
                                        .getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");

        List<Map<String, Object>> rows = rows("all", clock.instant());
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row).containsEntry("running", true).containsEntry("due_diligence", "INCOMPLETE");
            assertThat(row).containsEntry("open_critical", 1L).containsEntry("documents_expected", 3);
        });
        assertThat(row(rows, "signed"))
                .containsEntry("signature", "VERIFIED")
                .containsEntry("key_entry", key)
                .containsEntry("provenance", "VERIFIED")
                .containsEntry("revision", "0a1b2c3d4e")
                .containsEntry("sbom_given", "NONE")
                .containsEntry("digest", signed);
        assertThat(row(rows, "plain")).containsEntry("signature", "NONE");
        // Judged on a day before the key and the statement, nothing was verified.
        assertThat(rows("all", before))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).containsEntry("signature", "NONE"));
        assertThat(rows("system:none", clock.instant())).isEmpty();
    }

    private String scan(Api api, String name, String place) {
        String repository = code + ".example/" + name;
        String digest = "sha256:"
                + Sha256.of(repository.getBytes(StandardCharsets.UTF_8)).hex();
        String report = """
                {"SchemaVersion":2,"ArtifactName":"%s:1","ArtifactType":"container_image",
                 "Metadata":{"RepoDigests":["%s@%s"],"RepoTags":["%s:1"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian",
                   "Vulnerabilities":[{"VulnerabilityID":"CVE-2026-1","PkgName":"p","InstalledVersion":"1","Severity":"CRITICAL"}]}]}
                """.formatted(repository, repository, digest, repository);
        String where = place.isEmpty() ? "" : "&environment=production&cluster=" + code + place;
        assertThat(api.post("/api/v1/scans?wait=30s" + where, report.getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
        return digest;
    }

    private static Actor somebody() {
        return new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Somebody", "test");
    }

    private List<Map<String, Object>> rows(String scope, Instant asOf) {
        Frame frame = new Frame(
                catalogue.framework(new FrameworkId("PCI-DSS")),
                Scope.parse(scope),
                new Period(asOf.minus(Duration.ofDays(9)), asOf.plus(Duration.ofDays(1))),
                asOf,
                Long.MAX_VALUE);
        Register vendors = VendorImageRegister.in(frame);
        return jdbc.sql(vendors.definition().query()).params(vendors.parameters()).query().listOfRows().stream()
                .filter(row -> code.equals(row.get("vendor")))
                .toList();
    }

    private static Map<String, Object> row(List<Map<String, Object>> rows, String name) {
        return rows.stream()
                .filter(row -> String.valueOf(row.get("repository")).endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }
}
