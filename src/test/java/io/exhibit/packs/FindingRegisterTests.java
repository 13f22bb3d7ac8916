package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.Register;
import io.exhibit.estate.Relationship;
import io.exhibit.estate.Scope;
import io.exhibit.estate.ScopeTags;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a pack tells of a finding in a vendor's image: the deadline by the package's fix, and by the vendor's image. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class FindingRegisterTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Register systems;

    @Autowired
    private VendorRegister vendors;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private final String code = "f" + System.nanoTime();
    private final String cve = "CVE-2026-" + System.nanoTime();

    @Test
    void tellsBothDeadlinesOfWhatIsInAnImageOfAVendor() {
        Api api = Api.of(port, tokens, "scanner", Permission.SCANS_WRITE);
        systems.enter(
                code,
                new Register.Entry(
                        "Cards", "Owner", "", "", new ScopeTags(true, false, false, false), Exposure.INTERNAL),
                new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Mara", "test"));
        vendors.add(
                code,
                new VendorEntry("A maker", Relationship.COMMERCIAL, false, "Risk", "", "", 14, null),
                Actor.SYSTEM);
        vendors.addRule(code, code + ".example/bought*", Actor.SYSTEM);
        for (String name : List.of("bought", "built")) {
            scan(api, name + ":1.0", 40, "production", true);
            jdbc.sql("""
                    UPDATE findings.finding
                       SET fix_stated_at = :at::timestamptz, fix_stated_kind = 'advisory', fix_stated_tool = 'Grype', fix_stated_seen = first_detected_at
                     WHERE vulnerability = :cve AND fix_stated_at IS NULL
                    """).param("at", day(-20).toString()).param("cve", cve).update();
            scan(api, name + ":1.0", 40, "production", true);
        }
        assertThat(row("PCI-DSS", "bought"))
                .containsEntry("vendor", code)
                .containsEntry("days_count_from", "PACKAGE")
                .containsEntry("package_due_at", Timestamp.from(day(10)))
                .containsEntry("due_at", Timestamp.from(day(10)))
                .containsEntry("vendor_image", null)
                .containsEntry("vendor_image_due_at", null);

        scan(api, "bought:1.1", 12, "staging", false);
        assertThat(row("PCI-DSS", "bought"))
                .containsEntry("package_due_at", Timestamp.from(day(10)))
                .containsEntry("vendor_image", code + ".example/bought:1.1")
                .containsEntry("vendor_image_at", Timestamp.from(day(-12)))
                .containsEntry("vendor_image_estimated", false)
                .containsEntry("vendor_image_due_at", Timestamp.from(day(18)));
        assertThat(row("DORA", "bought"))
                .containsEntry("days_count_from", "OWN_SCANS")
                .containsEntry("package_due_at", null);
        assertThat(row("PCI-DSS", "built"))
                .containsEntry("vendor", null)
                .containsEntry("days_count_from", null)
                .containsEntry("vendor_image_due_at", null);
    }

    @Test
    void listsWhatCameBackOftenInTheOrderThatFilesHave() {
        Api api = Api.of(port, tokens, "scanner", Permission.SCANS_WRITE);
        systems.enter(
                code,
                new Register.Entry(
                        "Cards", "Owner", "", "", new ScopeTags(true, false, false, false), Exposure.INTERNAL),
                new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Mara", "test"));
        for (int time = 1; time <= 10; time++) {
            scan(api, "flapping:1.0", 40, "production", true);
            scan(api, "flapping:1.0", 40, "production", false);
        }
        Frame frame = frame("PCI-DSS");
        for (var register : List.of(FindingRegister.in(frame), FindingRegister.keys(frame))) {
            assertThat(rows(register).stream().map(row -> String.valueOf(row.get("episode"))))
                    .containsExactly("1", "10", "2", "3", "4", "5", "6", "7", "8", "9");
        }
    }

    private Map<String, Object> row(String framework, String image) {
        return rows(FindingRegister.in(frame(framework))).stream()
                .filter(row -> String.valueOf(row.get("target")).endsWith("/" + image))
                .findFirst()
                .orElseThrow();
    }

    private Frame frame(String framework) {
        Instant asOf = clock.instant();
        return new Frame(
                catalogue.framework(new FrameworkId(framework)),
                Scope.parse("system:" + code),
                new Period(asOf.minus(Duration.ofDays(9)), asOf.plus(Duration.ofDays(1))),
                asOf,
                Long.MAX_VALUE);
    }

    private List<Map<String, Object>> rows(io.exhibit.packs.Register register) {
        return jdbc.sql(register.definition().query())
                .params(register.parameters())
                .query()
                .listOfRows();
    }

    private void scan(Api api, String image, int builtDaysAgo, String environment, boolean shown) {
        String name = code + ".example/" + image;
        String digest =
                "sha256:" + Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex();
        String report = """
                {"SchemaVersion":2,"ArtifactName":"%s","ArtifactType":"container_image",
                 "Metadata":{"Size":%d,"RepoTags":["%s"],"RepoDigests":["%s@%s"],"ImageConfig":{"created":"%s"}},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Packages":[{"Name":"openssl","Version":"1"}],
                   "Vulnerabilities":[%s]}]}
                """.formatted(
                        name,
                        System.nanoTime(),
                        name,
                        name.substring(0, name.indexOf(':')),
                        digest,
                        day(-builtDaysAgo),
                        shown ? """
                                {"VulnerabilityID":"%s","PkgName":"openssl","InstalledVersion":"1","Severity":"CRITICAL",
                                 "FixedVersion":"2","Title":"%d"}""".formatted(cve, System.nanoTime()) : "");
        assertThat(api.post(
                                "/api/v1/scans?wait=60s&system=" + code + "&environment=" + environment,
                                report.getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
    }

    private Instant day(int days) {
        return today.plus(Duration.ofDays(days));
    }
}
