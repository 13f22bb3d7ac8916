package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who makes which image, as people say it. */
@SpringBootTest
@AutoConfigureMockMvc
class VendorPagesTests {

    private static final String HOSTILE = "<svg onload=alert(1)>";

    @Autowired
    private Images images;

    @Autowired
    private Deployments deployments;

    @Autowired
    private VendorList vendors;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private final String code = "v" + System.nanoTime();
    private final String registry = code + ".example";

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyReads(Role role) {
        enter();
        for (String path :
                List.of("/vendors", "/vendors/new", "/vendors/" + code, "/vendors.csv", "/vendors/images.csv")) {
            assertThat(desk.get(role, path).status()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "COMPLIANCE_OFFICER", mode = EnumSource.Mode.EXCLUDE)
    void nobodyButAComplianceOfficerChangesAnything(Role role) {
        enter();
        for (String path : List.of("/vendors", "/vendors/new", "/vendors/" + code)) {
            assertThat(desk.get(role, path).text())
                    .as(path)
                    .doesNotContain("method=\"post\" action=\"/vendors", "multipart");
        }
        for (String path : List.of(
                "/vendors",
                "/vendors/" + code,
                "/vendors/" + code + "/patterns",
                "/vendors/own-builds/patterns",
                "/vendors/patterns/" + new UUID(0, 0) + "/remove")) {
            assertThat(desk.post(role, path, "name", "x").status()).as(path).isEqualTo(403);
        }
        assertThat(desk.postWithoutToken(Role.COMPLIANCE_OFFICER, "/vendors/" + code, "name", "x")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void entersAVendorOnceAndKeepsItsWordsInert() {
        assertThat(enter().status()).isEqualTo(302);
        assertThat(enter().text()).contains("is taken", "value=\"" + code + "\"");
        VendorSheet sheet = vendors.find(code).orElseThrow();
        assertThat(sheet.entry())
                .isEqualTo(new VendorEntry(HOSTILE, Relationship.COMMERCIAL, true, "Risk", "", "", 14, null));
        for (String path : List.of("/vendors", "/vendors/" + code)) {
            assertThat(desk.get(Role.AUDITOR, path).text())
                    .contains("&lt;svg onload", "critical: 14 days, high: not agreed")
                    .doesNotContain(HOSTILE);
        }
        assertThat(trail("vendor.changed", code)).isEqualTo(1);
        assertThat(desk.get(Role.AUDITOR, "/vendors.csv").text())
                .contains("\"" + code + "\",\"" + HOSTILE + "\",\"COMMERCIAL\",\"true\"");
    }

    @Test
    void changesWhatIsThereAndNothingElse() {
        enter();
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/" + code, fields("New name", "30"))
                        .status())
                .isEqualTo(302);
        assertThat(vendors.find(code).orElseThrow().entry().criticalDays()).isEqualTo(30);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/none-" + code, fields("x", ""))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            new     | COMMERCIAL              | 14   | taken
            A B     | COMMERCIAL              | 14   | lower-case letters
            ok      | FRIENDS                 | 14   | which kind
            ok      | COMMERCIAL              | 0    | from 1 to
            ok      | COMMERCIAL              | 9999 | from 1 to
            ok      | COMMERCIAL              | soon | from 1 to
            ok      | OPEN_SOURCE_UNSUPPORTED | 14   | no contract
            """)
    void refusesWhatCannotBe(String wanted, String relationship, String days, String why) {
        Desk.Page page = desk.post(
                Role.COMPLIANCE_OFFICER,
                "/vendors",
                "code",
                wanted.equals("ok") ? code : wanted,
                "name",
                "A",
                "owner",
                "B",
                "relationship",
                relationship,
                "criticalDays",
                days);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains(why);
        assertThat(vendors.find(code)).isEmpty();
    }

    @Test
    void everyImageHasOneMakerByTheLongestPatternAndNoneUntilSomebodySays() {
        enter();
        String open = code + "-os";
        desk.post(
                Role.COMPLIANCE_OFFICER,
                "/vendors",
                "code",
                open,
                "name",
                "A project",
                "owner",
                "Platform",
                "relationship",
                "OPEN_SOURCE_SUPPORTED");
        image(registry + "/proxy", "1.0", digest("a"));
        image(registry + "/base/os", "1.0", digest("b"));
        image(registry + "/tools/mine", "1.0", null);
        assertThat(makers()).containsOnly("NOT_SAID");
        assertThat(desk.get(Role.AUDITOR, "/vendors").text()).contains(registry + "/proxy", "not yet said");

        name(code, registry + "/*");
        assertThat(makers()).containsOnly("COMMERCIAL");
        name(open, registry + "/base/*");
        own(registry + "/tools/*");
        assertThat(makers()).containsExactly("OPEN_SOURCE_SUPPORTED", "COMMERCIAL", "OWN_BUILD");
        assertThat(vendors.find(code).orElseThrow().counts()).isEqualTo(new VendorSheet.Counts(1, 1, 1));
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code).text())
                .contains("/proxy:1.0")
                .doesNotContain("/base/os");
        assertThat(desk.get(Role.AUDITOR, "/vendors/images.csv").text())
                .contains("\"" + registry + "/base/os\",\"1.0\",\"" + digest("b") + "\"");

        UUID rule = vendors.rules().stream()
                .filter(one -> one.pattern().equals(registry + "/*"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/patterns/" + rule + "/remove")
                        .response()
                        .getRedirectedUrl())
                .isEqualTo("/vendors/" + code);
        assertThat(makers()).containsExactly("OPEN_SOURCE_SUPPORTED", "NOT_SAID", "OWN_BUILD");
        assertThat(trail("origin.changed", registry + "/*")).isEqualTo(2);
    }

    @Test
    void patternsOfTheSameLengthThatSayDifferentThingsAreAConflict() {
        enter();
        image(registry + "/proxy", "1.0", digest("c"));
        name(code, registry + "/pro*");
        own(registry + "/*oxy");
        assertThat(makers()).containsExactly("CONFLICT");
        assertThat(desk.get(Role.AUDITOR, "/vendors").text()).contains(registry + "/*oxy, " + registry + "/pro*");
        assertThat(vendors.find(code).orElseThrow().counts().images()).isZero();
    }

    @Test
    void theSameBytesUnderAnotherNameHaveTheSameMakerOrAreAConflict() {
        enter();
        image(registry + "/proxy", "1.0", digest("d"));
        image(registry + "/mirror/proxy", "1.0", digest("d"));
        name(code, registry + "/proxy");
        assertThat(makers()).containsExactly("NOT_SAID", "COMMERCIAL");
        own(registry + "/mirror/*");
        assertThat(makers()).containsExactly("CONFLICT", "CONFLICT");
    }

    @Test
    void whatRunsAndWasNeverScannedHasAMakerToo() {
        enter();
        jdbc.sql("""
                INSERT INTO estate.deployment (id, source, identity, repository, lineage, cluster, namespace, workload, environment,
                                               kind, container, replicas, from_at, opened_at, seen_at, from_entry)
                VALUES (:id, 'SNAPSHOT', :repository || ':7', :repository, :repository, :cluster, 'n', 'w', 'production', '', 'app', 1,
                        now(), now(), now(), 0)
                """)
                .param("id", UUID.randomUUID())
                .param("repository", registry + "/unscanned")
                .param("cluster", code)
                .update();
        name(code, registry + "/*");
        assertThat(makers()).containsExactly("COMMERCIAL");
        assertThat(vendors.find(code).orElseThrow().counts()).isEqualTo(new VendorSheet.Counts(1, 1, 1));
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code).text()).contains("never scanned", "by tag only");
    }

    @Test
    void refusesAPatternThatNamesNothingOrIsTaken() {
        enter();
        String path = "/vendors/" + code + "/patterns";
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, path, "pattern", " ** ").text())
                .contains("not only stars");
        name(code, registry + "/taken");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/own-builds/patterns", "pattern", registry + "/taken")
                        .status())
                .isEqualTo(400);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/none-" + code + "/patterns", "pattern", registry + "/x")
                        .status())
                .isEqualTo(404);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/patterns/" + new UUID(0, 0) + "/remove")
                        .status())
                .isEqualTo(404);
    }

    private Desk.Page enter() {
        return desk.post(
                Role.COMPLIANCE_OFFICER,
                "/vendors",
                "code",
                code,
                "name",
                HOSTILE,
                "owner",
                "Risk",
                "relationship",
                "COMMERCIAL",
                "critical",
                "true",
                "criticalDays",
                "14");
    }

    private static String[] fields(String name, String days) {
        return new String[] {"name", name, "owner", "Risk", "relationship", "COMMERCIAL", "criticalDays", days};
    }

    private void name(String vendor, String pattern) {
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/" + vendor + "/patterns", "pattern", pattern)
                        .status())
                .isEqualTo(302);
    }

    private void own(String pattern) {
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/vendors/own-builds/patterns", "pattern", pattern)
                        .status())
                .isEqualTo(302);
    }

    /** Of this test's images, in the order of their repositories. */
    private List<String> makers() {
        return jdbc.sql("SELECT origin FROM estate.pub_image_origin WHERE repository LIKE :mine ORDER BY repository")
                .param("mine", registry + "/%")
                .query(String.class)
                .list();
    }

    /** A digest that no other test has. */
    private String digest(String of) {
        return "sha256:"
                + Sha256.of((of + code).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private void image(String repository, String tag, @Nullable String digest) {
        ImageFacts facts = new ImageFacts(new ImageReference(repository, tag, digest), null, null, null, null, null);
        UUID id = images.known(facts, clock.instant(), 0);
        deployments.state(
                id,
                new Place("production", "prod-1", "pay", repository),
                new Deployments.Statement(UUID.randomUUID(), clock.instant(), clock.instant(), 0, ""));
    }

    private long trail(String action, String object) {
        return jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = :action AND object = :object")
                .param("action", action)
                .param("object", object)
                .query(Long.class)
                .single();
    }
}
