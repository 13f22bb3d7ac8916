package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
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
class FindingPagesTests {

    private static final String HOSTILE = "<script>alert(1)</script>\"'";

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private Instant now;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans, @Autowired java.time.Clock clock) {
        desk = new Desk(beans);
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyOfTheBankReads(Role role) {
        for (String path : new String[] {
            "/timeline", "/findings", "/policies", "/timeline.csv?scope=system:none", "/findings?q=a%00b"
        }) {
            assertThat(desk.get(role, path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void showsHowLateAFindingIsAndCountsIt() {
        StoredFinding late = finding("openssl", 60).due(Profile.PCI, ago(60), ago(30));

        String page = timeline(late, "");

        assertThat(page)
                .contains(late.vulnerability, "openssl 3.0.14", "Payments team", "30 days late", "class=\"overdue\"")
                .contains("1 open finding is past its PCI DSS 6.3.3 deadline");
    }

    @Test
    void asksEachRegulatorsClockByItself() {
        StoredFinding finding =
                finding("openssl", 20).due(Profile.PCI, ago(20), ago(-10)).due(Profile.DORA, ago(20), ago(6));

        assertThat(timeline(finding, "&profile=PCI")).contains("due in 10 days").doesNotContain("days late");
        assertThat(timeline(finding, "&profile=DORA")).contains("6 days late");
    }

    @Test
    void showsWhatWasTrueAtAnEarlierTime() {
        StoredFinding finding =
                finding("openssl", 60).due(Profile.PCI, ago(60), ago(30)).closed(ago(10));

        assertThat(timeline(finding, "")).contains("Nothing is open").doesNotContain(finding.vulnerability);
        assertThat(timeline(finding, "&state=CLOSED")).contains(finding.vulnerability, "closed 20 days late");
        assertThat(timeline(finding, "&asOf=" + ago(20))).contains(finding.vulnerability, "10 days late");
        assertThat(timeline(finding, "&asOf=" + ago(70) + "&state=ALL")).doesNotContain(finding.vulnerability);
    }

    @Test
    void knowsWhichDeadlineStoodAtAnEarlierTime() {
        StoredFinding finding = finding("openssl", 60)
                .decided(Profile.PCI, ago(60), ago(5), ago(60), ago(30))
                .decided(Profile.PCI, ago(5), null, ago(60), ago(-30));

        assertThat(timeline(finding, "")).contains("due in 30 days");
        assertThat(timeline(finding, "&asOf=" + ago(6))).contains("24 days late");
    }

    @Test
    void countsNothingAsInTimeThatIsTooNearAnEstimate() {
        StoredFinding finding =
                finding("openssl", 60).due(Profile.PCI, ago(60), ago(30)).closed(ago(32));

        assertThat(timeline(finding, "&state=CLOSED"))
                .contains("closed too near an estimated deadline to tell")
                .contains("an estimated deadline was too near to tell");
    }

    @Test
    void saysWhyNoClockRuns() {
        StoredFinding finding = finding("openssl", 60).due(Profile.DORA, null, null);

        assertThat(timeline(finding, "&profile=DORA")).contains("no clock:", "data-state=\"unknown\"");
        assertThat(timeline(finding, "&profile=PCI"))
                .contains("1 more open finding is in systems outside the scope of PCI DSS");
    }

    @Test
    void goesThroughAllLanesPageByPageAndMissesNone() {
        StoredFinding first = finding("openssl", 60).due(Profile.PCI, ago(60), ago(30));
        String file =
                desk.get(Role.AUDITOR, "/timeline.csv?scope=" + first.scope()).text();

        assertThat(file.lines())
                .hasSize(2)
                .anyMatch(line -> line.contains(first.vulnerability) && line.contains("30 days late"));
    }

    @Test
    void keepsHostileTextInert() {
        StoredFinding finding = finding(HOSTILE, 60).due(Profile.PCI, ago(60), ago(30));

        for (String path : new String[] {"/timeline?scope=", "/findings?scope="}) {
            assertThat(desk.get(Role.AUDITOR, path + finding.scope()).text())
                    .contains(finding.vulnerability)
                    .doesNotContain("<script>alert");
        }
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id).text()).doesNotContain("<script>alert");
    }

    /** H7: what steers or hides is written out, in the list, the picture, the story and both files. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2069, 0x200B, 0x200D, 0x200E, 0xFEFF, 0xAD, 0x2028, 0x061C,
                0xE0041
            })
    void writesOutWhatMisleads(int point) {
        String hidden = Character.toString(point);
        String shown = String.format(java.util.Locale.ROOT, "lib\u27E6U+%04X\u27E7ssl", point);
        StoredFinding finding = finding("lib" + hidden + "ssl", 60).due(Profile.PCI, ago(60), ago(30));

        for (String path : new String[] {
            "/timeline?scope=" + finding.scope(),
            "/findings?scope=" + finding.scope(),
            "/findings/" + finding.id,
            "/timeline.csv?scope=" + finding.scope(),
            "/findings.csv?scope=" + finding.scope()
        }) {
            assertThat(desk.get(Role.AUDITOR, path).text())
                    .as(path)
                    .contains(shown)
                    .doesNotContain(hidden);
        }
    }

    @Test
    void aFileThatSomebodyTakesLeavesALineInTheTrail() {
        StoredFinding finding = finding("libtaken", 60).due(Profile.PCI, ago(60), ago(30));
        String path = "/findings.csv?scope=" + finding.scope();
        desk.get(Role.AUDITOR, path);
        assertThat(jdbc.sql("""
                        SELECT count(*)
                          FROM ledger.activity
                         WHERE action = 'file.read' AND object = :path AND actor_name = :who
                        """)
                        .param("path", path)
                        .param("who", desk.officer(Role.AUDITOR).getUsername())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        String page = "/findings?scope=" + finding.scope();
        desk.get(Role.AUDITOR, page);
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.activity WHERE object = :page")
                        .param("page", page)
                        .query(Long.class)
                        .single())
                .as("looking at a page is not taking it away")
                .isZero();
    }

    @Test
    void doesNotLetASpreadsheetRunAPackageName() {
        StoredFinding finding = finding("=HYPERLINK(1)", 60).due(Profile.PCI, ago(60), ago(30));

        assertThat(desk.get(Role.AUDITOR, "/findings.csv?scope=" + finding.scope())
                        .text())
                .contains("\"'=HYPERLINK(1)\"");
    }

    @Test
    void findsByVulnerabilityPackageAndImage() {
        StoredFinding finding = finding("libsearchable", 60);

        for (String search :
                new String[] {finding.vulnerability.toLowerCase(java.util.Locale.ROOT), "SEARCHABLE", finding.code}) {
            assertThat(desk.get(Role.AUDITOR, "/findings?scope=" + finding.scope() + "&q=" + search)
                            .text())
                    .contains(finding.vulnerability);
        }
        assertThat(desk.get(Role.AUDITOR, "/findings?scope=" + finding.scope() + "&q=%25")
                        .text())
                .contains("No finding matches");
    }

    @Test
    void findsByAPartOfMoreNamesThanAreLookedUp() {
        StoredFinding finding = finding("plentiful-0", 60);
        jdbc.sql(
                        "INSERT INTO findings.named (kind, name) SELECT 'PACKAGE', 'plentiful-' || n FROM generate_series(1, 5001) n")
                .update();

        for (String scope : new String[] {finding.scope(), "all"}) {
            assertThat(desk.get(Role.AUDITOR, "/findings?q=PLENTIFUL&scope=" + scope)
                            .text())
                    .contains(finding.vulnerability);
        }
    }

    @Test
    void tellsTheStoryWithEveryProof() {
        StoredFinding finding = finding("openssl", 60)
                .due(Profile.PCI, ago(60), ago(30))
                .due(Profile.DORA, ago(60), ago(46))
                .closed(ago(10));

        String story = desk.get(Role.AUDITOR, "/findings/" + finding.id).text();

        assertThat(story)
                .contains("closed 20 days late", "closed 36 days late")
                .contains("/submissions/" + finding.submission, "/evidence/")
                .contains("The package is there in another version.", "closed: proven")
                .contains("scanner severity HIGH", "ranking method, version 2", "policy version 1")
                .contains("last vulnerable replica gone", "no deployment was stated");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id + "?asOf=" + ago(20))
                        .text())
                .contains("10 days late")
                .doesNotContain("The package is there in another version.");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id + "?asOf=" + ago(61))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsWhatLeavesAClosingInDoubt() {
        StoredFinding finding = finding("openssl", 60).closed(ago(10), "SAME_IMAGE", "NOT_DATED");

        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id).text())
                .contains("closed: not proven", Doubt.SAME_IMAGE.words(), Doubt.NOT_DATED.words())
                .doesNotContain(Doubt.OTHER_TOOL.words());
    }

    @Test
    void listsWhatIsClosedAndNotProvenAsOfAnyDay() {
        StoredFinding doubted = finding("openssl", 60).closed(ago(10), "SAME_VERSION");
        StoredFinding proven = finding("openssl", 60).closed(ago(10));

        assertThat(listed(doubted, "")).contains(doubted.id.toString(), "not proven");
        assertThat(listed(proven, "")).doesNotContain(proven.id.toString());
        assertThat(desk.get(Role.AUDITOR, "/findings?state=unproven&q=" + doubted.code)
                        .text())
                .contains(doubted.id.toString());
        assertThat(listed(doubted, "&asOf=" + ago(9))).contains(doubted.id.toString());
        assertThat(listed(doubted, "&asOf=" + ago(11))).doesNotContain(doubted.id.toString());
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?state=UNPROVEN&scope=" + doubted.scope())
                        .text())
                .contains("NOT_PROVEN");
    }

    private String listed(StoredFinding finding, String asOf) {
        return desk.get(Role.AUDITOR, "/findings?state=unproven&scope=" + finding.scope() + asOf)
                .text();
    }

    @Test
    void answersTheSameToWhatIsNotThere() {
        assertThat(desk.get(Role.AUDITOR, "/findings/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/findings/no-id").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/timeline?state=ODD", "/timeline?profile=SOX", "/timeline?rank=WORST", "/timeline?from=yesterday",
                "/timeline?from=2026-12-01&to=2026-01-01", "/timeline?from=1970-01-01", "/timeline?cursor=x",
                        "/timeline?asOf=x",
                "/timeline?scope=x", "/findings?state=ODD", "/findings?cursor=x", "/findings?scope=tag:x"
            })
    void refusesWhatItCannotRead(String path) {
        assertThat(desk.get(Role.AUDITOR, path).status()).isEqualTo(400);
    }

    @Test
    void keepsScopeAndTimeInTheLinksOfThePage() {
        StoredFinding finding = finding("openssl", 60).due(Profile.PCI, ago(60), ago(30));
        String day = ago(20).toString().substring(0, 10);

        String page = timeline(finding, "&asOf=" + day);

        assertThat(page).contains("href=\"/findings?scope=system%3A" + finding.code + "&amp;asOf=" + day + "\"");
        assertThat(page).contains("entries by then", "Back to now");
    }

    private StoredFinding finding(String packageName, int days) {
        return StoredFinding.in(jdbc, packageName, ago(days));
    }

    private String timeline(StoredFinding finding, String more) {
        return desk.get(Role.AUDITOR, "/timeline?scope=" + finding.scope() + more)
                .text();
    }

    /** An hour short of whole days, so that a test takes no part in counting them. */
    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days)).plus(Duration.ofHours(1));
    }
}
