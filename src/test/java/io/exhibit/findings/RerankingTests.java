package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.SecondOfficer;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.Narrowings;
import io.exhibit.estate.PciReasons;
import io.exhibit.estate.Register;
import io.exhibit.estate.ScopeTags;
import io.exhibit.estate.SystemSupport;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The method in force is everybody's, so it has a database of its own. */
@Tag("alone")
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "exhibit.reference.look=100ms")
class RerankingTests {

    private static final Actor OFFICER =
            new Actor(Actor.Kind.PERSON, UUID.fromString("0192f0a4-7b1e-7c55-8000-0c0ffee0c0de"), "Mara", "test");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Register register;

    @Autowired
    private Narrowings narrowings;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicyDrafts drafts;

    @Autowired
    private ExceptionRegister exceptions;

    @Autowired
    private Clock clock;

    private Api api;
    private Desk desk;
    private int scans;
    private int catalogues;

    @BeforeEach
    void connect(@Autowired MachineTokens tokens, @Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = new Api(
                port,
                tokens.issue(
                        "ci",
                        EnumSet.of(Permission.REFERENCE_WRITE, Permission.SCANS_WRITE, Permission.READ),
                        Duration.ofDays(1),
                        Actor.SYSTEM));
    }

    @Test
    void ranksAgainWhatChangesWithoutAScanAndKeepsWhatWas() {
        enter(Exposure.INTERNAL);
        scan("HIGH", "HIGH", "MEDIUM", "LOW");
        epss("2026-01-01", "0.01");
        kev("CVE-2026-70004");
        assertThat(ranks()).as("by severity and score alone").isEqualTo("HIGH HIGH MEDIUM LOW");
        assertThat(earlier()).isZero();

        int method = method();
        policies.approve(method, OFFICER);
        await("the method's turn").until(() -> ranks().equals("HIGH HIGH HIGH CRITICAL"));
        assertThat(ranks()).isEqualTo("HIGH HIGH HIGH CRITICAL");
        assertThat(earlier()).as("each was ranked by another method before").isEqualTo(4);
        OffsetDateTime then =
                jdbc.sql("SELECT now()").query(OffsetDateTime.class).single();

        epss("2026-01-02", "0.5");
        assertThat(ranks()).isEqualTo("CRITICAL HIGH HIGH CRITICAL");
        assertThat(verdicts("CVE-2026-70001", "PCI")).isEqualTo("60 superseded, 30 stands");
        assertThat(earlier()).isEqualTo(5);

        epss("2026-01-03", "0.6");
        assertThat(earlier())
                .as("a score that changes nothing is no other ranking")
                .isEqualTo(5);

        enter(Exposure.INTERNET);
        assertThat(ranks()).isEqualTo("CRITICAL CRITICAL HIGH CRITICAL");

        enter(Exposure.INTERNAL);
        epss("2026-01-04", "0.01");
        assertThat(ranks()).isEqualTo("HIGH HIGH HIGH CRITICAL");

        scan("HIGH", "HIGH", "MEDIUM", "LOW");
        assertThat(ranks()).as("a scan ranks by the same").isEqualTo("HIGH HIGH HIGH CRITICAL");

        UUID first = jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = 'CVE-2026-70001'")
                .query(UUID.class)
                .single();
        assertThat(desk.get(Role.AUDITOR, "/findings/" + first).text())
                .contains(
                        "raised to CRITICAL by an EPSS score of at least 0.1",
                        "ranking method, version " + method,
                        "earlier rankings",
                        "What the rank was made from");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + first + "?asOf=" + then.toInstant())
                        .text())
                .contains("1 earlier ranking")
                .doesNotContain("raised to CRITICAL");
        assertThat(desk.get(Role.AUDITOR, "/policies").text())
                .contains("Exposure to the internet raises a rank from high on by one, up to critical.");
        assertThat(desk.get(Role.AUDITOR, "/systems/reranked").text()).contains("not reachable from the internet");

        assertThat(desk.get(Role.AUDITOR, "/changes.csv?kind=RAISED").text())
                .contains(
                        "from high to critical: scanner severity HIGH, raised to CRITICAL by an EPSS score of at least 0.1, by version "
                                + method)
                .contains("from medium to high", "from low to critical");
        assertThat(desk.get(Role.AUDITOR, "/changes.csv?kind=LOWERED").text())
                .contains("from critical to high: scanner severity HIGH, by version " + method)
                .doesNotContain("from medium to");
        assertThat(wronglyBecome()).as("each knows the rank that came after it").isZero();

        enter(Exposure.INTERNAL, ScopeTags.NONE);
        assertThat(verdicts("CVE-2026-70002", "PCI"))
                .as("outside the scope of PCI DSS its clock is stopped")
                .doesNotContain("stands");
        enter(Exposure.INTERNAL, new ScopeTags(false, true, false, false, false, false));
        assertThat(verdicts("CVE-2026-70002", "PCI"))
                .as("what is connected to the cardholder data environment is in scope")
                .contains("60 stands");
    }

    @Test
    void lowersARankForATimeWhenOthersApprove() {
        register.enter(
                "lowered",
                new Register.Entry(
                        "Lowered", "Owner", "", "", new ScopeTags(true, false, false, false), Exposure.INTERNAL),
                OFFICER);
        scan("lowered", 71_001, "CRITICAL", "CRITICAL");
        assertThatThrownBy(() -> lower(Severity.CRITICAL, Duration.ofDays(20), "CVE-2026-71001"))
                .hasMessageContaining("It would lower nothing");
        assertThat(deadlines()).isEqualTo("30 stands");
        OffsetDateTime due = due();

        UUID exception = lower(Severity.MEDIUM, Duration.ofDays(20), "CVE-2026-71001", "CVE-2026-71002");
        await("its turn").until(() -> lowered().equals("MEDIUM MEDIUM"));
        assertThat(deadlines()).isEqualTo("30 superseded, 90 stands");
        UUID first = jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = 'CVE-2026-71001'")
                .query(UUID.class)
                .single();
        assertThat(desk.get(Role.AUDITOR, "/findings/" + first).text())
                .contains(
                        "scanner severity CRITICAL, lowered to MEDIUM by exception", "Lower rank", "1 earlier ranking")
                .contains("data-state=\"soon\">lowered until " + lastDay(20));
        assertThat(desk.get(Role.AUDITOR, "/findings?scope=system:lowered").text())
                .contains("lowered until " + lastDay(20));

        scan("lowered", 71_001, "CRITICAL", "CRITICAL");
        assertThat(lowered()).as("a scan ranks by the same").isEqualTo("MEDIUM MEDIUM");

        kev("CVE-2026-71002");
        assertThat(lowered()).as("nobody lowers what is exploited").isEqualTo("MEDIUM CRITICAL");
        assertThatThrownBy(() -> lower(Severity.MEDIUM, Duration.ofDays(20), "CVE-2026-71002"))
                .hasMessageContaining("known to be exploited");

        exceptions.withdraw(exception, "No longer so.", officer());
        await("its end").until(() -> lowered().equals("CRITICAL CRITICAL"));
        assertThat(deadlines()).isEqualTo("30 superseded, 90 superseded, 30 stands");
        assertThat(due()).as("no clock starts anew").isEqualTo(due);

        lower(Severity.LOW, Duration.ofSeconds(15), "CVE-2026-71001");
        await("another turn").until(() -> lowered().equals("LOW CRITICAL"));
        await("its last moment")
                .atMost(Duration.ofSeconds(60))
                .until(() -> lowered().equals("CRITICAL CRITICAL"));
    }

    @Test
    void runsAClockForWhatIsKnownToBeExploited() {
        listed(Exposure.INTERNAL);
        scan("listed", 72_001, "LOW", "HIGH");
        assertThat(exploited("CVE-2026-72001")).isEmpty();

        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        kevOf(item("CVE-2026-72001", today));
        assertThat(exploited("CVE-2026-72001")).isEqualTo(today + " + 14 stands");
        assertThat(exploited("CVE-2026-72002")).as("it is not listed").isEmpty();

        kevOf(item("CVE-2026-72001", today.minusDays(2)), item("CVE-2026-72002", today));
        assertThat(exploited("CVE-2026-72001"))
                .as("the catalogue says so differently")
                .isEqualTo(today + " + 14 superseded, " + today.minusDays(2) + " + 14 stands");
        assertThat(exploited("CVE-2026-72002")).isEqualTo(today + " + 14 stands");

        scan("listed", 72_001, "LOW", "HIGH", "HIGH");
        kevOf(item("CVE-2026-72001", today.minusDays(2)), item("CVE-2026-72002", today), item("CVE-2026-72004", today));
        assertThat(exploited("CVE-2026-72002"))
                .as("neither a scan nor another load decides the same again")
                .isEqualTo(today + " + 14 stands");
        scan("listed", 72_001, "LOW", "HIGH", "HIGH", "HIGH");
        assertThat(exploited("CVE-2026-72004")).as("listed before it was found").isEqualTo(today + " + 14 stands");

        listed(Exposure.INTERNET);
        assertThat(exploited("CVE-2026-72002")).isEqualTo(today + " + 14 superseded, " + today + " + 7 stands");
        showsEveryClock("CVE-2026-72002");

        kevOf(item("CVE-2026-72001", today.minusDays(20)), item("CVE-2026-72004", today));
        assertThat(exploited("CVE-2026-72002")).as("taken out").doesNotContain("stands");
        assertThat(exploited("CVE-2026-72001")).endsWith(today.minusDays(20) + " + 7 stands");
        listed(Exposure.INTERNAL);
        assertThat(exploited("CVE-2026-72001"))
                .as("a deadline that passed stays, whatever is stated afterwards")
                .endsWith(today.minusDays(20) + " + 7 stands");
        kevOf(item("CVE-2026-72002", today));
        assertThat(exploited("CVE-2026-72002")).as("and back").endsWith(today + " + 14 stands");
        assertThat(exploited("CVE-2026-72001")).doesNotContain("stands");
    }

    @Test
    void startsThatClockWhereTheCatalogueHadItsTurnBeforeThereWasOne() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        listed(Exposure.INTERNAL);
        scan("listed", 73_001, "HIGH");
        kevOf(item("CVE-2026-73001", today));
        jdbc.sql(
                        "WITH none AS (DELETE FROM findings.deadline WHERE profile = 'KEV') UPDATE findings.reference_turn SET clock = false")
                .update();
        await("another turn").until(() -> exploited("CVE-2026-73001").equals(today + " + 14 stands"));
    }

    private void showsEveryClock(String cve) {
        UUID finding = jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = :cve")
                .param("cve", cve)
                .query(UUID.class)
                .single();
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding).text())
                .contains("<h3>PCI DSS 6.3.3</h3>", "<h3>DORA</h3>", "<h3>FFIEC and OCC</h3>", "<h3>KEV</h3>")
                .contains("listed by CISA on", "CISA&#39;s date for federal agencies", "reachable from the internet");
        assertThat(desk.get(Role.AUDITOR, "/timeline?scope=system:listed&profile=KEV")
                        .text())
                .contains(cve, "due in 6 days", "not known to be exploited: no KEV clock runs there");
        assertThat(desk.get(Role.AUDITOR, "/timeline.csv?scope=system:listed&profile=KEV")
                        .text())
                .contains(cve)
                .doesNotContain("CVE-2026-72003");
        assertThat(desk.get(Role.AUDITOR, "/policies").text()).contains("7 or 14 days", "this clock");
    }

    private void listed(Exposure exposure) {
        enter("listed", exposure, new ScopeTags(true, false, false, false));
    }

    private static String item(String cve, LocalDate added) {
        return "{\"cveID\":\"" + cve + "\",\"dateAdded\":\"" + added + "\",\"dueDate\":\"" + added.plusDays(21) + "\"}";
    }

    /** The day from which each verdict of that clock counts, and the days that it leaves. */
    private String exploited(String cve) {
        return String.join(
                ", ", jdbc.sql("""
                        SELECT (d.starts_at AT TIME ZONE 'UTC')::date || ' + ' || extract(day FROM d.due_at - d.starts_at)
                               || CASE WHEN d.superseded_at IS NULL THEN ' stands' ELSE ' superseded' END
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                         WHERE f.vulnerability = :cve AND d.profile = 'KEV'
                         ORDER BY d.decided_at
                        """).param("cve", cve).query(String.class).list());
    }

    private UUID lower(Severity rank, Duration time, String... vulnerabilities) {
        UUID id = exceptions.request(
                new ExceptionRequest(
                        "LOWER_RANK",
                        "",
                        List.of(vulnerabilities),
                        List.of(new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", "lowered")),
                        new ExceptionTerms(
                                "It is never called.",
                                "Owner",
                                "",
                                "Trace of a week",
                                rank,
                                "",
                                clock.instant().plus(time))),
                officer());
        exceptions.approve(id, 1, "", officer());
        exceptions.approve(id, 1, "", officer());
        return id;
    }

    private static Signatory officer() {
        return new Signatory(
                new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Officer", "test"), Role.COMPLIANCE_OFFICER);
    }

    private String lastDay(int days) {
        return ExceptionRow.day(clock.instant().plus(Duration.ofDays(days)));
    }

    private String lowered() {
        return ranks("CVE-2026-7100_");
    }

    private String deadlines() {
        return verdicts("CVE-2026-71001", "PCI");
    }

    private OffsetDateTime due() {
        return jdbc.sql("""
                        SELECT d.due_at
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                         WHERE f.vulnerability = 'CVE-2026-71001' AND d.profile = 'PCI' AND d.superseded_at IS NULL
                        """).query(OffsetDateTime.class).single();
    }

    private void enter(Exposure exposure) {
        enter(exposure, new ScopeTags(true, false, false, false));
    }

    private void enter(Exposure exposure, ScopeTags tags) {
        enter("reranked", exposure, tags);
    }

    /** As one person does, and another agrees where it is less than before. */
    private void enter(String code, Exposure exposure, ScopeTags tags) {
        SecondOfficer.agree(
                narrowings,
                code,
                register.enter(
                        code,
                        new Register.Entry(
                                code,
                                "Owner",
                                "",
                                "",
                                tags,
                                exposure,
                                new PciReasons("", "calls the vault", ""),
                                "",
                                SystemSupport.NOT_STATED,
                                "its card data went to the vault"),
                        OFFICER));
    }

    private void scan(String... severities) {
        scan("reranked", 70_001, severities);
    }

    private void scan(String system, int first, String... severities) {
        String rows = Stream.iterate(0, n -> n + 1)
                .limit(severities.length)
                .map(n ->
                        "{\"VulnerabilityID\":\"CVE-2026-%d\",\"PkgName\":\"p\",\"InstalledVersion\":\"1\",\"FixedVersion\":\"2\",\"Severity\":\"%s\"}"
                                .formatted(first + n, severities[n]))
                .collect(Collectors.joining(","));
        String report = "{\"SchemaVersion\":2,\"CreatedAt\":\""
                + clock.instant().minusSeconds(60 - ++scans) + "\",\"ArtifactName\":\"registry.example/" + system
                + ":1\",\"ArtifactType\":\"container_image\","
                + "\"Results\":[{\"Target\":\"t\",\"Class\":\"os-pkgs\",\"Type\":\"debian\",\"Vulnerabilities\":["
                + rows + "]}]}";
        assertThat(api.post("/api/v1/scans?system=" + system + "&wait=20s", report.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(202);
    }

    private void kev(String cve) {
        kevOf("{\"cveID\":\"" + cve + "\",\"dateAdded\":\"2026-01-01\"}");
    }

    private void kevOf(String... items) {
        load(
                "kev",
                "{\"catalogVersion\":\"" + ++catalogues
                        + "\",\"dateReleased\":\"2026-01-01T00:00:00Z\",\"count\":" + items.length
                        + ",\"vulnerabilities\":[" + String.join(",", items) + "]}");
    }

    private void epss(String day, String score) {
        load(
                "epss",
                "#model_version:v1,score_date:" + day + "T00:00:00Z\ncve,epss,percentile\nCVE-2026-70001," + score
                        + ",0.9\nCVE-2026-70003,0.0,0.1\n");
    }

    private void load(String which, String body) {
        Api.Answer answer = api.post("/api/v1/reference/" + which, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        await("its turn in the ranking")
                .until(() -> jdbc.sql(
                                "SELECT max(entry_index) IN (SELECT load FROM findings.reference_turn) FROM intake.reference_load WHERE source IN ('KEV', 'EPSS')")
                        .query(Boolean.class)
                        .single());
    }

    @Test
    void decidesWhatIsOpenAnewByDeadlinesOfTheBanksOwnAndGoesBack() {
        enter(Exposure.INTERNAL);
        scan("HIGH", "HIGH", "MEDIUM", "LOW");
        Signatory engineer =
                new Signatory(new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Ines", "test"), Role.SECURITY_ENGINEER);
        String open = "SELECT count(*) FROM findings.pub_deadline d JOIN findings.finding f ON f.id = d.finding_id"
                + " WHERE f.state = 'OPEN' AND d.superseded_at IS NULL AND d.profile = 'DORA' AND d.inputs ->> 'days' = '3'";
        assertThat(jdbc.sql(open).query(Long.class).single()).isZero();

        int stricter = drafts.draft(
                new PolicyDraft(
                        5,
                        "Three days",
                        "The board wants it.",
                        Map.of("days.DORA.CRITICAL", "3", "days.DORA.HIGH", "3")),
                engineer);
        policies.approve(stricter, OFFICER);
        await("the deadlines' turn").until(() -> followed(stricter));
        assertThat(jdbc.sql(open).query(Long.class).single()).isPositive();
        assertThat(jdbc.sql("SELECT DISTINCT inputs ->> 'clock' FROM findings.deadline WHERE inputs ->> 'days' = '3'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(PatchClock.VERSION);
        assertThat(jdbc.sql("SELECT DISTINCT policy_version FROM findings.deadline WHERE inputs ->> 'days' = '3'")
                        .query(Integer.class)
                        .list())
                .containsExactly(stricter);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM findings.deadline d JOIN findings.deadline was USING (finding_id, episode, profile) WHERE d.inputs ->> 'days' = '3' AND was.superseded_at = d.decided_at AND was.policy_version <= 100")
                        .query(Long.class)
                        .single())
                .as("what was decided before is kept")
                .isPositive();

        int back = drafts.draft(new PolicyDraft(5, "As before", "It could not be met.", Map.of()), engineer);
        policies.approve(back, OFFICER);
        await("the deadlines' turn").until(() -> followed(back));
        assertThat(jdbc.sql(open).query(Long.class).single())
                .as("none had passed, so all have the longer days again")
                .isZero();
    }

    @Test
    void fewerDaysForAScopeOrASystemFollowWhatTheSystemIsInScopeAs() {
        strict(ScopeTags.NONE);
        scan("strict", 74_001, "HIGH", "LOW");
        scan("aside", 74_011, "HIGH");
        Signatory engineer =
                new Signatory(new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Ines", "test"), Role.SECURITY_ENGINEER);
        String before = verdicts("CVE-2026-74001", "DORA");
        String general = before.replace(" stands", "");

        int stricter = drafts.draft(
                new PolicyDraft(
                        5,
                        "Critical functions first",
                        "The board wants it.",
                        Map.ofEntries(
                                Map.entry("stricter.0.scope", "tag:critical-function"),
                                Map.entry("stricter.0.profile", "DORA"),
                                Map.entry("stricter.0.days.CRITICAL", "4"),
                                Map.entry("stricter.0.days.HIGH", "6"),
                                Map.entry("stricter.0.source", "The board"),
                                Map.entry("stricter.1.scope", "system"),
                                Map.entry("stricter.1.system", "strict"),
                                Map.entry("stricter.1.profile", "FFIEC_OCC"),
                                Map.entry("stricter.1.days.CRITICAL", "5"),
                                Map.entry("stricter.1.days.HIGH", "8"),
                                Map.entry("stricter.1.source", "The owner"))),
                engineer);
        policies.approve(stricter, OFFICER);
        await("the deadlines' turn").until(() -> followed(stricter));
        assertThat(verdicts("CVE-2026-74001", "DORA"))
                .as("no critical function yet")
                .isEqualTo(before);
        assertThat(verdicts("CVE-2026-74001", "FFIEC_OCC"))
                .as("one system by its code")
                .endsWith(" superseded, 8 stands");
        assertThat(verdicts("CVE-2026-74011", "FFIEC_OCC")).as("another system").doesNotContain("superseded");

        strict(new ScopeTags(false, true, false, false));
        assertThat(verdicts("CVE-2026-74001", "DORA")).isEqualTo(general + " superseded, 6 stands");
        assertThat(verdicts("CVE-2026-74002", "DORA"))
                .as("no days for that rank")
                .doesNotContain("superseded");
        UUID first = jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = 'CVE-2026-74001'")
                .query(UUID.class)
                .single();
        assertThat(desk.get(Role.AUDITOR, "/findings/" + first).text())
                .contains("6 days for critical or important functions: counted from when they applied on")
                .contains("fewer days for", "Critical or important functions");
        scan("strict", 74_001, "HIGH", "LOW", "HIGH");
        assertThat(verdicts("CVE-2026-74003", "DORA")).as("found there").isEqualTo("6 stands");

        strict(ScopeTags.NONE);
        assertThat(verdicts("CVE-2026-74001", "DORA"))
                .as("it had not passed")
                .isEqualTo(general + " superseded, 6 superseded, " + general + " stands");

        register.addRule("strict", "IMAGE", "", "registry.example/aside*", OFFICER);
        assertThat(verdicts("CVE-2026-74011", "FFIEC_OCC"))
                .as("the sender names no system that there is, so a rule gives it to that one")
                .endsWith(" superseded, 8 stands");

        int back = drafts.draft(new PolicyDraft(5, "For all the same", "It could not be met.", Map.of()), engineer);
        policies.approve(back, OFFICER);
        await("the deadlines' turn").until(() -> followed(back));
        assertThat(verdicts("CVE-2026-74011", "FFIEC_OCC")).doesNotEndWith(" 8 stands");
    }

    private void strict(ScopeTags tags) {
        enter("strict", Exposure.INTERNAL, tags);
    }

    private boolean followed(int version) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM findings.deadline_turn WHERE version = :version AND reached IS NULL)")
                .param("version", version)
                .query(Boolean.class)
                .single();
    }

    private int method() {
        return jdbc.sql("SELECT max(version) FROM findings.policy WHERE kind = 'RISK_RANKING'")
                .query(Integer.class)
                .single();
    }

    private long wronglyBecome() {
        return jdbc.sql("""
                SELECT count(*)
                  FROM (SELECT e.became, e.rank, coalesce(lead(e.rank) OVER (PARTITION BY e.finding_id ORDER BY e.superseded_at), f.rank) AS next
                          FROM findings.earlier_rank e
                          JOIN findings.finding f ON f.id = e.finding_id) k
                 WHERE k.became IS DISTINCT FROM CASE WHEN k.next IS DISTINCT FROM k.rank THEN k.next END
                """).query(Long.class).single();
    }

    private String ranks() {
        return ranks("CVE-2026-7000_");
    }

    private String ranks(String cves) {
        List<String> ranks = jdbc.sql(
                        "SELECT rank FROM findings.finding WHERE vulnerability LIKE :cves ORDER BY vulnerability")
                .param("cves", cves)
                .query(String.class)
                .list();
        return String.join(" ", ranks);
    }

    private String verdicts(String cve, String profile) {
        return String.join(
                ", ",
                jdbc.sql("""
                        SELECT (d.inputs ->> 'days') || CASE WHEN d.superseded_at IS NULL THEN ' stands' ELSE ' superseded' END
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                         WHERE f.vulnerability = :cve AND d.profile = :profile
                         ORDER BY d.decided_at
                        """)
                        .param("cve", cve)
                        .param("profile", profile)
                        .query(String.class)
                        .list());
    }

    private long earlier() {
        return jdbc.sql("""
                        SELECT count(*)
                          FROM findings.earlier_rank e
                          JOIN findings.finding f ON f.id = e.finding_id
                         WHERE f.vulnerability LIKE 'CVE-2026-7000_'
                        """).query(Long.class).single();
    }
}
