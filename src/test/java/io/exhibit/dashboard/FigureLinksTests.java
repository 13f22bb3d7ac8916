package io.exhibit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.AsOf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A made estate whose clocks run now: each figure of what is due is the number of rows to which it leads. */
@SpringBootTest
@AutoConfigureMockMvc
class FigureLinksTests {

    private static final Pattern LINKED = Pattern.compile(
            "<a href=\"(/(?:findings|timeline)\\?[^\"]*)\">(?:[A-Z ]+ )?([0-9,]+)(?: is| are| was| were)?</a>");

    @Autowired
    private HomeStore home;

    @Autowired
    private ProgressStore progress;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Instant now;
    private final String code = "d" + System.nanoTime();
    private final String owner = "Owner of " + code;
    private final String scope = "system:" + code;
    private final UUID system = UUID.randomUUID();
    private final UUID nobodys = UUID.randomUUID();

    @BeforeEach
    void fillAnEstate(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        now = clock.instant();
        jdbc.sql("""
                INSERT INTO estate.system (id, code, name, owner, owner_email, description, cardholder_data, critical_function,
                                           customer_data, third_party, created_at, version)
                VALUES (:id, :code, 'Cards', :owner, '', '', true, false, false, true, '2023-01-01', 0)
                """)
                .param("id", system)
                .param("code", code)
                .param("owner", owner)
                .update();
        target(system, system);
        target(nobodys, null);
        scanned();
        finding(system, "2", "PCI -3", "DORA 10");
        finding(system, null, "PCI 20", "DORA -30", "KEV -40");
        escalated(finding(system, "2", "FFIEC_OCC -1"));
        excepted(finding(system, "2", "DORA -5"));
        escalated(finding(system, null, "PCI 3"));
        finding(system, "2", "PCI 3", "DORA 12");
        finding(system, null, "DORA 10");
        finding(system, "2", "DORA 29", "PCI 40");
        finding(system, "2", "DORA 31");
        finding(system, null);
        closed(finding(system, "2", "DORA -5"), false);
        closed(finding(system, "2", "DORA -6"), true);
        finding(nobodys, "2", "DORA -6");
        finding(nobodys, "2", "DORA 6");
    }

    @Test
    void countsEachFindingOnceByItsFirstClock() {
        HomeFigures.Clocks clocks =
                home.counts(scope, new AsOf(clock.instant(), true)).clocks();
        ProgressFigures.Due due = progress.owners(scope, new AsOf(clock.instant(), true))
                .getFirst()
                .due();

        assertThat(clocks).isEqualTo(new HomeFigures.Clocks(5, 2, 3, 1, 3, 1, 1, 1));
        assertThat(due).isEqualTo(new ProgressFigures.Due(5, 2, 1, 2, 3, 4, 6));
        assertThat(count("due=late")).isEqualTo(5);
        assertThat(count("due=7")).isEqualTo(2);
        assertThat(count("due=14")).isEqualTo(3);
        assertThat(count("due=30")).isEqualTo(4);
        assertThat(count("due=late-or-30")).isEqualTo(9);
        assertThat(count("due=late-or-30&fix=yes")).isEqualTo(6);
        assertThat(count("due=late&state=open"))
                .as("without what is fixed and still runs")
                .isEqualTo(4);
        assertThat(count("due=late&covered=yes&exception=valid")).isEqualTo(1);
        assertThat(count("due=late&exception=compensated")).isEqualTo(1);
        assertThat(count("fix=yes")).isEqualTo(6);
    }

    /** In one system, in all systems of a kind, and in the whole estate, whatever else is in it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "tag:third-party", "SYSTEM"})
    void leadsFromEachFigureToItsRows(String asked) {
        String in = asked.equals("SYSTEM") ? scope : asked;
        for (String page : List.of("/", "/progress")) {
            Map<String, Long> linked = linked(page + "?scope=" + in);

            assertThat(linked).as(page).isNotEmpty();
            linked.forEach((link, figure) ->
                    assertThat(rows(link)).as(page + " leads to " + link).isEqualTo(figure));
        }
        long late = home.counts(in.isEmpty() ? "all" : in, new AsOf(clock.instant(), true))
                .clocks()
                .late();
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/?scope=" + in).text())
                .contains("/findings?due=late", "/findings?due=7");
        assertThat(rows("/findings?due=late&scope=" + in)).isEqualTo(late);
    }

    @Test
    void listsWhatIsDueFirstFirstAndGoesOnWhereAPageEnds() {
        for (int n = 0; n < 60; n++) {
            finding(system, "2", "PCI " + (1 + n % 3), "DORA " + (2 + n % 3));
        }
        for (String of :
                List.of("scope=" + scope, "scope=tag:third-party&q=" + code, "owner=" + owner.replace(" ", "%20"))) {
            String first =
                    desk.get(Role.COMPLIANCE_OFFICER, "/findings?due=7&" + of).text();
            Matcher next = Pattern.compile("href=\"([^\"]*cursor=[^\"]*)\"").matcher(first);
            assertThat(next.find()).as(of).isTrue();
            String second = desk.get(Role.COMPLIANCE_OFFICER, next.group(1).replace("&amp;", "&"))
                    .text();

            assertThat(first).contains("62 findings are open, or fixed and still running, and due within 7 days");
            assertThat(second).contains("62 findings");
            assertThat(shown(first)).hasSize(50).doesNotContainAnyElementsOf(shown(second));
            assertThat(shown(second)).hasSize(12);
            assertThat(first.indexOf("due within a day")).isPositive().isLessThan(first.indexOf("due in 1 day"));
        }
    }

    /** As it was known then, and as it is known now. */
    @ParameterizedTest
    @ValueSource(strings = {"", "SYSTEM"})
    void leadsFromEachFigureOfAnEarlierTimeToItsRows(String asked) {
        String in = asked.equals("SYSTEM") ? scope : asked;
        String then = "?scope=" + in + "&asOf=" + now.plusMillis(1);
        for (String page : List.of("/" + then, "/progress" + then, "/progress" + then + "&known=now")) {
            Map<String, Long> linked = linked(page);

            assertThat(linked.keySet()).as(page).anyMatch(link -> link.contains("due=") && link.contains("asOf="));
            linked.forEach((link, figure) ->
                    assertThat(rows(link)).as(page + " leads to " + link).isEqualTo(figure));
        }
        assertThat(count("due=late&asOf=" + now.minus(Duration.ofDays(4)))).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "due=8",
                "due=soon",
                "fix=no",
                "covered=maybe",
                "owner=012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
            })
    void refusesWhatItCannotRead(String asked) {
        assertThat(desk.get(Role.AUDITOR, "/findings?" + asked).status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?" + asked).status()).isEqualTo(400);
    }

    private long count(String asked) {
        return rows("/findings?" + asked + "&scope=" + scope);
    }

    /** The links behind figures, with the figures. */
    private Map<String, Long> linked(String page) {
        var linked = new LinkedHashMap<String, Long>();
        jdbc.sql("DELETE FROM findings.figure").update();
        Matcher link = LINKED.matcher(desk.get(Role.COMPLIANCE_OFFICER, page).text());
        while (link.find()) {
            linked.put(
                    link.group(1).replace("&amp;", "&"),
                    Long.valueOf(link.group(2).replace(",", "")));
        }
        return linked;
    }

    /** What the file of a list has, below its head. */
    private long rows(String link) {
        String file = desk.get(Role.COMPLIANCE_OFFICER, link.replaceFirst("^/(findings|timeline)", "/$1.csv"))
                .text();
        return file.lines().count() - 1;
    }

    private static List<String> shown(String page) {
        return Pattern.compile("/findings/([0-9a-f-]{36})")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** One scan, so that home knows that anything ever came. */
    private void scanned() {
        jdbc.sql("""
                WITH sent AS (
                    INSERT INTO intake.submission (id, kind, token_id, sha256, size, content_type, encoding, context, context_hash,
                                                   received_at, entry_index, position)
                    VALUES (:id, 'SCAN', :id, sha256(uuid_send(:id)), 3, 'application/json', 'identity', '{}', sha256(uuid_send(:id)),
                            :now, :n, 0)
                )
                INSERT INTO scans.scan (id, submission_id, n, entry_index, recorded_at, target_id, format, tool, artifact,
                                        outcome, classes, observations, critical, high, medium, low, unknown, suppressed,
                                        misconfigurations, secrets, licences, components, environment, version, revision, build)
                VALUES (:id, :id, 0, 0, :now, :id, 'trivy-json', 'Trivy', 'payments:1', 'CONCLUSIVE',
                        '{os-pkgs}', 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 'production', '', '', '')
                """)
                .param("id", system)
                .param("n", -(system.getLeastSignificantBits() >>> 1))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void target(UUID id, @Nullable UUID of) {
        jdbc.sql("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, system_id,
                                           attributed_by, first_seen_at)
                VALUES (:id, :key, 'IMAGE', :name, 'production', '', '', '', :of, CASE WHEN :of::uuid IS NOT NULL THEN 'RULE' END, '2023-01-01')
                """)
                .param("id", id)
                .param("key", "image:" + id)
                .param("name", "registry.example/" + code)
                .param("of", of)
                .update();
    }

    /** Open, with deadlines of clocks in so many days, each as its name and the days. */
    private UUID finding(UUID target, @Nullable String fixed, String... clocks) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                WITH found AS (
                    INSERT INTO findings.finding (id, target_id, fingerprint, vulnerability, package, class, package_type, location,
                                                  installed_version, fixed_version, severity, title, state, episode,
                                                  first_detected_at, rank, rank_reason, rank_method, ranked_at)
                    VALUES (:id, :target, sha256(uuid_send(:id)), 'CVE-2024-' || left(:id::text, 8), 'openssl', 'os-pkgs', 'debian', '',
                            '1', :fixed, 'HIGH', '', 'OPEN', 1, '2024-05-01', 'HIGH', 'by hand', 2, '2024-05-01')
                )
                INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan) VALUES (:id, 1, '2024-05-01', :id)
                """)
                .param("id", id)
                .param("target", target)
                .param("fixed", fixed)
                .update();
        for (String due : clocks) {
            String[] parts = due.split(" ", -1);
            jdbc.sql("""
                    INSERT INTO findings.deadline (finding_id, episode, profile, decided_at, policy_version, starts_at, due_at,
                                                   estimated, inputs)
                    VALUES (:id, 1, :profile, '2024-05-01', 1, '2024-05-01', :due, false, '{}')
                    """)
                    .param("id", id)
                    .param("profile", parts[0])
                    .param("due", day(Long.parseLong(parts[1])))
                    .update();
        }
        return id;
    }

    /** Some minutes before that many days are over, so that no page is so slow that another day is counted. */
    private OffsetDateTime day(long days) {
        return now.plus(Duration.ofDays(days)).minus(Duration.ofMinutes(10)).atOffset(ZoneOffset.UTC);
    }

    private void closed(UUID id, boolean runs) {
        jdbc.sql("""
                WITH gone AS (
                    UPDATE findings.episode
                       SET closed_at = '2024-06-01', closed_scan = :id, close_reason = 'PACKAGE_UPDATED', doubts = '{}', still_runs = :runs
                     WHERE finding_id = :id
                    RETURNING finding_id
                ), ended AS (
                    UPDATE findings.deadline SET ended_at = CASE WHEN NOT :runs THEN timestamptz '2024-06-01' END WHERE finding_id = :id
                )
                UPDATE findings.finding SET state = 'CLOSED' WHERE id = :id
                """).param("id", id).param("runs", runs).update();
    }

    private void escalated(UUID id) {
        jdbc.sql("""
                WITH made AS (
                    INSERT INTO findings.escalation (entry_index, vulnerability, place_kind, cluster, namespace, name, escalated_at,
                                                     escalated_by, escalated_role, level, person, reason, decision, planned_until, policy_version)
                    VALUES (:entry, 'CVE-2024-1', 'TARGET', '', '', 'x', :now::timestamptz - interval '1 day', :id, 'SECURITY_ENGINEER',
                            'EXECUTIVES', 'A person', 'A reason', 'It may wait', :now::timestamptz + interval '9 days', 1)
                )
                INSERT INTO findings.escalation_finding (finding_id, entry_index, episode) VALUES (:id, :entry, 1)
                """)
                .param("id", id)
                .param("entry", -(id.getLeastSignificantBits() >>> 1))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void excepted(UUID id) {
        jdbc.sql("""
                WITH made AS (
                    INSERT INTO findings.exception (id, entry_index, kind, created_at) VALUES (:id, :entry, 'COMPENSATING_CONTROL', :now)
                ), named AS (
                    INSERT INTO findings.exception_vulnerability (vulnerability, exception_id)
                    SELECT vulnerability, :id FROM findings.finding WHERE id = :id
                ), placed AS (
                    INSERT INTO findings.exception_place (exception_id, kind, cluster, namespace, name)
                    VALUES (:id, 'SYSTEM', '', '', :code)
                )
                INSERT INTO findings.exception_term (exception_id, n, entry_index, requested_at, requested_by, requested_role, reason,
                       owner, mitigations, proof, residual_rank, ticket, expires_at, approvals, policy_version, most_severe, approved_at)
                VALUES (:id, 1, :entry, :now::timestamptz - interval '2 days', :id, 'SECURITY_ENGINEER', 'A reason', 'An owner', '', '', 'LOW',
                        '', :now::timestamptz + interval '9 days', 2, 1, 'HIGH', :now::timestamptz - interval '1 day')
                """)
                .param("id", id)
                .param("code", code)
                .param("entry", -(id.getLeastSignificantBits() >>> 1))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        accepted(id);
    }

    private void accepted(UUID exception) {
        jdbc.sql("""
                WITH sheet AS (
                    INSERT INTO findings.exception_worksheet (exception_id, term, constraints, definition, objective, objective_met,
                           residual_risk, validation, maintenance)
                    VALUES (:id, 1, 'c', 'd', 'o', 'm', 'r', 'v', 'm')
                )
                INSERT INTO findings.exception_acceptance (entry_index, exception_id, term, recorded_at, recorded_by, recorded_role,
                       assessor, company, accepted_on, file_name, sha256, size)
                VALUES (:entry, :id, 1, :now, :id, 'COMPLIANCE_OFFICER', 'An assessor', 'A company', '2026-01-01', '', sha256('letter'), 6)
                """)
                .param("id", exception)
                .param("entry", -(exception.getLeastSignificantBits() >>> 1))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
