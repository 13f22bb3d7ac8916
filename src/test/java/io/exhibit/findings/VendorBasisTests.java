package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.Register;
import io.exhibit.estate.Relationship;
import io.exhibit.estate.ScopeTags;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The fix of the package was there 20 days ago; what counts in an image of a vendor is the bank's choice, and both are told. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class VendorBasisTests {

    private static final int FIX = 20;

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private VendorRegister vendors;

    @Autowired
    private Policies policies;

    @Autowired
    private RankTurns turns;

    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private final String world = "v" + System.nanoTime();
    private final String repository = world + ".example/proxy";
    private final String cve = "CVE-2026-" + System.nanoTime();
    private Desk desk;
    private Api api;

    @BeforeEach
    void enterAVendor(@Autowired BeanFactory beans, @Autowired Register register) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "scanner", Permission.SCANS_WRITE);
        register.enter(
                world,
                new Register.Entry(
                        "Cards", "Owner", "", "", new ScopeTags(true, false, false, false), Exposure.INTERNAL),
                new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Mara", "test"));
        vendors.add(world, entry(Relationship.COMMERCIAL), Actor.SYSTEM);
        vendors.addRule(world, world + ".example/*", Actor.SYSTEM);
    }

    @AfterEach
    void countFromThePackageAgain() {
        if (policies.patchPolicy().vendors() == VendorBasis.VENDOR_IMAGE) {
            choose(VendorBasis.PACKAGE);
        }
    }

    @Test
    void bothAreToldAndThePackageCountsUntilThePolicySaysOtherwise() {
        scan("1.0", 40, "production", true);
        String waiting = "the vendor has no image without it yet: 2";
        assertThat(deadline()).isEqualTo("day -20, due day 10");
        assertThat(story())
                .contains(
                        "In an image of", "Vendor of " + world, waiting, "days since the fix", "the package&#39;s fix");
        assertThat(desk.get(Role.AUDITOR, "/timeline?profile=PCI&scope=system:" + world)
                        .text())
                .contains(waiting);

        scan("1.1", 12, "staging", false);
        assertThat(deadline()).isEqualTo("day -20, due day 10");
        assertThat(story())
                .contains(
                        repository + ":1.1", "built then, by its own configuration", "without it by the Trivy scan of")
                .doesNotContain(waiting);
        String row = "\"Vendor of " + world + "\",\"the package's fix\",\"" + day(-20) + "\",\"false\",\"" + day(10)
                + "\",\"" + repository + ":1.1\",\"" + day(-12) + "\",\"false\",";
        assertThat(desk.get(Role.AUDITOR, "/timeline.csv?profile=PCI&scope=system:" + world)
                        .text())
                .contains(row, "\"" + day(18) + "\"");
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?q=" + cve).text()).contains("vendor_image_due_at");
        assertThat(desk.get(Role.AUDITOR, "/progress/letter?scope=system:" + world)
                        .text())
                .contains("image of Vendor of " + world + ": package&#39;s fix:", "vendor&#39;s image:");
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + world + "/verification").text())
                .as("delivered, though nothing was closed by it")
                .contains("What was delivered", "PCI DSS 6.3.3", "counts: the package&#39;s fix")
                .doesNotContain("What waits");
    }

    @Test
    void theClockStartsWithTheVendorsImageAndNotBefore() {
        choose(VendorBasis.VENDOR_IMAGE);
        scan("1.0", 40, "production", true);
        assertThat(deadline()).isEqualTo("not started");
        assertThat(note()).contains("the vendor has no image without it yet");
        assertThat(story())
                .contains("the vendor&#39;s image", "no clock: no image of the vendor yet", day(10).substring(0, 4));

        scan("1.1", 12, "staging", false);
        assertThat(deadline()).isEqualTo("day -12, due day 18");
        assertThat(inputs())
                .isEqualTo("VENDOR_IMAGE, package due " + day(10) + ", image " + repository + ":1.1 of " + day(-12)
                        + " BUILT");
        assertThat(story()).contains("the vendor&#39;s image without it, built then");

        scan("1.2", 2, "staging", false);
        assertThat(deadline()).as("the earliest counts").isEqualTo("day -12, due day 18");
        scan("1.0", 40, "recovery", true);
        assertThat(deadline("recovery")).as("what comes later").isEqualTo("day -12, due day 18");
    }

    @Test
    void anImageThatWasThereBeforeMakesWhatClosedOnlyNowLate() {
        choose(VendorBasis.VENDOR_IMAGE);
        scan("1.0", 40, "production", true);
        date(50);
        scan("1.1", 45, "production", false);
        assertThat(deadline()).as("never newer than the image that had it").isEqualTo("not started");
        scan("1.0", 60, "production", true);
        scan("1.2", 35, "production", false);
        assertThat(deadline()).isEqualTo("day -35, due day -5");
    }

    @Test
    void anImageThatWasScannedBeforeTheVulnerabilityWasKnownProvesNothing() {
        choose(VendorBasis.VENDOR_IMAGE);
        scan("1.1", 12, "staging", false);
        scan("1.0", 40, "production", true);
        assertThat(deadline()).isEqualTo("not started");
        scan("1.1", 12, "staging", false);
        assertThat(deadline()).isEqualTo("day -12, due day 18");
    }

    @Test
    void onlyThePackageCountsWhereThereIsNobodyToHoldToIt() {
        choose(VendorBasis.VENDOR_IMAGE);
        scan("1.0", 40, "production", true);
        assertThat(deadline()).isEqualTo("not started");
        vendors.change(world, entry(Relationship.OPEN_SOURCE_UNSUPPORTED), Actor.SYSTEM);
        assertThat(deadline()).isEqualTo("day -20, due day 10");
        vendors.change(world, entry(Relationship.COMMERCIAL), Actor.SYSTEM);
        assertThat(deadline()).isEqualTo("not started");
        vendors.addRule(null, world + ".example/proxy", Actor.SYSTEM);
        assertThat(deadline()).as("the bank builds it itself").isEqualTo("day -20, due day 10");
    }

    @Test
    void whatWasOverdueStaysOverdueWhenThePolicyChanges() {
        scan("1.0", 40, "production", true);
        date(31);
        scan("1.0", 40, "production", true);
        assertThat(deadline()).isEqualTo("day -31, due day -1");
        choose(VendorBasis.VENDOR_IMAGE);
        assertThat(deadline()).isEqualTo("day -31, due day -1");
    }

    private VendorEntry entry(Relationship relationship) {
        return new VendorEntry("Vendor of " + world, relationship, true, "Risk", "", "", null, null);
    }

    private void choose(VendorBasis basis) {
        Desk.Page answer = desk.post(
                Role.SECURITY_ENGINEER,
                "/policies",
                "from",
                "5",
                "name",
                "Vendors",
                "reason",
                "As agreed with the assessor",
                "vendorImages",
                basis.name());
        assertThat(answer.flash("done")).as(answer.text()).contains("is drafted");
        int drafted = jdbc.sql("SELECT max(version) FROM findings.policy")
                .query(Integer.class)
                .single();
        assertThat(desk.get(Role.AUDITOR, "/policies").text())
                .contains(basis.meaning().replace("'", "&#39;"));
        desk.post(Role.COMPLIANCE_OFFICER, "/policies/" + drafted + "/approve");
        assertThat(policies.patchPolicy().vendors()).isEqualTo(basis);
        turns.follow();
    }

    /** A report does not state when the fix was there; here one does. */
    private void date(int daysAgo) {
        jdbc.sql("""
                        UPDATE findings.finding
                           SET fix_stated_at = :at::timestamptz, fix_stated_kind = 'advisory', fix_stated_tool = 'Grype', fix_stated_seen = first_detected_at
                         WHERE vulnerability = :cve
                        """).param("at", day(-daysAgo)).param("cve", cve).update();
    }

    private String day(int from) {
        return today.plus(from, ChronoUnit.DAYS).toString();
    }

    private String deadline() {
        return deadline("production");
    }

    private String deadline(String environment) {
        return jdbc.sql("""
                        SELECT coalesce('day ' || (d.starts_at::date - :today::timestamptz::date) || ', due day '
                                        || (d.due_at::date - :today::timestamptz::date), 'not started')
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                          JOIN estate.pub_target t ON t.id = f.target_id
                         WHERE f.vulnerability = :cve AND t.environment = :environment AND d.profile = 'PCI'
                           AND d.superseded_at IS NULL
                         ORDER BY d.episode DESC
                         LIMIT 1
                        """)
                .param("today", today.toString())
                .param("cve", cve)
                .param("environment", environment)
                .query(String.class)
                .single();
    }

    private String note() {
        return input("d.inputs ->> 'note'");
    }

    private String inputs() {
        return input("""
                (d.inputs ->> 'basis') || ', package due ' || (d.inputs ->> 'packageDueAt') || ', image ' || (d.inputs ->> 'vendorImage')
                || ' of ' || (d.inputs ->> 'vendorImageAt') || ' ' || (d.inputs ->> 'vendorImageDatedBy')""");
    }

    private String input(String expression) {
        return jdbc.sql("SELECT " + expression + """
                         FROM findings.deadline d
                         JOIN findings.finding f ON f.id = d.finding_id
                        WHERE f.vulnerability = :cve AND d.profile = 'PCI' AND d.superseded_at IS NULL
                        """)
                .param("cve", cve)
                .query(String.class)
                .single();
    }

    private String story() {
        UUID finding = jdbc.sql(
                        "SELECT id FROM findings.finding WHERE vulnerability = :cve ORDER BY first_detected_at LIMIT 1")
                .param("cve", cve)
                .query(UUID.class)
                .single();
        return desk.get(Role.AUDITOR, "/findings/" + finding).text();
    }

    /** Grype dates the fix, Trivy dates the image: here one scanner that is called Trivy does the latter, and what it shows is dated after. */
    private void scan(String tag, int builtDaysAgo, String environment, boolean shown) {
        post(tag, builtDaysAgo, environment, shown);
        int dated = jdbc.sql("""
                        UPDATE findings.finding
                           SET fix_stated_at = :at::timestamptz, fix_stated_kind = 'advisory', fix_stated_tool = 'Grype', fix_stated_seen = first_detected_at
                         WHERE vulnerability = :cve AND fix_stated_at IS NULL
                        """).param("at", day(-FIX)).param("cve", cve).update();
        if (dated > 0) {
            post(tag, builtDaysAgo, environment, shown);
        }
    }

    private void post(String tag, int builtDaysAgo, String environment, boolean shown) {
        String digest = "sha256:"
                + Sha256.of((world + tag).getBytes(StandardCharsets.UTF_8)).hex();
        String name = repository + ":" + tag;
        String vulnerability =
                "{\"VulnerabilityID\":\"" + cve + "\",\"PkgName\":\"openssl\",\"InstalledVersion\":\"1\","
                        + "\"Severity\":\"CRITICAL\",\"FixedVersion\":\"2\",\"Title\":\"" + System.nanoTime() + "\"}";
        String report = "{\"SchemaVersion\":2,\"ArtifactName\":\"" + name + "\",\"ArtifactType\":\"container_image\","
                + "\"Metadata\":{\"Size\":" + System.nanoTime() + ",\"ImageID\":\"" + digest + "\",\"RepoTags\":[\""
                + name + "\"],\"RepoDigests\":[\""
                + repository + "@" + digest + "\"],\"OS\":{\"Family\":\"debian\",\"Name\":\"12\"},"
                + "\"ImageConfig\":{\"created\":\"" + day(-builtDaysAgo) + "\"}},"
                + "\"Results\":[{\"Target\":\"os\",\"Class\":\"os-pkgs\",\"Type\":\"debian\",\"Packages\":[{\"Name\":\"openssl\",\"Version\":\"1\"}],"
                + "\"Vulnerabilities\":[" + (shown ? vulnerability : "") + "]}]}";
        assertThat(api.post(
                                "/api/v1/scans?wait=60s&system=" + world + "&environment=" + environment,
                                report.getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
    }
}
