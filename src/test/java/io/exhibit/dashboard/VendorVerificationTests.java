package io.exhibit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.estate.Relationship;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can be told of a vendor from scans of its images alone. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class VendorVerificationTests {

    private static final String CRITICAL = "CRITICAL";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private VendorRegister register;

    @Autowired
    private VendorPulse pulse;

    @Autowired
    private VendorImages images;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Api api;
    private final String code = "w" + System.nanoTime();
    private final String repository = code + ".example/proxy";
    private final String cve = "CVE-2026-" + code;

    @BeforeEach
    void enterVendor(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "scanner", Permission.SCANS_WRITE);
        register.add(
                code,
                new VendorEntry("<b>Vendor</b>", Relationship.COMMERCIAL, true, "Risk", "", "", 14, null),
                Actor.SYSTEM);
        register.addRule(code, code + ".example/*", Actor.SYSTEM);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyReads(Role role) {
        for (String path : List.of("/verification", "/verification.csv")) {
            assertThat(desk.get(role, "/vendors/" + code + path).status()).isEqualTo(200);
            assertThat(desk.get(role, "/vendors/none-" + code + path).status()).isEqualTo(404);
        }
    }

    @Test
    void saysWhatIsNotGivenAndWhatIsNotKnown() {
        String page =
                desk.get(Role.AUDITOR, "/vendors/" + code + "/verification").text();
        assertThat(page)
                .contains(
                        "0</span> of <span>0", "No image of the vendor is known", "No image of the vendor was seen yet")
                .contains("&lt;b&gt;Vendor")
                .doesNotContain("<b>Vendor", "data-state=\"ok\"");
    }

    @Test
    void countsWhatIsInheritedInTheImageThatWasScannedLastAndNotInItsForerunner() {
        scan("1.0", "production", true, vulnerability(cve, CRITICAL, true), vulnerability(cve + "-2", "HIGH", false));
        assertThat(images.lines(code, false, now(), 9)).singleElement().satisfies(one -> {
            assertThat(List.of(
                            one.open().critical(), one.open().high(), one.scan().components()))
                    .containsExactly(1L, 1L, 1L);
            assertThat(one.scan().conclusive()).isTrue();
        });
        scan("1.1", "production", false, vulnerability(cve + "-2", "HIGH", false));
        assertThat(images.lines(code, false, now(), 9)).hasSize(2).anySatisfy(one -> {
            assertThat(one.place().tag()).isEqualTo("1.0");
            assertThat(one.open().targets()).isZero();
        });
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification").text())
                .contains(
                        "Another image was scanned in its place since.",
                        "1 high",
                        ">none<",
                        "1 package listed by scans or SBOMs");
    }

    @Test
    void waitsUntilAnImageWithoutItIsSeenAndCountsFromTheFixThatWasFirstShown() {
        scan("1.0", "production", false, vulnerability(cve, CRITICAL, true));
        fixKnown(20);
        assertThat(pulse.lines(code, now(), 9, "WAITING")).singleElement().satisfies(one -> {
            assertThat(one.days()).isEqualTo(21);
            assertThat(one.verdict()).isEqualTo("OVER");
            assertThat(one.deliveredBy()).isNull();
        });
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification").text())
                .contains("over 14 days", "none seen", "estimate");

        scan("1.1", "production", false);
        imageSeen("1.1", 17);
        imageSeen("1.0", 30);
        assertThat(pulse.lines(code, now(), 9, "WAITING")).isEmpty();
        assertThat(pulse.lines(code, now(), 9, "DELIVERED")).singleElement().satisfies(one -> {
            // A little more than three days, rounded up.
            assertThat(one.days()).isEqualTo(4);
            assertThat(one.verdict()).isEqualTo("WITHIN");
        });
        assertThat(pulse.figures(code, now())).singleElement().satisfies(figure -> {
            assertThat(figure.quarter()).isEqualTo(quarter(17));
            assertThat(figure.medianDays()).isEqualTo(4);
            assertThat(figure.worst()).isEqualTo(4);
            assertThat(figure.within()).isEqualTo(1);
        });
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification.csv")
                        .text())
                .contains("\"" + cve + "\"", "\"DELIVERED\"", "\"4\",\"14\",\"WITHIN\"");
    }

    @Test
    void closeToTheLimitCannotBeTold() {
        scan("1.0", "production", false, vulnerability(cve, CRITICAL, true));
        scan("1.1", "production", false);
        fixKnown(20);
        imageSeen("1.0", 30);
        imageSeen("1.1", 10);
        assertThat(pulse.lines(code, now(), 9, "DELIVERED"))
                .singleElement()
                .satisfies(one -> assertThat(one.verdict()).isEqualTo("CLOSE"));
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification").text())
                .contains("close to 14 days: cannot be told");
    }

    @Test
    void aStatedDateOfTheFixIsNoEstimate() {
        scan("1.0", "production", false, vulnerability(cve, CRITICAL, true));
        scan("1.1", "production", false);
        fixKnown(15);
        jdbc.sql("""
                        UPDATE findings.finding
                           SET fix_stated_at = now() - interval '20 days', fix_stated_kind = 'advisory', fix_stated_tool = 'Grype',
                               fix_stated_seen = now()
                         WHERE vulnerability = :cve
                        """).param("cve", cve).update();
        imageSeen("1.0", 30);
        imageSeen("1.1", 10);
        assertThat(pulse.lines(code, now(), 9, "DELIVERED"))
                .singleElement()
                .satisfies(one -> assertThat(one.days() + " " + one.verdict()).isEqualTo("11 WITHIN"));
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification").text())
                .contains("stated: advisory", "within 14 days");
    }

    @Test
    void isToldAsItWasKnownOnADay() {
        Instant before = clock.instant();
        scan("1.0", "production", true, vulnerability(cve, CRITICAL, true), vulnerability(cve + "-2", "HIGH", false));
        Instant between = clock.instant();
        scan("1.1", "production", false, vulnerability(cve + "-2", "HIGH", true));
        AsOf then = new AsOf(between, false);

        assertThat(images.lines(code, false, new AsOf(before, false), 9)).isEmpty();
        assertThat(images.lines(code, false, then, 9)).singleElement().satisfies(one -> {
            assertThat(one.place().tag()).isEqualTo("1.0");
            assertThat(List.of(one.open().critical(), one.open().high())).containsExactly(1L, 1L);
        });
        assertThat(images.figures(code, then).digests())
                .isEqualTo(images.figures(code, now()).digests());
        assertThat(pulse.lines(code, then, 9, "WAITING"))
                .extracting(VendorPulse.Line::vulnerability)
                .containsExactly(cve);
        assertThat(pulse.lines(code, then, 9, "NO_FIX"))
                .as("no scan had shown a fix by then")
                .singleElement()
                .satisfies(one -> assertThat(one.fixedVersion()).isNull());
        assertThat(pulse.lines(code, then, 9, "DELIVERED")).isEmpty();
        assertThat(pulse.lines(code, new AsOf(before, false), 9, "WAITING", "NO_FIX", "GONE"))
                .isEmpty();
        assertThat(pulse.lines(code, now(), 9, "DELIVERED")).hasSize(1);
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification?asOf=" + between)
                        .text())
                .contains("1 critical", "1 high", "none seen", "/verification.csv?asOf=", "As it was known then")
                .doesNotContain("Another image was scanned in its place since.");
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification.csv?asOf=" + between)
                        .text())
                .contains("\"WAITING\"", "\"NO_FIX\"", between.toString())
                .doesNotContain("DELIVERED");
    }

    @Test
    void isDeliveredOnceHoweverSlowTheBankIsToTakeIt() {
        scan("1.0", "production", false, vulnerability(cve, CRITICAL, true));
        scan("1.0", "test", false, vulnerability(cve, CRITICAL, true));
        scan("1.1", "test", false);
        assertThat(pulse.lines(code, now(), 9, "DELIVERED")).hasSize(1);
        assertThat(pulse.lines(code, now(), 9, "WAITING")).isEmpty();
    }

    @Test
    void anotherScanOfTheSameImageDeliversNothingAndNeitherDoesAnOlderOne() {
        scan("1.0", "production", false, vulnerability(cve, CRITICAL, true));
        scan("1.0", "production", false);
        assertThat(pulse.lines(code, now(), 9, "DELIVERED", "WAITING")).isEmpty();
        assertThat(pulse.lines(code, now(), 9, "GONE")).hasSize(1);
    }

    @Test
    void anImageThatBringsItBackTakesTheDeliveryBack() {
        scan("1.0", "production", false, vulnerability(cve, CRITICAL, true));
        scan("1.1", "production", false);
        scan("1.2", "production", false, vulnerability(cve, CRITICAL, true));
        assertThat(pulse.lines(code, now(), 9, "DELIVERED")).isEmpty();
        assertThat(pulse.lines(code, now(), 9, "WAITING")).hasSize(1);
        scan("1.3", "production", false);
        assertThat(pulse.lines(code, now(), 9, "DELIVERED")).hasSize(1);
    }

    @Test
    void whatHasNoFixHasNoClockAndWhatHasNoContractNoVerdict() {
        scan("1.0", "production", false, vulnerability(cve, CRITICAL, false), vulnerability(cve + "-2", "HIGH", true));
        assertThat(pulse.lines(code, now(), 9, "NO_FIX"))
                .singleElement()
                .satisfies(one -> assertThat(one.days()).isNull());
        assertThat(pulse.lines(code, now(), 9, "WAITING"))
                .singleElement()
                .satisfies(one -> assertThat(one.verdict()).isEqualTo("NONE"));
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification").text())
                .contains("1 more open without a fix", "no days agreed", "not agreed")
                .doesNotContain("data-state=\"ok\"");
    }

    private AsOf now() {
        return new AsOf(clock.instant(), true);
    }

    private String quarter(int daysAgo) {
        var day = clock.instant().minus(Duration.ofDays(daysAgo)).atOffset(ZoneOffset.UTC);
        return day.getYear() + " Q" + ((day.getMonthValue() + 2) / 3);
    }

    private void fixKnown(int daysAgo) {
        jdbc.sql(
                        "UPDATE findings.finding SET fix_seen_at = now() - make_interval(days => :days) WHERE vulnerability = :cve")
                .param("days", daysAgo)
                .param("cve", cve)
                .update();
    }

    private void imageSeen(String tag, int daysAgo) {
        jdbc.sql("""
                UPDATE estate.image SET first_seen_at = now() - make_interval(days => :days)
                 WHERE repository = :repository AND tag = :tag
                """)
                .param("days", daysAgo)
                .param("repository", repository)
                .param("tag", tag)
                .update();
    }

    private static String vulnerability(String id, String severity, boolean fixed) {
        return "{\"VulnerabilityID\":\"" + id + "\",\"PkgName\":\"openssl\",\"InstalledVersion\":\"1\",\"Severity\":\""
                + severity + "\"" + (fixed ? ",\"FixedVersion\":\"2\"" : "") + "}";
    }

    private void scan(String tag, String environment, boolean listed, String... vulnerabilities) {
        String digest = "sha256:"
                + Sha256.of((code + tag).getBytes(StandardCharsets.UTF_8)).hex();
        String name = repository + ":" + tag;
        String report = "{\"SchemaVersion\":2,\"ArtifactName\":\"" + name + "\",\"ArtifactType\":\"container_image\","
                + "\"Metadata\":{\"ImageID\":\"" + digest + "\",\"RepoTags\":[\"" + name + "\"],\"RepoDigests\":[\""
                + repository
                + "@" + digest + "\"],\"OS\":{\"Family\":\"debian\",\"Name\":\"12\"}},"
                + "\"Results\":[{\"Target\":\"os\",\"Class\":\"os-pkgs\",\"Type\":\"debian\""
                + (listed ? ",\"Packages\":[{\"Name\":\"openssl\",\"Version\":\"1\"}]" : "")
                + ",\"Vulnerabilities\":[" + String.join(",", vulnerabilities) + "]}]}";
        assertThat(api.post(
                                "/api/v1/scans?wait=60s&environment=" + environment,
                                report.getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
    }
}
