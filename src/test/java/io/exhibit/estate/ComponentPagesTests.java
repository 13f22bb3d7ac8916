package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    @EnumSource(Role.class)
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
        String file = desk.get(Role.EXAMINER, "/components.csv?name=" + code + "-core&from=2025-05-31&to=2025-06-02")
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
        assertThat(desk.get(Role.EXAMINER, "/components?" + asked).status()).isEqualTo(400);
        assertThat(desk.get(Role.EXAMINER, "/components.csv?" + asked).status()).isEqualTo(400);
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
        Desk.Page page = desk.get(Role.EXAMINER, "/components?" + asked);
        assertThat(page.status()).isEqualTo(200);
        return page.text();
    }

    private UUID image(String tag, String digest, @Nullable String version) {
        ImageFacts facts = new ImageFacts(
                new ImageReference("registry.example/" + code + "/app", tag, digest), null, "debian", "12", true, null);
        UUID image = images.known(facts, MAY, 0);
        if (version != null) {
            jdbc.sql("""
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
