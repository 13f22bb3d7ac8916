package io.exhibit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.findings.Profile;
import io.exhibit.kernel.AsOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
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

/** The figures of a system whose findings were counted by hand, as of the end of June 2024. */
@SpringBootTest
@AutoConfigureMockMvc
class ProgressTests {

    private static final String HOSTILE = "<svg onload=alert(1)>";
    private static final AsOf JUNE = new AsOf(Instant.parse("2024-06-30T12:00:00Z"), false);

    @Autowired
    private ProgressStore store;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private final UUID system = UUID.randomUUID();
    private final String code = "p" + System.nanoTime();
    private final String scope = "system:" + code;

    @BeforeEach
    void fillASystem(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        jdbc.sql("""
                INSERT INTO estate.system (id, code, name, owner, owner_email, description, cardholder_data, critical_function,
                                           customer_data, third_party, created_at, version)
                VALUES (:id, :code, :name, 'Payments team', 'payments@bank.example', '', true, false, false, false, '2023-01-01', 0)
                """)
                .param("id", system)
                .param("code", code)
                .param("name", HOSTILE)
                .update();
        jdbc.sql("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, system_id,
                                           attributed_by, first_seen_at)
                VALUES (:id, :key, 'IMAGE', :key, 'production', '', '', '', :id, 'RULE', '2023-01-01')
                """).param("id", system).param("key", "image:" + code).update();
    }

    @Test
    void countsWhatIsDueOnceByItsFirstClock() {
        finding("CRITICAL", "2024-05-01", null, "PCI 2024-06-20", "DORA 2024-07-03");
        finding("HIGH", "2024-05-02", null, "PCI 2024-07-02", "DORA 2024-07-20");
        finding("HIGH", "2024-05-03", null, "PCI 2024-07-10");
        finding("LOW", "2024-05-04", null, "PCI 2024-07-29");
        finding("LOW", "2024-05-05", null, "PCI 2024-08-01");
        finding("LOW", "2024-05-06", "2024-06-01", "PCI 2024-06-20");

        ProgressFigures.Owner owner = figures().owners().getFirst();

        assertThat(owner.due()).isEqualTo(new ProgressFigures.Due(1, 0, 0, 1, 2, 3, 2));
        assertThat(owner.firstAt()).isEqualTo("2024-06-20T00:00:00Z");
        assertThat(figures().owners()).hasSize(1);
    }

    @Test
    void countsWhatIsStillOpenAfterItsDeadlineAsMissed() {
        finding("CRITICAL", "2024-01-01", "2024-01-20", "PCI 2024-01-31");
        finding("CRITICAL", "2024-01-02", "2024-02-20", "PCI 2024-01-31");
        finding("CRITICAL", "2024-01-03", null, "PCI 2024-01-31");
        finding("CRITICAL", "2024-01-04", "2024-07-20", "PCI 2024-01-31");
        finding("CRITICAL", "2023-05-01", "2023-05-20", "PCI 2023-05-31");
        finding("CRITICAL", "2024-06-01", null, "PCI 2024-07-01");

        assertThat(figures().inTime())
                .containsExactly(new ProgressFigures.InTime(
                        Profile.PCI,
                        "CRITICAL",
                        new ProgressFigures.Fell(4, 1, 0, 1),
                        new ProgressFigures.Fell(1, 1, 0, 0)));
        assertThat(figures().year().open()).isEqualTo(2);
        assertThat(figures().year().percent()).isEqualTo(25);
    }

    @Test
    void countsWhatWasDueLongBeforeItWasFoundWhenItWasFound() {
        finding("HIGH", "2024-05-02", "2024-05-20", "DORA 2024-06-01", "KEV 2021-12-24");

        assertThat(figures().inTime())
                .containsExactly(
                        new ProgressFigures.InTime(
                                Profile.DORA, "HIGH", new ProgressFigures.Fell(1, 1, 0, 0), ProgressFigures.Fell.NONE),
                        new ProgressFigures.InTime(
                                Profile.KEV, "HIGH", new ProgressFigures.Fell(1, 0, 0, 1), ProgressFigures.Fell.NONE));
        assertThat(figures().months())
                .as("once, by the clock that ran out first, and that was missed")
                .filteredOn(month -> month.fell().fell() > 0)
                .singleElement()
                .satisfies(month -> assertThat(month.fell().met()).isZero());
    }

    @Test
    void countsSoWhateverClockItIsOf() {
        finding("HIGH", "2024-05-02", "2024-05-20", "PCI 2021-12-24");

        assertThat(figures().inTime())
                .containsExactly(new ProgressFigures.InTime(
                        Profile.PCI, "HIGH", new ProgressFigures.Fell(1, 0, 0, 1), ProgressFigures.Fell.NONE));
    }

    @Test
    void doesNotCountAsMetWhatTheScansDoNotProve() {
        finding("CRITICAL", "2024-01-01", "2024-01-20", "PCI 2024-01-31");
        finding("CRITICAL", "2024-01-02", "2024-01-20", "PCI 2024-01-31");
        jdbc.sql("""
                        UPDATE findings.episode SET doubts = '{SAME_IMAGE}'
                         WHERE finding_id = (SELECT id FROM findings.finding WHERE target_id = :system ORDER BY id LIMIT 1)
                        """).param("system", system).update();

        assertThat(figures().year()).isEqualTo(new ProgressFigures.Fell(2, 1, 1, 0));
        assertThat(figures().year().words()).isEqualTo("50 %");
    }

    @Test
    void saysAllOnlyOfAll() {
        assertThat(new ProgressFigures.Fell(1000, 999, 0, 1).words()).isEqualTo("99 %");
        assertThat(new ProgressFigures.Fell(1000, 1000, 0, 0).words()).isEqualTo("100 %");
        assertThat(ProgressFigures.Fell.NONE.words()).isEqualTo("none fell");
    }

    @Test
    void putsEachOpenFindingIntoOneColumnOfAges() {
        Stream.of("2024-06-28", "2024-06-10", "2024-06-05", "2024-04-10", "2024-02-01", "2023-01-01")
                .forEach(day -> finding("HIGH", day, null));
        finding("HIGH", "2024-06-28", "2024-06-29");
        finding(null, "2024-06-28", "2024-07-29");

        List<ProgressFigures.Age> ages = figures().ages();

        assertThat(ages).extracting(ProgressFigures.Age::rank).containsExactly("HIGH", "NONE");
        ProgressFigures.Age high = ages.getFirst();
        assertThat(List.of(high.open(), high.week(), high.month(), high.quarter(), high.half(), high.older()))
                .containsExactly(6L, 1L, 2L, 1L, 1L, 1L);
        assertThat(high.oldest()).isEqualTo("2023-01-01T00:00:00Z");
    }

    @Test
    void measuresTheDaysOfWhatWasClosedInEachYear() {
        finding("HIGH", "2024-01-01", "2024-01-11");
        finding("HIGH", "2024-01-01", "2024-01-21");
        finding("HIGH", "2024-01-01", "2024-03-31");
        finding("HIGH", "2023-01-01", "2023-01-05");
        finding("HIGH", "2020-01-01", "2020-01-02");
        finding("HIGH", "2024-01-01", null);

        ProgressFigures.Speed speed = figures().speeds().getFirst();

        assertThat(speed.year()).isEqualTo(new ProgressFigures.Taken(3, 40.0, 20.0, 76.0));
        assertThat(speed.before()).isEqualTo(new ProgressFigures.Taken(1, 4.0, 4.0, 4.0));
        assertThat(speed.year().slowestWords()).isEqualTo("76.0");
        assertThat(figures().speeds().getLast().rank()).isEqualTo("ALL");
        assertThat(figures().beside()).isEqualTo("40.0 days on average here, 136.0 fewer than there");
    }

    @Test
    void tellsHalfAndNineOfTenAsPostgresqlDoesToAHundredthOfADay() {
        Random any = new Random(7);
        Instant found = Instant.parse("2024-01-01T00:00:00Z");
        for (int n = 0; n < 41; n++) {
            Instant gone = found.plusSeconds(any.nextInt(1, 150 * 86_400));
            finding(n % 3 == 0 ? "CRITICAL" : "HIGH", found.toString(), gone.toString());
        }

        for (ProgressFigures.Speed speed : figures().speeds()) {
            ProgressFigures.Taken exact = jdbc.sql("""
                            SELECT count(*) AS closed, avg(t.days) AS mean, percentile_cont(0.5) WITHIN GROUP (ORDER BY t.days) AS median,
                                   percentile_cont(0.9) WITHIN GROUP (ORDER BY t.days) AS slowest
                              FROM (SELECT extract(epoch FROM e.closed_at - e.opened_at)::float8 / 86400 AS days
                                      FROM findings.episode e
                                      JOIN findings.finding f ON f.id = e.finding_id
                                     WHERE f.target_id = :system AND :rank IN ('ALL', f.rank)) t
                            """)
                    .param("system", system)
                    .param("rank", speed.rank())
                    .query(ProgressFigures.Taken.class)
                    .single();

            assertThat(speed.year().closed()).isEqualTo(exact.closed());
            assertThat(speed.year().mean()).isCloseTo(exact.mean(), offset(1e-9));
            assertThat(speed.year().median()).isCloseTo(exact.median(), offset(0.005));
            assertThat(speed.year().slowest()).isCloseTo(exact.slowest(), offset(0.005));
        }
        assertThat(figures().speeds())
                .extracting(ProgressFigures.Speed::rank)
                .containsExactly("CRITICAL", "HIGH", "ALL");
    }

    @Test
    void balancesThirteenMonths() {
        finding("HIGH", "2023-05-01", "2023-07-10", "PCI 2023-06-30");
        finding("HIGH", "2023-07-05", "2024-06-10", "PCI 2023-08-30", "DORA 2024-06-20");
        finding("HIGH", "2024-06-05", null, "PCI 2024-06-20");
        finding("HIGH", "2024-06-06", "2024-06-07", "DORA 2024-06-25", "PCI 2024-09-01");

        List<ProgressFigures.Month> months = figures().months();

        assertThat(months).hasSize(13);
        assertThat(months.getFirst().name()).isEqualTo("Jun 2023");
        for (int n = 1; n < months.size(); n++) {
            assertThat(months.get(n).balance().opening())
                    .isEqualTo(months.get(n - 1).balance().ending());
        }
        Map<LocalDate, ProgressFigures.Fell> fell = new TreeMap<>();
        months.stream()
                .filter(month -> month.fell().fell() > 0)
                .forEach(month -> fell.put(month.begins(), month.fell()));
        assertThat(fell)
                .isEqualTo(Map.of(
                        LocalDate.parse("2023-06-01"), new ProgressFigures.Fell(1, 0, 0, 0),
                        LocalDate.parse("2023-08-01"), new ProgressFigures.Fell(1, 0, 0, 0),
                        LocalDate.parse("2024-06-01"), new ProgressFigures.Fell(2, 1, 0, 0)));
        assertThat(figures().open()).isEqualTo(1);
        assertThat(figures().change()).isEqualTo("as many as when this month began, as many as at the end of Jun 2023");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyReadsIt(Role role) {
        finding("CRITICAL", "2024-05-01", null, "PCI 2024-06-20");

        Desk.Page page = desk.get(role, "/progress?asOf=2024-06-30&scope=" + scope);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("&lt;svg onload=alert(1)&gt;", "/timeline?scope=system%3A" + code + "&amp;asOf=2024-06-30")
                .contains("<span>1 deadline</span> that fell in the last year, <strong>0 %</strong> were met")
                .doesNotContain(HOSTILE);
        assertThat(desk.get(role, "/progress").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owners", "ages", "deadlines", "durations", "months"})
    void givesEachTableAsAFile(String table) {
        finding("CRITICAL", "2024-05-01", null, "PCI 2024-06-20");
        finding("CRITICAL", "2024-05-01", "2024-05-03");

        String file = desk.get(Role.AUDITOR, "/progress.csv?asOf=2024-06-30&table=" + table + "&scope=" + scope)
                .text();

        String[] lines = file.strip().split("\r\n", -1);
        assertThat(lines[0]).endsWith("\"as_of\",\"known_on\"");
        assertThat(lines)
                .hasSize(
                        switch (table) {
                            case "months" -> 14;
                            case "durations" -> 5;
                            case "deadlines" -> 3;
                            default -> 2;
                        });
        assertThat(Arrays.stream(lines).map(line -> line.split("\",\"", -1).length))
                .containsOnly(lines[0].split(",", -1).length);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger.activity WHERE action = 'progress.exported' AND object = :what")
                        .param("what", table + " of scope " + scope)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/progress?scope=x", "/progress?asOf=x", "/progress.csv", "/progress.csv?table=OWNERS"})
    void refusesWhatItCannotRead(String path) {
        assertThat(desk.get(Role.AUDITOR, path).status()).isEqualTo(400);
    }

    private ProgressFigures figures() {
        return store.figures(scope, JUNE);
    }

    /** Found and closed as those days began, with the deadlines of clocks, each as its name and day; those of PCI have a fix. */
    private void finding(@Nullable String rank, String found, @Nullable String closed, String... clocks) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO findings.finding (id, target_id, fingerprint, vulnerability, package, class, package_type, location,
                                              installed_version, fixed_version, severity, title, state, episode,
                                              first_detected_at, rank, rank_reason, rank_method, ranked_at)
                VALUES (:id, :system, sha256(uuid_send(:id)), 'CVE-2024-1', 'openssl', 'os-pkgs', 'debian', '', '3.0.14', :fixed, 'HIGH', '',
                        :state, 1, :found::timestamptz, :rank, 'by hand', 2, CASE WHEN :rank::text IS NOT NULL THEN :found::timestamptz END)
                """)
                .param("id", id)
                .param("system", system)
                .param("fixed", clocks.length == 2 ? "3.0.15" : null)
                .param("state", closed == null ? "OPEN" : "CLOSED")
                .param("found", found)
                .param("rank", rank)
                .update();
        jdbc.sql("""
                INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan, closed_at, closed_scan, close_reason, doubts)
                VALUES (:id, 1, :found::timestamptz, :id, :closed::timestamptz, CASE WHEN :closed::text IS NOT NULL THEN :id END,
                        CASE WHEN :closed::text IS NOT NULL THEN 'PACKAGE_UPDATED' END,
                        CASE WHEN :closed::text IS NOT NULL THEN ARRAY[]::text[] END)
                """)
                .param("id", id)
                .param("found", found)
                .param("closed", closed)
                .update();
        for (String clock : clocks) {
            String[] parts = clock.split(" ", -1);
            jdbc.sql("""
                    INSERT INTO findings.deadline (finding_id, episode, profile, decided_at, policy_version, starts_at, due_at,
                                                   estimated, inputs)
                    VALUES (:id, 1, :profile, :found::timestamptz, 1, :found::timestamptz, :due::timestamptz, false, '{}')
                    """)
                    .param("id", id)
                    .param("profile", parts[0])
                    .param("found", found)
                    .param("due", parts[1])
                    .update();
        }
    }
}
