package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
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
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@AutoConfigureMockMvc
class ComponentPagesTests {

    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");

    @Autowired
    private Images images;

    @Autowired
    private Deployments deployments;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private final String code = "c" + System.nanoTime();
    private final String package1 = "org.apache.logging." + code + ":" + code + "-core";

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodySearches(Role role) {
        assertThat(desk.get(role, "/components").status()).isEqualTo(200);
        assertThat(desk.get(role, "/components?name=openssl").status()).isEqualTo(200);
    }

    @Test
    void findsTheWorkloadsThatRanItOnAnyDayOfThePeriod() {
        UUID old = image("old", digest("a"), "2.14.1");
        UUID patched = image("new", digest("b"), "2.17.1");
        runs(old, "gateway-" + code, MAY, JUNE);
        runs(patched, "gateway-" + code, JUNE, null);

        String may = search("name=" + code + "-core&from=2025-05-31&to=2025-05-31");
        assertThat(may).contains("1 workload", "gateway-" + code, "2.14.1").doesNotContain("still runs");
        assertThat(may).contains("1 more image has it").contains("not stated to run");
        assertThat(search("name=" + package1 + "&version=2.14.1&from=2025-04-01&to=2025-04-30"))
                .contains("0 workloads");
        String both = search("name=" + code + "*&from=2025-05-31&to=2025-06-01");
        assertThat(both).contains("1 workload", "2 images", "2.14.1", "2.17.1", "still runs");
        assertThat(search("name=" + code + "-CORE&version=2.17.*&from=2025-06-10&to=2025-06-11"))
                .contains("1 workload")
                .doesNotContain("2.14.1");
        assertThat(search("name=" + code + "&from=2025-05-31&to=2025-06-01")).contains("No image in this scope");
    }

    @Test
    void asksOnlyWithinTheScope() {
        desk.post(Role.COMPLIANCE_OFFICER, "/systems", "code", code, "name", "Cards", "owner", "Cards");
        desk.post(
                Role.COMPLIANCE_OFFICER,
                "/systems/" + code + "/rules",
                "kind",
                "NAMESPACE",
                "cluster",
                "",
                "pattern",
                "ns-" + code);
        UUID image = image("one", digest("c"), "1");
        runs(image, "inside-" + code, MAY, null);
        String asked = "name=" + package1 + "&from=2025-05-31&to=2025-05-31";
        assertThat(search(asked + "&scope=system:" + code)).contains("inside-" + code, "Cards");
        assertThat(search(asked + "&scope=tag:cardholder-data")).doesNotContain("inside-" + code);
    }

    /** In the cardholder data environment from May to the middle of June, by what was confirmed then; it never was by what counts now. */
    @ParameterizedTest
    @CsvSource({
        "2025-05-31, 2025-05-31, true",
        "2025-06-14, 2025-07-31, true",
        "2025-06-16, 2025-07-31, false",
        "2025-01-01, 2025-04-30, false"
    })
    void asksWithinTheScopeThatTheSystemHadWhenTheWorkloadRan(LocalDate from, LocalDate to, boolean found) {
        system(code);
        confirmed(code, Instant.parse("2025-01-01T00:00:00Z"), false);
        confirmed(code, MAY, true);
        confirmed(code, Instant.parse("2025-06-15T00:00:00Z"), false);
        target(code);
        runs(image("1.1", digest("t"), "1"), "then-" + code, Instant.parse("2025-02-01T00:00:00Z"), null);
        runs(image("1.2", digest("u"), null), "unlisted-" + code, Instant.parse("2025-02-01T00:00:00Z"), null);

        String asked = "name=" + package1 + "&from=" + from + "&to=" + to + "&scope=";
        assertThat(search(asked + "tag:cardholder-data").contains("then-" + code))
                .isEqualTo(found);
        assertThat(search(asked + "tag:cardholder-data").contains("whether they have it is unknown"))
                .isEqualTo(found);
        assertThat(search(asked + "tag:pci").contains("then-" + code)).isEqualTo(found);
        assertThat(search(asked + "system:" + code)).contains("then-" + code);
    }

    @Test
    void aRunThatWasOverBeforeTheScopeBeganWasNotInIt() {
        system(code);
        confirmed(code, Instant.parse("2025-01-01T00:00:00Z"), false);
        confirmed(code, JUNE, true);
        runs(image("over", digest("o"), "1"), "over-" + code, MAY, JUNE);
        runs(image("on", digest("n"), "1"), "on-" + code, MAY, null);

        assertThat(search("name=" + package1 + "&from=2025-05-01&to=2025-06-30&scope=tag:cardholder-data"))
                .contains("on-" + code)
                .doesNotContain("over-" + code);
    }

    /** Its target belonged to a system in scope until June, and belongs to another, or to none, since. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksForTheSystemThatItsTargetBelongedToThen(boolean toAnother) {
        String before = code + "b";
        system(before);
        confirmed(before, Instant.parse("2025-01-01T00:00:00Z"), true);
        if (toAnother) {
            system(code);
        }
        runs(image("1.3", digest("m"), "1"), "moved-" + code, MAY, null);
        UUID target = target(toAnother ? code : null);
        jdbc.sql("""
                INSERT INTO estate.earlier_system (target_id, superseded_at, since, system_id)
                SELECT :target, :until, :since, s.id FROM estate.system s WHERE s.code = :code
                """)
                .param("target", target)
                .param("until", JUNE.atOffset(ZoneOffset.UTC))
                .param("since", MAY.plusSeconds(86_400 * 20).atOffset(ZoneOffset.UTC))
                .param("code", before)
                .update();

        for (String scope : List.of("tag:cardholder-data", "system:" + before)) {
            assertThat(search("name=" + package1 + "&from=2025-05-01&to=2025-05-15&scope=" + scope))
                    .contains("moved-" + code);
            assertThat(search("name=" + package1 + "&from=2025-06-02&to=2025-06-15&scope=" + scope))
                    .doesNotContain("moved-" + code);
        }
        assertThat(search("name=" + package1 + "&from=2025-06-02&to=2025-06-15&scope=system:" + code)
                        .contains("moved-" + code))
                .isEqualTo(toAnother);
    }

    /** That of its image, in every place. */
    private UUID target(@Nullable String system) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, claimed_system, first_seen_at, system_id,
                                           attributed_by)
                VALUES (:id, :key, 'IMAGE', :name, '', '', '', '', :system, :at,
                        (SELECT s.id FROM estate.system s WHERE s.code = :system::text), CASE WHEN :system::text IS NOT NULL THEN 'SENDER' END)
                """)
                .param("id", id)
                .param("key", "IMAGE|" + code)
                .param("name", "registry.example/" + code + "/app")
                .param("at", MAY.atOffset(ZoneOffset.UTC))
                .param("system", system)
                .update();
        return id;
    }

    /** A system whose one confirmation, of now, says that it is in no scope; what runs in the namespace of this test belongs to the first. */
    private void system(String named) {
        desk.post(Role.COMPLIANCE_OFFICER, "/systems", "code", named, "name", named, "owner", "Cards");
        if (named.equals(code)) {
            desk.post(
                    Role.COMPLIANCE_OFFICER,
                    "/systems/" + named + "/rules",
                    "kind",
                    "NAMESPACE",
                    "cluster",
                    "",
                    "pattern",
                    "ns-" + code + "*");
        }
    }

    private void confirmed(String named, Instant at, boolean cardholderData) {
        jdbc.sql("""
                INSERT INTO estate.scope_confirmation (system_id, confirmed_at, entry_index, cardholder_data, connected_to_cde,
                       security_impacting, critical_function, customer_data, third_party, pci_asked, name, owner, owner_email)
                SELECT s.id, :at, NULL, :cardholderData, false, false, false, false, false, true, s.name, s.owner, s.owner_email
                  FROM estate.system s
                 WHERE s.code = :code
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("cardholderData", cardholderData)
                .param("code", named)
                .update();
    }

    @Test
    void saysOfHowManyImagesTheComponentsAreUnknown() {
        UUID silent = image("silent", digest("d"), null);
        runs(silent, "silent-" + code, MAY, JUNE);
        assertThat(search("name=" + code + "-core&from=2025-05-31&to=2025-05-31"))
                .contains("whether they have it is unknown");
    }

    @Test
    void writesAllUsesToAFileThatNoSpreadsheetRuns() {
        UUID image = image("csv", digest("e"), "=1+1");
        runs(image, "csv-" + code, MAY, null);
        String file = desk.get(Role.AUDITOR, "/components.csv?name=" + code + "-core&from=2025-05-31&to=2025-06-02")
                .text();
        assertThat(file)
                .startsWith("\"component\",\"version\",\"purl\",")
                .contains(
                        "\"" + package1 + "\",\"'=1+1\",",
                        "\"csv-" + code + "\",\"\",\"2025-05-01T00:00:00Z\",\"\",\"2025-05-31\",\"2025-06-02\"\r\n");
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger.activity WHERE action = 'components.exported' AND object LIKE :like")
                        .param("like", "%" + code + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=*",
                "name=a",
                "name=ab&from=2025-06-02&to=2025-06-01",
                "name=ab&from=yesterday",
                "name=ab&to=9999-12-31",
                "name=ab&scope=everything"
            })
    void refusesWhatIsNoQuestion(String asked) {
        assertThat(desk.get(Role.AUDITOR, "/components?" + asked).status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/components.csv?" + asked).status()).isEqualTo(400);
    }

    @Test
    void escapesWhatScannersSay() {
        UUID image = image("hostile", digest("f"), "<svg onload=alert(1)>");
        runs(image, "<b>" + code, MAY, null);
        assertThat(search("name=" + code + "-core&from=2025-05-31&to=2025-06-02"))
                .contains("&lt;svg onload=alert(1)&gt;", "&lt;b&gt;" + code)
                .doesNotContain("<svg onload", "<b>" + code);
        assertThat(search("name=%00%25_%27&version=%5C")).contains("No image in this scope");
    }

    /** A digest that no other test has: what runs is known by its digest, wherever else it was scanned. */
    private String digest(String of) {
        return "sha256:"
                + Sha256.of((of + code).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private String search(String asked) {
        Desk.Page page = desk.get(Role.AUDITOR, "/components?" + asked);
        assertThat(page.status()).isEqualTo(200);
        return page.text();
    }

    private UUID image(String tag, String digest, @Nullable String version) {
        ImageFacts facts = new ImageFacts(
                new ImageReference("registry.example/" + code + "/app", tag, digest), null, "debian", "12", true, null);
        UUID image = images.known(facts, MAY, 0);
        if (version != null) {
            jdbc.sql("""
                    WITH named AS (
                        INSERT INTO estate.named_component (name) VALUES (lower(:name)) ON CONFLICT DO NOTHING)
                    INSERT INTO estate.component (image_id, name, version, purl, location)
                    VALUES (:image, :name, :version, '', '')
                    """)
                    .param("image", image)
                    .param("name", package1)
                    .param("version", version)
                    .update();
        }
        return image;
    }

    private void runs(UUID image, String workload, Instant from, @Nullable Instant to) {
        jdbc.sql("""
                INSERT INTO estate.deployment (id, image_id, identity, repository, tag, digest, lineage, cluster, namespace, workload,
                                               environment, from_at, opened_at, seen_at, from_entry, to_at, gone_at, to_entry)
                SELECT :id, i.id, i.identity, i.repository, i.tag, i.digest, i.lineage, 'prod-1', :namespace, :workload,
                       'production', :from, :from, :from, 0, :to::timestamptz, :to::timestamptz,
                       CASE WHEN :to::timestamptz IS NOT NULL THEN 0 END
                  FROM estate.image i
                 WHERE i.id = :image
                """)
                .param("id", UUID.randomUUID())
                .param("image", image)
                .param("namespace", "ns-" + code)
                .param("workload", workload)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC))
                .update();
        deployments.attributeAll(Instant.now());
    }
}
