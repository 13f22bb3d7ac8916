package io.exhibit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.NotFound;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.Assertions;
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

/** The letter to the owner of one system, as of the end of June 2024. */
@SpringBootTest
@AutoConfigureMockMvc
class OwnerLetterTests {

    private static final AsOf JUNE = new AsOf(Instant.parse("2024-06-30T12:00:00Z"), false);

    @Autowired
    private OwnerLetterStore store;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private final UUID system = UUID.randomUUID();
    private final String code = "l" + System.nanoTime();
    private final String repository = "registry.example/" + code;
    private final UUID image = UUID.randomUUID();

    @BeforeEach
    void fillASystem(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        sql("""
                INSERT INTO estate.system (id, code, name, owner, owner_email, description, cardholder_data, critical_function,
                                           customer_data, third_party, created_at, version)
                VALUES (:id, :what, '<b>Cards', 'Payments team', 'payments@bank.example', '', true, false, false, false, '2023-01-01', 0)
                """, system, code, "2024-01-01");
        sql("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, system_id,
                                           attributed_by, first_seen_at)
                VALUES (:id, :what, 'IMAGE', :what, 'production', '', '', '', :id, 'RULE', :at::timestamptz)
                """, system, repository, "2023-01-01");
        image(image, "1.0", "2024-01-01");
    }

    @Test
    void saysWhatIsLateWhatIsDueAndWhichImageHasTheFix() {
        UUID patched = UUID.randomUUID();
        image(patched, "1.1", "2024-06-02");
        component(patched, "openssl", "3.0.15");
        UUID coming = UUID.randomUUID();
        image(coming, "1.2", "2024-07-02");
        component(coming, "openssl", "3.0.15");
        finding("openssl", "3.0.15, 3.1.7", "PCI 2024-06-20", "DORA 2024-07-05");
        finding("zlib", null, "DORA 2024-07-10");
        finding("curl", "8.0", "DORA 2024-09-10");

        OwnerLetter letter = store.letter(code, JUNE);

        assertThat(letter.subject()).isEqualTo("<b>Cards: 1 patch is late, 1 more is due within 30 days");
        assertThat(letter.text("https://exhibit.example/timeline")).isEqualTo("""
                        To: Payments team <payments@bank.example>
                        Subject: <b>Cards: 1 patch is late, 1 more is due within 30 days

                        As known on 2024-06-30 12:00 UTC.

                        Past the deadline (1)

                        - CVE-2024-1 (high) in openssl 1.0
                          where: %1$s
                          due:   20 Jun 2024 (PCI DSS 6.3.3), 11 days late
                          fix:   3.0.15, 3.1.7; %1$s:1.1 has it

                        Due within 30 days (1)

                        - CVE-2024-1 (high) in zlib 1.0
                          where: %1$s
                          due:   10 Jul 2024 (DORA)
                          fix:   no fixed version is known

                        Every date with its source: https://exhibit.example/timeline
                        """.formatted(repository));
    }

    @Test
    void saysOnceWhatIsTheSameInSeveralPlaces() {
        for (String path : new String[] {"a.jar", "b.jar", "c.jar", "d.jar"}) {
            placed("log4j", path, "PCI 2024-06-20");
        }
        placed("jackson", "lib/e.jar", "PCI 2024-06-21");
        finding("zlib", null, "PCI 2024-06-22");
        finding("zlib", null, "PCI 2024-06-22");

        assertThat(store.letter(code, JUNE).text("x"))
                .contains("Past the deadline (7)")
                .containsOnlyOnce(
                        "in log4j 1.0\n  where: " + repository + ", in 4 places: a.jar, b.jar, c.jar and others\n")
                .containsOnlyOnce("in jackson 1.0\n  where: " + repository + ", lib/e.jar\n")
                .containsOnlyOnce("in zlib 1.0\n  where: " + repository + ", in 2 places\n");
    }

    @Test
    void saysWhenSomebodyDecidedThatItMayWait() {
        decided(finding("openssl", null, "PCI 2024-06-20"), "2024-06-25", "2024-07-10");
        decided(finding("curl", null, "PCI 2024-06-21"), "2024-06-01", "2024-06-29");

        OwnerLetter letter = store.letter(code, JUNE);

        assertThat(letter.subject()).contains("2 patches are late (1 covered by an exception or escalation), 0 more");
        assertThat(letter.text("x"))
                .contains("11 days late; escalated to executives: 25 Jun 2024, planned to be gone by 9 Jul 2024\n")
                .contains("21 Jun 2024 (PCI DSS 6.3.3), 10 days late\n");
    }

    /** What its scan shows counts, not the version alone; and only of an image that is newer and was looked at for such things. */
    @Test
    void namesANewerImageWhoseScanNoLongerShowsIt() {
        finding("openssl", "3.0.15", "PCI 2024-06-20");
        finding("curl", null, "PCI 2024-06-21");
        UUID newer = UUID.randomUUID();
        image(newer, "1.1", "2024-06-02");
        UUID staging = target(repository);
        scan(staging, newer, "2024-06-03", "os-pkgs");
        open(staging, "curl", "2024-06-03");
        UUID older = UUID.randomUUID();
        image(older, "0.9", "2023-06-02");
        scan(staging, older, "2024-06-02", "os-pkgs");
        UUID half = UUID.randomUUID();
        image(half, "1.2", "2024-06-10");
        scan(staging, half, "2024-06-11", "lang-pkgs");
        UUID other = UUID.randomUUID();
        image(other, "1.3-alpine", "2024-06-12");
        scan(target(repository + ":alpine"), other, "2024-06-13", "os-pkgs");

        assertThat(store.letter(code, JUNE).text("x"))
                .contains("fix:   3.0.15; " + repository + ":1.1 no longer has the finding, by its scan\n")
                .contains("fix:   no fixed version is known\n");
    }

    @Test
    void saysWhenThereIsNothing() {
        assertThat(store.letter(code, JUNE).text("x")).contains("Nothing is past its deadline");
        Assertions.assertThatThrownBy(() -> store.letter("none-such", JUNE)).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyReadsItAndThatIsNoted(Role role) {
        finding("openssl", "3.0.15", "PCI 2024-06-20");

        Desk.Page page = desk.get(role, "/progress/letter?asOf=2024-06-30&scope=system:" + code);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("&lt;b&gt;Cards: 1 patch is late", "http://localhost/timeline?scope=system%3A" + code)
                .doesNotContain("<b>Cards");
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = 'letter.written' AND object = :what")
                        .param("what", "system:" + code)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?scope=all", "?scope=tag:customer-data", "?scope=x"})
    void isToOneOwner(String asked) {
        assertThat(desk.get(Role.AUDITOR, "/progress/letter" + asked).status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/progress/letter?scope=system:none-such")
                        .status())
                .isEqualTo(404);
    }

    private void image(UUID id, String tag, String seen) {
        jdbc.sql("""
                INSERT INTO estate.image (id, identity, repository, tag, lineage, first_seen_at, first_entry)
                VALUES (:id, :name, :repository, :tag, :repository, :seen::timestamptz, 0)
                """)
                .param("id", id)
                .param("name", repository + ":" + tag)
                .param("repository", repository)
                .param("tag", tag)
                .param("seen", seen)
                .update();
    }

    private void component(UUID of, String name, String version) {
        jdbc.sql(
                        "INSERT INTO estate.component (image_id, name, version, purl, location) VALUES (:of, :name, :version, '', '')")
                .param("of", of)
                .param("name", name)
                .param("version", version)
                .update();
    }

    private UUID target(String name) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, first_seen_at)
                VALUES (:id, :id::text, 'IMAGE', :name, 'staging', '', '', '', '2023-01-01')
                """).param("id", id).param("name", name).update();
        return id;
    }

    private void scan(UUID target, UUID of, String at, String looked) {
        jdbc.sql("""
                WITH sent AS (
                    INSERT INTO intake.submission (id, kind, token_id, sha256, size, content_type, encoding, context, context_hash,
                                                   received_at, entry_index, position)
                    VALUES (:id, 'SCAN', :id, sha256(uuid_send(:id)), 3, 'application/json', 'identity', '{}', sha256(uuid_send(:id)),
                            :at::timestamptz, :n, 0)
                )
                INSERT INTO scans.scan (id, submission_id, n, entry_index, recorded_at, target_id, image_id, format, tool, artifact,
                                        outcome, classes, observations, critical, high, medium, low, unknown, suppressed,
                                        misconfigurations, secrets, licences, components, environment, version, revision, build)
                VALUES (:id, :id, 0, 0, :at::timestamptz, :target, :of, 'trivy-json', 'Trivy', 'x', 'CONCLUSIVE',
                        ARRAY[:looked], 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 'production', '', '', '')
                """)
                .param("id", of)
                .param("n", -(of.getLeastSignificantBits() >>> 1))
                .param("at", at)
                .param("target", target)
                .param("of", of)
                .param("looked", looked)
                .update();
    }

    /** The same finding elsewhere. */
    private void open(UUID target, String name, String at) {
        UUID id = finding(name, null);
        jdbc.sql("UPDATE findings.finding SET target_id = :target WHERE id = :id")
                .param("target", target)
                .param("id", id)
                .update();
        sql(
                "UPDATE findings.episode SET opened_at = :at::timestamptz WHERE finding_id = :id AND :what = ''",
                id,
                "",
                at);
    }

    private void placed(String name, String path, String clock) {
        UUID id = finding(name, null, clock);
        sql("UPDATE findings.finding SET location = :what WHERE id = :id", id, path, "");
    }

    private void decided(UUID id, String at, String until) {
        jdbc.sql("""
                WITH made AS (
                    INSERT INTO findings.escalation (entry_index, vulnerability, place_kind, cluster, namespace, name, escalated_at,
                                                     escalated_by, escalated_role, level, person, reason, decision, planned_until, policy_version)
                    VALUES (:entry, 'CVE-2024-1', 'TARGET', '', '', 'x', :at::timestamptz, :id, 'SECURITY_ENGINEER', 'EXECUTIVES',
                            'A person', 'A reason', 'It may wait', :until::timestamptz, 1)
                )
                INSERT INTO findings.escalation_finding (finding_id, entry_index, episode) VALUES (:id, :entry, 1)
                """)
                .param("id", id)
                .param("entry", -(id.getLeastSignificantBits() >>> 1))
                .param("at", at)
                .param("until", until)
                .update();
    }

    private UUID finding(String name, @Nullable String fixed, String... clocks) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO findings.finding (id, target_id, fingerprint, vulnerability, package, class, package_type, location,
                                              installed_version, fixed_version, severity, title, image_id, state, episode,
                                              first_detected_at, rank, rank_reason, rank_method, ranked_at)
                VALUES (:id, :system, sha256(uuid_send(:id)), 'CVE-2024-1', :name, 'os-pkgs', 'debian', '', '1.0', :fixed, 'HIGH', '',
                        :image, 'OPEN', 1, '2024-05-01', 'HIGH', 'by hand', 2, '2024-05-01')
                """)
                .param("id", id)
                .param("system", system)
                .param("name", name)
                .param("fixed", fixed)
                .param("image", image)
                .update();
        sql(
                "INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan) VALUES (:id, 1, :at::timestamptz, :what::uuid)",
                id,
                id.toString(),
                "2024-05-01");
        for (String clock : clocks) {
            String[] parts = clock.split(" ", -1);
            sql("""
                    INSERT INTO findings.deadline (finding_id, episode, profile, decided_at, policy_version, starts_at, due_at,
                                                   estimated, inputs)
                    VALUES (:id, 1, :what, '2024-05-01', 1, '2024-05-01', :at::timestamptz, false, '{}')
                    """, id, parts[0], parts[1]);
        }
        return id;
    }

    private void sql(String sql, UUID id, String what, String at) {
        var statement = jdbc.sql(sql).param("id", id).param("what", what);
        (sql.contains(":at") ? statement.param("at", at) : statement).update();
    }
}
