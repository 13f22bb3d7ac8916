package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.SecondOfficer;
import io.exhibit.access.Role;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.Narrowings;
import io.exhibit.estate.PciReasons;
import io.exhibit.estate.Register;
import io.exhibit.estate.ScopeTags;
import io.exhibit.estate.SystemSupport;
import io.exhibit.ledger.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
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

/** What somebody decides today does not change what lists say of yesterday: scope, system, owner and rank are those of then. */
@AutoConfigureMockMvc
@SpringBootTest
class ScopeAsOfTests {

    private static final Actor OFFICER =
            new Actor(Actor.Kind.PERSON, UUID.fromString("0192f0a4-7b1e-7c55-8000-0c0ffee0c0de"), "Mara", "test");
    private static final ScopeTags IN_SCOPE = new ScopeTags(true, false, false, false);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Register register;

    @Autowired
    private Narrowings narrowings;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Instant before;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        before = clock.instant().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/findings.csv?x=",
                "/findings?q={it}",
                "/timeline.csv?profile=PCI",
                "/timeline.csv?profile=PCI&state=ALL",
                "/timeline/groups.csv?profile=PCI&by=vulnerability",
                "/changes.csv?since=2026-01-01"
            })
    void whatWasInAScopeThenIsListedWhenItIsNoLonger(String path) {
        StoredFinding finding = late();

        leaveScope(finding);

        String now = path.replace("{it}", finding.vulnerability) + "&scope=tag:pci";
        String then = now + "&asOf=" + before;
        assertThat(ofIt(then, finding)).isTrue();
        assertThat(ofIt(now, finding)).isFalse();
        assertThat(ofIt(now + "&asOf=" + clock.instant().plusSeconds(1), finding))
                .isFalse();
    }

    @Test
    void theFiguresOfADayStayWhatTheyWere() {
        StoredFinding finding = late();
        List<String> asked = Stream.of(
                        "/?x=", "/progress?x=", "/progress.csv?table=ages", "/timeline?profile=PCI", "/findings?x=")
                .map(path -> path + "&scope=" + finding.scope() + "&asOf=" + before)
                .toList();
        List<String> told = asked.stream().map(this::figures).toList();

        leaveScope(finding);
        register.addRule(other().code, "IMAGE", "", "registry.example/payments/" + finding.code, OFFICER);

        assertThat(asked.stream().map(this::figures).toList()).isEqualTo(told);
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?scope=" + finding.scope())
                        .text())
                .as("now it is another's")
                .doesNotContain(finding.vulnerability);
    }

    @Test
    void theOwnerIsTheOneOfThen() {
        StoredFinding finding = late();

        enter(finding.code, "Vault team", ScopeTags.NONE);

        for (String path :
                List.of("/findings.csv?x=", "/timeline.csv?x=", "/timeline?x=", "/changes.csv?since=2026-01-01")) {
            assertThat(desk.get(Role.AUDITOR, path + "&scope=" + finding.scope() + "&asOf=" + before)
                            .text())
                    .as(path)
                    .contains("Payments team")
                    .doesNotContain("Vault team");
            assertThat(desk.get(Role.AUDITOR, path + "&scope=" + finding.scope())
                            .text())
                    .as(path)
                    .contains("Vault team")
                    .doesNotContain("Payments team");
        }
        assertThat(desk.get(
                                Role.AUDITOR,
                                "/timeline/groups.csv?by=owner&profile=PCI&of=owner:Payments%20team&asOf=" + before)
                        .text())
                .contains("Payments team");
    }

    /** Ranked CRITICAL up to 30 days ago, not ranked up to 60 days ago. */
    @ParameterizedTest
    @CsvSource({"1, HIGH", "29, HIGH", "31, CRITICAL", "59, CRITICAL", "61, NONE"})
    void theRankIsTheOneOfThen(int days, String rank) {
        StoredFinding finding = late();
        jdbc.sql("UPDATE findings.finding SET ranked_at = :at::timestamptz WHERE id = :id")
                .param("at", ago(30).toString())
                .param("id", finding.id)
                .update();
        superseded(finding, "CRITICAL", ago(60), ago(30));
        superseded(finding, null, null, ago(60));
        String asked = "&scope=" + finding.scope() + "&asOf=" + ago(days);

        for (String path : List.of("/findings.csv?x=", "/timeline.csv?profile=PCI", "/findings?x=")) {
            for (String one : List.of("CRITICAL", "HIGH", "NONE")) {
                assertThat(desk.get(Role.AUDITOR, path + "&rank=" + one + asked)
                                .text()
                                .contains(finding.vulnerability))
                        .as(path + " " + one)
                        .isEqualTo(one.equals(rank));
            }
        }
        assertThat(desk.get(Role.AUDITOR, "/timeline/groups.csv?by=vulnerability&profile=PCI&rank=" + rank + asked)
                        .text())
                .contains(finding.vulnerability);
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?rank=" + rank + asked).text())
                .contains(rank.equals("NONE") ? "\"HIGH\",\"\"" : "\"HIGH\",\"" + rank + "\"");
        assertThat(desk.get(Role.AUDITOR, "/?x=" + asked).text().contains("Open findings without a rank"))
                .isEqualTo(rank.equals("NONE"));
        assertThat(desk.get(Role.AUDITOR, "/timeline?profile=PCI&rank=" + rank + asked)
                        .text())
                .contains("1 open finding is");
    }

    /** By days to the deadline, nothing for a clock that has not started; what leaves the scope by its tags or by a rule. */
    @ParameterizedTest
    @CsvSource({
        "-30, TAGS, true",
        "-1, TAGS, true",
        "1, TAGS, false",
        "30, TAGS, false",
        ", TAGS, false",
        "-30, RULE, true",
        "30, RULE, false",
        ", RULE, false"
    })
    void aDeadlineThatPassedStaysWhenTheSystemLeavesTheScope(@Nullable Integer days, String how, boolean stays) {
        StoredFinding finding = StoredFinding.in(jdbc, "libleft", ago(100));
        hold(finding);
        OptionalLong proposal =
                how.equals("TAGS") ? propose(finding.code, "Payments team", ScopeTags.NONE) : OptionalLong.empty();
        jdbc.sql("DELETE FROM findings.deadline WHERE finding_id = :id")
                .param("id", finding.id)
                .update();
        finding.decided(
                Profile.PCI,
                ago(100),
                null,
                days == null ? null : ago(100),
                days == null ? null : clock.instant().plus(Duration.ofDays(days)));

        if (how.equals("TAGS")) {
            assertThat(stands(finding)).as("it is proposed").isTrue();
            SecondOfficer.agree(narrowings, finding.code, proposal);
        } else {
            register.addRule(other().code, "IMAGE", "", "registry.example/payments/" + finding.code, OFFICER);
        }

        assertThat(stands(finding)).isEqualTo(stays);
        leaveScope(finding);
        assertThat(stands(finding)).as("and whatever is decided later").isEqualTo(stays);
        enter(finding.code, "Payments team", IN_SCOPE);
        assertThat(stands(finding)).as("and back in scope").isEqualTo(stays || how.equals("TAGS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vendors/new", "/systems/new"})
    void aPageThatKnowsNoOtherTimeSaysSo(String path) {
        assertThat(desk.get(Role.AUDITOR, path).text()).doesNotContain("This page shows what is known now");
        Desk.Page then = desk.get(Role.AUDITOR, path + "?asOf=2026-10-01");
        assertThat(then.status()).isEqualTo(200);
        assertThat(then.text())
                .contains("This page shows what is known now,", "1 Oct 2026")
                .doesNotContain(".csv?asOf=", ".csv?scope=all&amp;asOf=");
    }

    @Test
    void aFileThatKnowsNoOtherTimeIsRefused() {
        String file = "/images/" + UUID.randomUUID() + "/comparison.csv?with=" + UUID.randomUUID();
        assertThat(desk.get(Role.AUDITOR, file).status()).isEqualTo(404);
        Desk.Page then = desk.get(Role.AUDITOR, file + "&asOf=2026-10-01");
        assertThat(then.status()).isEqualTo(400);
        assertThat(then.text()).contains("nothing of an earlier time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?x=",
                "/findings?x=",
                "/timeline?x=",
                "/timeline/groups?by=system",
                "/images?show=unowned",
                "/images?x=",
                "/deployments?x=",
                "/deployments/never-run?x=",
                "/progress?x=",
                "/systems?x=",
                "/unattributed?x=",
                "/vex?x=",
                "/retirements?x=",
                "/alerts?x="
            })
    void aPageThatKnowsTheTimeSaysNothingOfNow(String path) {
        Desk.Page page = desk.get(Role.AUDITOR, path + "&scope=tag:pci&asOf=2026-10-01");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("This page shows what is known now");
    }

    @Test
    void aTargetBelongsToTheSystemOfThenHoweverOftenItMoves() {
        StoredFinding finding = late();
        StoredFinding other = other();
        Instant first = clock.instant();
        register.addRule(other.code, "IMAGE", "", "registry.example/payments/" + finding.code, OFFICER);
        Instant second = clock.instant();
        UUID rule = jdbc.sql("SELECT id FROM estate.attribution_rule WHERE pattern = :pattern")
                .param("pattern", "registry.example/payments/" + finding.code)
                .query(UUID.class)
                .single();
        register.removeRule(rule, OFFICER);

        assertThat(systemOf(finding, first)).isEqualTo(finding.target);
        assertThat(systemOf(finding, second)).isEqualTo(other.target);
        assertThat(systemOf(finding, clock.instant())).isEqualTo(finding.target);
        assertThat(systemOf(finding, ago(20))).isEqualTo(finding.target);
    }

    private UUID systemOf(StoredFinding finding, Instant at) {
        return jdbc.sql("SELECT system_id FROM estate.pub_target_at(:at::timestamptz) WHERE target_id = :id")
                .param("at", at.toString())
                .param("id", finding.target)
                .query(UUID.class)
                .single();
    }

    private boolean ofIt(String path, StoredFinding finding) {
        String looked = path.contains(".csv") ? finding.vulnerability : "/findings/" + finding.id;
        return desk.get(Role.AUDITOR, path).text().contains(looked);
    }

    /** What a page says, but for what stands in its frame. */
    private String figures(String path) {
        Desk.Page page = desk.get(Role.AUDITOR, path);
        assertThat(page.status()).isEqualTo(200);
        String text = page.text();
        int main = text.indexOf("<main");
        return main < 0 ? text : text.substring(main, text.indexOf("</main>")).replaceAll("_csrf\" value=\"[^\"]*", "");
    }

    private StoredFinding late() {
        StoredFinding finding = StoredFinding.in(jdbc, "liblate", ago(100)).due(Profile.PCI, ago(100), ago(70));
        hold(finding);
        return finding;
    }

    /** Its target belongs to it by a rule that is there. */
    private void hold(StoredFinding finding) {
        register.addRule(finding.code, "IMAGE", "", "*/" + finding.code, OFFICER);
        before = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private StoredFinding other() {
        StoredFinding other = StoredFinding.in(jdbc, "libother", ago(3));
        enter(other.code, "Other team", ScopeTags.NONE);
        return other;
    }

    private void leaveScope(StoredFinding finding) {
        enter(finding.code, "Payments team", ScopeTags.NONE);
    }

    private void enter(String code, String owner, ScopeTags tags) {
        SecondOfficer.agree(narrowings, code, propose(code, owner, tags));
    }

    private OptionalLong propose(String code, String owner, ScopeTags tags) {
        return register.enter(
                code,
                new Register.Entry(
                        "Payments",
                        owner,
                        "",
                        "",
                        tags,
                        Exposure.UNKNOWN,
                        PciReasons.NONE,
                        "",
                        SystemSupport.NOT_STATED,
                        "moved to the vault"),
                OFFICER);
    }

    private void superseded(
            StoredFinding finding, @Nullable String rank, @Nullable Instant ranked, Instant superseded) {
        jdbc.sql("""
                INSERT INTO findings.earlier_rank (finding_id, superseded_at, rank, rank_reason, rank_method, ranked_at)
                VALUES (:id, :superseded::timestamptz, :rank, 'a reason', 2, :ranked::timestamptz)
                """)
                .param("id", finding.id)
                .param("superseded", superseded.toString())
                .param("rank", rank)
                .param("ranked", ranked == null ? null : ranked.toString())
                .update();
    }

    private boolean stands(StoredFinding finding) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM findings.deadline
                                        WHERE finding_id = :id AND profile = 'PCI' AND superseded_at IS NULL)
                        """).param("id", finding.id).query(Boolean.class).single();
    }

    /** Whole seconds, as addresses carry them. */
    private Instant ago(long days) {
        return clock.instant().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
    }
}
