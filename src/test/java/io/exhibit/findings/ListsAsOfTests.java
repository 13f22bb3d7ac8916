package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** VEX statements, retired targets and what belongs to no system, each as of a day. */
@AutoConfigureMockMvc
@SpringBootTest
class ListsAsOfTests {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    /** Found 100 days ago and closed 20 days ago; stated to be not affected 50 days ago, and to be affected 40 days ago. */
    @ParameterizedTest
    @CsvSource({"51, 0, , ", "49, 1, 1, false", "41, 1, 1, false", "39, 2, 1, true", "21, 2, 1, true", "19, 2, 0, "})
    void statementsAreThoseReceivedByThenAboutWhatWasOpenThen(
            int days, int told, @Nullable String open, @Nullable Boolean fallen) {
        StoredFinding finding = StoredFinding.in(jdbc, "libvex", ago(100));
        String repository = image(finding);
        UUID statement = state(finding, repository, "not_affected", 50);
        state(finding, repository, "affected", 40);
        finding.closed(ago(20));
        String asOf = "?asOf=" + ago(days);

        List<String> lines = desk.get(Role.AUDITOR, "/vex.csv" + asOf + "&q=" + finding.vulnerability)
                .text()
                .lines()
                .skip(1)
                .toList();
        assertThat(lines).hasSize(told);
        assertThat(desk.get(Role.AUDITOR, "/vex" + asOf + "&q=" + finding.vulnerability)
                        .text())
                .doesNotContain("This page shows what is known now")
                .contains(
                        told == 0
                                ? "No statement matches"
                                : "1".equals(open) ? "1 open finding<" : "nothing open here");
        Desk.Page page = desk.get(Role.AUDITOR, "/vex/" + statement + asOf);
        assertThat(page.status()).isEqualTo(told == 0 ? 404 : 200);
        if (told > 0) {
            assertThat(lines)
                    .allMatch(line -> cells(line).get(9).equals(open))
                    .allMatch(line -> line.endsWith("\"" + ago(days) + "\""));
            assertThat(page.text().contains("/findings/" + finding.id + "?asOf="))
                    .isEqualTo("1".equals(open));
        }
        if (fallen != null) {
            assertThat(page.text().contains("not since")).isEqualTo(fallen);
        }
    }

    /** Retired 30 days ago, scanned again 10 days ago, and of no system since 20 days ago. */
    @Test
    void retiredTargetsAreThoseRetiredByThen() {
        StoredFinding finding = StoredFinding.in(jdbc, "libgone", ago(100)).closed(ago(10));
        left(finding, 20);
        jdbc.sql("""
                INSERT INTO findings.retirement (entry_index, target_id, retired_at, retired_by, reason, scanned_at, closed)
                VALUES (:entry, :target, :at, :target, 'Replaced.', :at, 1)
                """)
                .param("entry", System.nanoTime())
                .param("target", finding.target)
                .param("at", ago(30).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(retired(finding, "?asOf=" + ago(31))).isEmpty();
        assertThat(retired(finding, "?asOf=" + ago(29))).containsExactly(finding.code, "false", ago(29).toString());
        assertThat(retired(finding, "?asOf=" + ago(19))).containsExactly("", "false", ago(19).toString());
        assertThat(retired(finding, "?asOf=" + ago(9))).startsWith("", "true");
        assertThat(retired(finding, "")).startsWith("", "true");
        Desk.Page page = desk.get(Role.AUDITOR, "/retirements?asOf=" + ago(29));
        assertThat(page.text())
                .contains(finding.code, "/retirements.csv?asOf=", "as of now</a> only")
                .doesNotContain("Perhaps out of use", "This page shows what is known now");
        assertThat(desk.get(Role.AUDITOR, "/retirements?asOf=" + ago(29) + "&before=x")
                        .status())
                .isEqualTo(400);
    }

    /** First seen 60 days ago, of a system until 20 days ago. */
    @Test
    void whatBelongedToNoSystemIsToldAsOfTheDay() {
        StoredFinding finding = StoredFinding.in(jdbc, "libnone", ago(50));
        left(finding, 20);

        assertThat(unattributed(finding, "?asOf=" + ago(61))).isEmpty();
        assertThat(unattributed(finding, "?asOf=" + ago(21))).isEmpty();
        assertThat(unattributed(finding, "?asOf=" + ago(19))).isPresent();
        assertThat(unattributed(finding, "")).isPresent();
        Desk.Page page = desk.get(Role.COMPLIANCE_OFFICER, "/unattributed?asOf=" + ago(19));
        assertThat(page.text())
                .as("a page of them; other tests have some of theirs")
                .contains("belonged", "/unattributed.csv?asOf=")
                .doesNotContain("rule for the name", "This page shows what is known now");
        assertThat(desk.get(Role.AUDITOR, "/unattributed?asOf=" + ago(21)).text())
                .doesNotContain("payments/" + finding.code);
        assertThat(desk.get(Role.AUDITOR, "/unattributed?asOf=1999-12-31").text())
                .as("other tests may have made a target as old")
                .containsAnyOf("No target was known yet", "Every target belonged to a system");
        assertThat(desk.get(Role.AUDITOR, "/unattributed?asOf=1999-12-31&cursor=x")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aFileOfADayIsNotToldAsKnownLater() {
        for (String path : List.of("/vex.csv", "/retirements.csv", "/unattributed.csv")) {
            assertThat(desk.get(Role.AUDITOR, path + "?asOf=2026-10-01&known=now")
                            .status())
                    .as(path)
                    .isEqualTo(400);
        }
    }

    private List<String> retired(StoredFinding finding, String asOf) {
        return desk.get(Role.AUDITOR, "/retirements.csv" + asOf)
                .text()
                .lines()
                .filter(line -> line.contains(finding.target.toString()))
                .map(ListsAsOfTests::cells)
                .flatMap(cells -> List.of(cells.get(4), cells.get(13), cells.get(14)).stream())
                .toList();
    }

    private Optional<String> unattributed(StoredFinding finding, String asOf) {
        return desk.get(Role.AUDITOR, "/unattributed.csv" + asOf)
                .text()
                .lines()
                .filter(line -> line.contains(finding.target.toString()))
                .findFirst();
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.substring(1, line.length() - 1).split("\",\"", -1));
    }

    private void left(StoredFinding finding, int days) {
        jdbc.sql(
                        "UPDATE estate.target SET system_id = NULL, attributed_by = NULL, first_seen_at = :at WHERE id = :target")
                .param("at", ago(60).atOffset(ZoneOffset.UTC))
                .param("target", finding.target)
                .update();
        jdbc.sql("""
                INSERT INTO estate.earlier_system (target_id, superseded_at, since, system_id) VALUES (:target, :until, :since, :target)
                """)
                .param("target", finding.target)
                .param("until", ago(days).atOffset(ZoneOffset.UTC))
                .param("since", ago(60).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The image that its finding is in; answers the repository. */
    private String image(StoredFinding finding) {
        UUID image = UUID.randomUUID();
        String repository = "registry.example/vex/" + finding.code;
        jdbc.sql("""
                INSERT INTO estate.image (id, identity, repository, tag, lineage, first_seen_at, first_entry)
                VALUES (:id, :repository, :repository, '1', :repository, :at, 0)
                """)
                .param("id", image)
                .param("repository", repository)
                .param("at", ago(100).atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("UPDATE findings.finding SET image_id = :image WHERE id = :id")
                .param("image", image)
                .param("id", finding.id)
                .update();
        return repository;
    }

    private UUID state(StoredFinding finding, String repository, String status, int days) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO scans.vex_document (id, submission_id, entry_index, recorded_at, format, identifier, author, role, version, stated_at,
                       statements)
                VALUES (:id, :submission, :entry, :at, 'OPENVEX', '', 'Maker', '', '', :at, 1)
                """)
                .param("id", id)
                .param("submission", UUID.randomUUID())
                .param("entry", System.nanoTime())
                .param("at", ago(days).atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                INSERT INTO scans.vex_statement (id, document_id, n, entry_index, recorded_at, vulnerability, status, justification, impact,
                       action, notes, stated_at)
                VALUES (:id, :id, 0, 0, :at, :cve, :status, 'component_not_present', '', '', '', :at)
                """)
                .param("id", id)
                .param("at", ago(days).atOffset(ZoneOffset.UTC))
                .param("cve", finding.vulnerability)
                .param("status", status)
                .update();
        jdbc.sql("INSERT INTO scans.vex_name (name, statement_id) VALUES (:cve, :id)")
                .param("cve", finding.vulnerability)
                .param("id", id)
                .update();
        jdbc.sql("""
                INSERT INTO scans.vex_product (statement_id, n, kind, product, part, repository, digest)
                VALUES (:id, 0, 'IMAGE', :repository, '', :repository, '')
                """).param("id", id).param("repository", repository).update();
        return id;
    }

    /** Whole days before today's midnight: the same however long the test takes. */
    private Instant ago(long days) {
        return clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    }
}
