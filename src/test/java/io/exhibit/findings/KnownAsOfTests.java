package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was true on a day, as it was known on that day and as it is known later: lists, figures and files. Times are in days ago. */
@AutoConfigureMockMvc
@SpringBootTest
class KnownAsOfTests {

    private static final List<String> LISTS = List.of(
            "/findings.csv?state=OPEN",
            "/findings?state=OPEN",
            "/findings?state=ALL",
            "/findings.csv?due=late",
            "/findings?due=late-or-30",
            "/timeline.csv?profile=PCI&state=OPEN",
            "/timeline?profile=PCI&state=OPEN",
            "/timeline?profile=PCI&state=ALL",
            "/timeline/groups.csv?profile=PCI&by=vulnerability");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Instant now;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** A scan of 100 days ago that was sent 5 days ago; and one that moved the date back only 2 days ago. */
    @ParameterizedTest
    @CsvSource({
        "50, ,   , false",
        "50, ,   4, true",
        "50, ,   now, true",
        "101, , now, false",
        "50, , 6, false",
        "3, , , true",
        "50, 2,  4, false",
        "50, 2, 1, true",
        "50, 2, now, true",
        "3, 2, , true"
    })
    void aReportThatCameLateIsThereAsKnownLater(
            int at, @Nullable Integer learned, @Nullable String known, boolean there) {
        StoredFinding finding = late(5, 100);
        jdbc.sql("UPDATE findings.finding SET shown_seen = :at::timestamptz WHERE id = :id")
                .param("at", learned == null ? null : ago(learned).toString())
                .param("id", finding.id)
                .update();
        String asked = "&scope=" + finding.scope() + asOf(at, known);

        for (String list : LISTS) {
            assertThat(lists(list + asked, finding)).as(list + asked).isEqualTo(there);
            if (!list.contains("groups")) {
                assertThat(lists(list + asOf(at, known) + "&rank=HIGH&of=system:" + finding.code, finding)
                                || lists(list + asOf(at, known) + "&rank=HIGH&q=" + finding.vulnerability, finding))
                        .as("of everything: " + list)
                        .isEqualTo(there);
            }
        }
        Desk.Page story = desk.get(Role.AUDITOR, "/findings/" + finding.id + "?x=" + asOf(at, known));
        assertThat(story.status()).isEqualTo(there ? 200 : 404);
        assertThat(line("/progress.csv?table=ages" + asked, "HIGH")).isEqualTo(there);
        assertThat(line("/progress.csv?table=owners" + asked, finding.code)).isEqualTo(there);
        assertThat(desk.get(Role.AUDITOR, "/?x=" + asked).text().contains(finding.vulnerability))
                .as("the worst on the home page")
                .isEqualTo(there && at <= 70);
        assertThat(desk.get(Role.AUDITOR, "/timeline?profile=PCI" + asked).text())
                .contains(there ? "1 open finding is" : "Nothing is open that this clock runs for");
    }

    /** Far more than a page, received at once, of which few had been there on the day, however long before. */
    @Test
    void theListOfEverythingFindsWhatCameLateHoweverLate() {
        List<StoredFinding> found = Stream.of(41, 43, 47, 60, 100, 200, 900, 5000)
                .map(shown -> late(5, shown))
                .toList();
        StoredFinding within = late(39, 41);
        late(5, 39);
        String asked = "/findings.csv?state=OPEN" + asOf(40, "now");
        String listed = desk.get(Role.AUDITOR, asked).text();

        found.forEach(finding -> assertThat(listed).containsOnlyOnce("\"" + finding.vulnerability + "\""));
        assertThat(listed).containsOnlyOnce("\"" + within.vulnerability + "\"");
        long lines = listed.lines().count() - 1;
        assertThat(desk.get(Role.AUDITOR, asked.replace(".csv", "")).text())
                .contains(lines + (lines == 1 ? " finding is open" : " findings are open"));
    }

    /** Decided 60 days ago from our own scans; 10 days ago a maker's document dated the fix. */
    @ParameterizedTest
    @CsvSource({"30, , 90, false", "30, now, 90, true", "30, 11, 90, false", "30, 9, 90, true", "30, now, 20, false"})
    void aDateThatWasLearnedLaterMovesTheDeadline(int at, @Nullable String known, int starts, boolean late) {
        StoredFinding finding = StoredFinding.in(jdbc, "libdated", ago(60))
                .decided(Profile.PCI, ago(60), ago(10), ago(60), ago(-20))
                .decided(Profile.PCI, ago(10), null, ago(starts), ago(starts - 50));
        jdbc.sql("""
                        UPDATE findings.finding
                           SET fix_stated_at = :starts::timestamptz, fix_stated_kind = 'advisory', fix_stated_tool = 'Maker',
                               fix_stated_seen = :seen::timestamptz
                         WHERE id = :id
                        """)
                .param("starts", ago(starts).toString())
                .param("seen", ago(10).toString())
                .param("id", finding.id)
                .update();
        String asked = "&scope=" + finding.scope() + asOf(at, known);

        assertThat(lists("/timeline.csv?profile=PCI&state=LATE" + asked, finding))
                .isEqualTo(late);
        assertThat(lists("/timeline?profile=PCI&state=OPEN" + asked, finding)).isTrue();
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?x=" + asked).text())
                .contains(late ? "10 days late" : "due in 50 days");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id + "?x=" + asOf(at, known))
                        .text())
                .contains(late ? "10 days late" : "due in 50 days");
        assertThat(desk.get(Role.AUDITOR, "/timeline/groups.csv?profile=PCI&by=system" + asked)
                        .text())
                .contains("\"PCI\",\"1\",\"" + (late ? 1 : 0) + "\"");
        assertThat(lists("/?x=" + asked, finding)).isEqualTo(late);
    }

    /** A clock that was withdrawn 5 days ago ran until then, and one that was passed on to another verdict is told by that. */
    @Test
    void aClockThatEndedLaterRanOnTheDay() {
        StoredFinding finding = StoredFinding.in(jdbc, "libleft", ago(100))
                .decided(Profile.PCI, ago(100), ago(50), ago(100), ago(-10))
                .decided(Profile.PCI, ago(50), ago(5), ago(100), ago(70));
        String asked = "&scope=" + finding.scope();

        assertThat(lists("/timeline.csv?profile=PCI&state=LATE" + asked + asOf(60, null), finding))
                .isFalse();
        assertThat(lists("/timeline.csv?profile=PCI&state=LATE" + asked + asOf(60, "now"), finding))
                .isTrue();
        assertThat(lists("/timeline.csv?profile=PCI&state=OPEN" + asked + asOf(4, "now"), finding))
                .isFalse();
    }

    /** Listed by CISA 50 days ago, loaded 5 days ago, and taken out with a load of 2 days ago. */
    @ParameterizedTest
    @CsvSource({
        "30, , false",
        "30, 6, false",
        "30, 4, true",
        "30, now, true",
        "60, now, false",
        "4, , true",
        "1, now, false"
    })
    void aCatalogueThatWasLoadedLaterListsItAsKnownLater(int at, @Nullable String known, boolean listed) {
        StoredFinding finding = StoredFinding.in(jdbc, "libkev", ago(90));
        catalogue(finding, -2, true, ago(5));
        catalogue(finding, -1, false, ago(2));
        try {
            for (String list : List.of("/findings.csv", "/findings")) {
                assertThat(lists(list + "?exploited=yes&scope=" + finding.scope() + asOf(at, known), finding))
                        .isEqualTo(listed);
            }
            assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id + "?x=" + asOf(at, known))
                            .text()
                            .contains("in CISA's catalogue since"))
                    .isEqualTo(listed);
        } finally {
            jdbc.sql("DELETE FROM findings.known_exploited WHERE cve = :cve")
                    .param("cve", finding.vulnerability)
                    .update();
        }
    }

    /** Attributed, or put in scope, 5 days ago. */
    @ParameterizedTest
    @CsvSource({
        "TARGET, , false",
        "TARGET, 6, false",
        "TARGET, 4, true",
        "TARGET, now, true",
        "SCOPE, , false",
        "SCOPE, 6, false",
        "SCOPE, 4, true",
        "SCOPE, now, true"
    })
    void whoseItIsAndInWhichScopeCountsAsKnown(String what, @Nullable String known, boolean there) {
        StoredFinding finding = StoredFinding.in(jdbc, "libwhose", ago(100)).due(Profile.PCI, ago(100), ago(70));
        if (what.equals("TARGET")) {
            jdbc.sql("INSERT INTO estate.earlier_system VALUES (:id, :until::timestamptz, '2020-01-01', NULL)")
                    .param("id", finding.target)
                    .param("until", ago(5).toString())
                    .update();
        } else {
            jdbc.sql("UPDATE estate.scope_confirmation SET confirmed_at = :at::timestamptz WHERE system_id = :id")
                    .param("id", finding.target)
                    .param("at", ago(5).toString())
                    .update();
        }
        // Others are in that scope too, and fill pages.
        List<String> asked = what.equals("TARGET")
                ? LISTS.stream().map(list -> list + "&scope=" + finding.scope()).toList()
                : List.of(
                        "/findings.csv?state=OPEN&scope=tag:pci",
                        "/findings?scope=tag:pci&q=" + finding.vulnerability,
                        "/timeline.csv?profile=PCI&state=OPEN&scope=tag:pci",
                        "/timeline?profile=PCI&scope=tag:pci&of=system:" + finding.code);
        for (String list : asked) {
            assertThat(lists(list + asOf(30, known), finding)).as(list).isEqualTo(there);
        }
    }

    /** Shown by a scan of 80 days ago that was sent 5 days ago; a scan of 40 days ago no longer shows it. */
    @ParameterizedTest
    @CsvSource({
        "60, now, true, true",
        "30, now, false, true",
        "60, , false, false",
        "30, , false, false",
        "4, , false, true"
    })
    void whatANewerScanHadOvertakenEndsWithThatScan(int at, @Nullable String known, boolean open, boolean there) {
        StoredFinding finding = late(5, 80).closed(ago(5));
        jdbc.sql("""
                        UPDATE scans.scan SET recorded_at = :at::timestamptz
                         WHERE id = (SELECT closed_scan FROM findings.episode WHERE finding_id = :id)
                        """).param("at", ago(40).toString()).param("id", finding.id).update();
        String asked = "&scope=" + finding.scope() + asOf(at, known);

        assertThat(lists("/findings.csv?state=OPEN" + asked, finding)).isEqualTo(open);
        assertThat(lists("/findings.csv?state=CLOSED" + asked, finding)).isEqualTo(there && !open);
        assertThat(lists("/timeline.csv?profile=PCI&state=OPEN" + asked, finding))
                .isEqualTo(open);
        assertThat(lists("/timeline.csv?profile=PCI&state=ALL&from=2020-01-01&to=2024-12-31" + asked, finding))
                .isFalse();
        closes(finding.scope(), at, known);
    }

    /** Entered 80 days ago under an advisory's id, which turned out 5 days ago to be the other; that one was closed meanwhile, or never. */
    @ParameterizedTest
    @CsvSource({"60, , 2", "60, now, 1", "60, 6, 2", "60, 4, 1", "1, , 1", "1, now, 1", "20, now, 1"})
    void whatTurnedOutToBeTheSameCountsOnce(int at, @Nullable String known, int open) {
        for (boolean closedMeanwhile : List.of(false, true)) {
            StoredFinding goesOn = StoredFinding.in(jdbc, "libsame", ago(90));
            StoredFinding other = StoredFinding.in(jdbc, "libsame", ago(80)).closed(ago(5));
            jdbc.sql("UPDATE findings.finding SET same_as = :same, target_id = :target WHERE id = :id")
                    .param("same", goesOn.id)
                    .param("target", goesOn.target)
                    .param("id", other.id)
                    .update();
            jdbc.sql("UPDATE findings.episode SET close_reason = 'SAME_FINDING' WHERE finding_id = :id")
                    .param("id", other.id)
                    .update();
            if (closedMeanwhile) {
                goesOn.closed(ago(30));
                again(goesOn, ago(5));
            }
            String asked = "/findings.csv?state=OPEN&scope=" + goesOn.scope() + asOf(at, known);
            assertThat(desk.get(Role.AUDITOR, asked).text().lines().count() - 1)
                    .as(closedMeanwhile + ": " + asked)
                    .isEqualTo(open);
            closes(goesOn.scope(), at, known);
        }
    }

    /** What was open on the day, by the list, is what the balance of its month ends with, as known then and as known now. */
    @Test
    void theBalanceOfTheMonthsClosesBothWays() {
        StoredFinding finding = late(5, 100);
        for (String known : Arrays.asList(null, "now", "4")) {
            for (int at : List.of(120, 99, 50, 6)) {
                closes(finding.scope(), at, known);
            }
        }
    }

    private void closes(String scope, int at, @Nullable String known) {
        String asked = "&scope=" + scope + asOf(at, known);
        List<String[]> months = desk.get(Role.AUDITOR, "/progress.csv?table=months" + asked)
                .text()
                .lines()
                .skip(1)
                .map(line -> line.replace("\"", "").split(",", -1))
                .toList();
        long before = Long.parseLong(months.getFirst()[1]);
        for (String[] month : months) {
            assertThat(Long.parseLong(month[1])).isEqualTo(before);
            before = before + Long.parseLong(month[2]) - Long.parseLong(month[3]);
            assertThat(Long.parseLong(month[4])).isEqualTo(before);
        }
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?state=OPEN" + asked)
                                .text()
                                .lines()
                                .count()
                        - 1)
                .as(asked)
                .isEqualTo(before);
    }

    @Test
    void filesSayBothTimes() {
        StoredFinding finding = late(5, 100);
        String asked = "&scope=" + finding.scope() + "&asOf=" + ago(50) + "&known=" + ago(1);
        for (String file : List.of(
                "/findings.csv?x=",
                "/timeline.csv?profile=PCI",
                "/timeline/groups.csv?by=system&profile=PCI",
                "/progress.csv?table=ages")) {
            List<String> lines =
                    desk.get(Role.AUDITOR, file + asked).text().lines().toList();
            assertThat(lines.getFirst()).endsWith("\"as_of\",\"known_on\"");
            assertThat(lines.get(1)).endsWith("\"" + ago(50) + "\",\"" + ago(1) + "\"");
        }
    }

    @Test
    void linksAndFormsKeepBothTimes() {
        StoredFinding finding = late(5, 100);
        String both = "asOf=" + ago(50).toString().replace(":", "%3A") + "&amp;known=now";
        for (String page : List.of("/?x=", "/findings?x=", "/timeline?profile=PCI", "/progress?x=")) {
            assertThat(desk.get(Role.AUDITOR, page + "&scope=" + finding.scope() + asOf(50, "now"))
                            .text())
                    .as(page)
                    .contains(both, ", as known today", "<option value=\"now\" selected=\"selected\">")
                    .doesNotContain("This page shows what");
        }
        for (String page : List.of("/findings?x=", "/timeline?profile=PCI", "/timeline/groups?profile=PCI&by=system")) {
            assertThat(desk.get(Role.AUDITOR, page + "&scope=" + finding.scope() + asOf(50, "now"))
                            .text())
                    .as(page)
                    .contains("<input type=\"hidden\" name=\"known\" value=\"now\">");
        }
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id + "?x=" + asOf(50, "now"))
                        .text())
                .contains(both);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/changes", "/exceptions", "/deployments", "/images", "/alerts", "/escalations", "/conflicts"})
    void aPageThatKnowsOneTimeSaysSoAndItsFileIsRefused(String path) {
        Desk.Page page = desk.get(Role.AUDITOR, path + "?asOf=2026-10-01&known=now");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("This page shows what was known on the day itself");
        assertThat(desk.get(Role.AUDITOR, path + "?asOf=2026-10-01&known=2026-10-01")
                        .text())
                .doesNotContain("This page shows what was known");
        Desk.Page file = desk.get(Role.AUDITOR, path + ".csv?asOf=2026-10-01&known=now");
        assertThat(file.status()).isEqualTo(400);
        assertThat(file.text()).contains("leave known out");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-01, 2026-09-30, not before asOf",
        "'', 2020-01-01, not before asOf",
        "2026-10-01, soon, known is a day",
        "2026-10-01, 1969-01-01, known lies between"
    })
    void aTimeThatCannotBeIsRefused(String asOf, String known, String why) {
        for (String path : List.of("/findings", "/findings.csv", "/timeline.csv", "/systems", "/systems.csv")) {
            Desk.Page answer = desk.get(Role.AUDITOR, path + "?asOf=" + asOf + "&known=" + known);
            assertThat(answer.status()).as(path).isEqualTo(400);
            if (path.endsWith(".csv")) {
                assertThat(answer.text()).contains(why);
            }
        }
    }

    /** First received and shown so many days ago, late by its clock since 70 days ago. */
    private StoredFinding late(int received, int shown) {
        StoredFinding finding = StoredFinding.in(jdbc, "liblate", ago(received))
                .decided(Profile.PCI, ago(received), null, ago(shown), ago(70))
                .decided(Profile.DORA, ago(received), null, ago(shown), ago(70));
        jdbc.sql("UPDATE findings.finding SET shown_at = :at::timestamptz WHERE id = :id")
                .param("at", ago(shown).toString())
                .param("id", finding.id)
                .update();
        return finding;
    }

    private void again(StoredFinding finding, Instant at) {
        jdbc.sql("""
                        INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan)
                        SELECT finding_id, 2, :at::timestamptz, opened_scan FROM findings.episode WHERE finding_id = :id
                        """).param("at", at.toString()).param("id", finding.id).update();
        jdbc.sql("UPDATE findings.finding SET state = 'OPEN', episode = 2 WHERE id = :id")
                .param("id", finding.id)
                .update();
    }

    private void catalogue(StoredFinding finding, int entry, boolean listed, Instant loaded) {
        jdbc.sql("""
                        INSERT INTO findings.known_exploited (cve, entry_index, listed, added_on, name, ransomware, loaded_at)
                        VALUES (:cve, :entry, :listed, :added::date, 'An invented name', false, :loaded::timestamptz)
                        """)
                .param("cve", finding.vulnerability)
                .param("entry", entry)
                .param("listed", listed)
                .param("added", ago(50).toString())
                .param("loaded", loaded.toString())
                .update();
    }

    private boolean lists(String path, StoredFinding finding) {
        Desk.Page page = desk.get(Role.AUDITOR, path);
        assertThat(page.status()).as(path).isEqualTo(200);
        UUID id = finding.id;
        return page.text().contains(path.contains(".csv") ? finding.vulnerability : "/findings/" + id);
    }

    private boolean line(String path, String beginning) {
        return desk.get(Role.AUDITOR, path).text().lines().anyMatch(line -> line.startsWith("\"" + beginning + "\""));
    }

    /** known: a number of days ago, now, or nothing. */
    private String asOf(int days, @Nullable String known) {
        String by = known == null
                ? ""
                : known.equals("now") ? "now" : ago(Integer.parseInt(known)).toString();
        return "&asOf=" + ago(days) + (by.isEmpty() ? "" : "&known=" + by);
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }
}
