package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.Actor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.springframework.transaction.support.TransactionOperations;

/** What ADR 037 says of rules by labels, and of rules that contradict each other. */
@SpringBootTest
@AutoConfigureMockMvc
class LabelRuleTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final AtomicLong ENTRIES = new AtomicLong(70_000_000);

    @Autowired
    private DeploymentInterpreter interpreter;

    @Autowired
    private LabelTurns turns;

    @Autowired
    private Register register;

    @Autowired
    private SystemList systems;

    @Autowired
    private Targets targets;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private final String id = "l" + System.nanoTime();
    private final String cluster = "c" + id;
    private final String cards = "cards-" + id;
    private final String fraud = "fraud-" + id;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        enter(cards, new ScopeTags(true, false, false, false));
        enter(fraud, new ScopeTags(false, true, false, false));
    }

    @Test
    void aLabelGivesTheWorkloadsThatCarryItAndWhatRunsInThemToASystem() {
        UUID scanned = target("", "pay", "gateway");
        UUID built = target("production", "", "");
        rule(cards, "LABEL", "team = " + id);
        snapshot(1, pod("gateway", "\"team\":\"" + id + "\",\"tier\":\"web\""));
        assertThat(running("gateway")).isEqualTo(cards);
        assertThat(systemOf(scanned)).as("until labels have their turn").isNull();
        turns.follow();
        assertThat(systemOf(scanned)).isEqualTo(cards);
        assertThat(systemOf(built)).as("the image, wherever it was scanned").isEqualTo(cards);
        assertThat(desk.get(Role.AUDITOR, "/systems/" + cards).text())
                .contains("a rule for a label", "team=" + id)
                .doesNotContain("another rule says otherwise");
        long turnsTaken = entries();
        turns.follow();
        assertThat(entries()).as("nothing moves, so there is no turn").isEqualTo(turnsTaken);

        remove(cards);
        assertThat(systemOf(scanned)).isNull();
        assertThat(running("gateway")).isNull();
    }

    @Test
    void aNewRuleCountsForWhatIsKnown() {
        UUID built = target("", "", "");
        snapshot(1, pod("gateway", "\"app.kubernetes.io/part-of\":\"" + id + "\""));
        rule(cards, "LABEL", "app.kubernetes.io/part-of=" + id);
        assertThat(running("gateway")).isEqualTo(cards);
        assertThat(systemOf(built)).isEqualTo(cards);
    }

    @Test
    void aNameCountsBeforeALabelAndALabelBeforeANamespace() {
        UUID scanned = target("", "ns-" + id, "gateway");
        rule(fraud, "NAMESPACE", "ns-" + id);
        snapshot(1, podIn("ns-" + id, "gateway", "\"team\":\"" + id + "\""));
        assertThat(List.of(running("gateway"), systemOf(scanned))).containsOnly(fraud);
        rule(cards, "LABEL", "team=" + id);
        assertThat(List.of(running("gateway"), systemOf(scanned))).containsOnly(cards);
        rule(fraud, "IMAGE", repository() + "*");
        assertThat(List.of(running("gateway"), systemOf(scanned))).containsOnly(fraud);
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void whereLabelsContradictEachOtherTheStricterScopeCountsAndTheConflictIsListed() {
        UUID scanned = target("", "pay", "gateway");
        snapshot(1, pod("gateway", "\"team\":\"" + id + "\",\"part-of\":\"" + id + "\""));
        rule(fraud, "LABEL", "team=" + id);
        rule(cards, "LABEL", "part-of=" + id);
        assertThat(List.of(running("gateway"), systemOf(scanned))).containsOnly(cards);
        assertThat(conflicts())
                .extracting(Conflict::kind, Conflict::counted, Conflict::notCounted)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("IMAGE", cards, "critical function"),
                        org.assertj.core.groups.Tuple.tuple("CONTAINER", cards, "critical function"));
        assertThat(desk.get(Role.AUDITOR, "/conflicts?system=" + fraud).text())
                .contains("label team=" + id, "label part-of=" + id, "not counted", "2 conflicts on this page")
                .doesNotContain("Settle it");
        assertThat(desk.get(Role.AUDITOR, "/conflicts.csv?system=" + fraud).text())
                .contains("label team=" + id + " = " + fraud)
                .hasLineCount(3);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/unattributed").text()).contains("Rules contradict each other");
        assertThat(desk.get(Role.AUDITOR, "/systems/" + cards).text()).contains("another rule says otherwise");

        Instant since = conflicts().getFirst().since();
        enter(fraud, new ScopeTags(true, true, false, false));
        assertThat(systemOf(scanned)).as("the stricter one, as it is now").isEqualTo(fraud);
        assertThat(conflicts()).allSatisfy(one -> assertThat(one.since()).isEqualTo(since));

        rule(cards, "IMAGE", repository());
        assertThat(conflicts()).isEmpty();
        assertThat(List.of(running("gateway"), systemOf(scanned))).containsOnly(cards);
    }

    /** As it stood: the rules, and the system that counted, of then. */
    @Test
    void aConflictThatWasSettledIsToldOfTheTimeForWhichItStood() {
        Instant before = Instant.now();
        UUID scanned = target("", "pay", "gateway");
        snapshot(1, pod("gateway", "\"team\":\"" + id + "\",\"part-of\":\"" + id + "\""));
        rule(fraud, "LABEL", "team=" + id);
        rule(cards, "LABEL", "part-of=" + id);
        Instant first = Instant.now();
        enter(fraud, new ScopeTags(true, true, false, false));
        Instant second = Instant.now();
        remove(cards);
        Instant settled = Instant.now();

        assertThat(conflicts()).isEmpty();
        assertThat(conflicts(before)).isEmpty();
        assertThat(conflicts(first))
                .extracting(Conflict::kind, Conflict::counted, Conflict::notCounted)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("IMAGE", cards, "critical function"),
                        org.assertj.core.groups.Tuple.tuple("CONTAINER", cards, "critical function"));
        assertThat(conflicts(second))
                .extracting(Conflict::id, Conflict::counted)
                .contains(org.assertj.core.groups.Tuple.tuple(scanned, fraud))
                .hasSize(2);
        assertThat(conflicts(second))
                .as("since it began, whoever counted")
                .extracting(Conflict::since)
                .containsExactlyInAnyOrderElementsOf(
                        conflicts(first).stream().map(Conflict::since).toList());
        assertThat(conflicts(settled)).isEmpty();
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/conflicts?system=" + fraud + "&asOf=" + first)
                        .text())
                .contains("label team=" + id, "label part-of=" + id, "2 conflicts on this page", "As it stood then")
                .doesNotContain("Settle it");
        assertThat(desk.get(Role.AUDITOR, "/conflicts.csv?system=" + fraud + "&asOf=" + first)
                        .text())
                .contains(
                        "label part-of=" + id + " = " + cards, first.toString().substring(0, 19))
                .hasLineCount(3);
        assertThat(disputed(first)).isEqualTo(1);
        assertThat(disputed(settled)).isZero();
    }

    private List<Conflict> conflicts(Instant at) {
        return new ConflictList(jdbc).lines(fraud, new AsOf(at, false), null, 100);
    }

    /** Targets of this test that were in conflict then. */
    private long disputed(Instant at) {
        return jdbc.sql("""
                SELECT count(*) FROM estate.pub_conflict_at(:at) q JOIN estate.target t ON t.id = q.id WHERE t.name = :name
                """)
                .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                .param("name", repository())
                .query(Long.class)
                .single();
    }

    @Test
    void aRuleForTheClusterCountsBeforeOneForAll() {
        snapshot(1, pod("gateway", "\"team\":\"" + id + "\",\"part-of\":\"" + id + "\""));
        rule(cards, "LABEL", "team=" + id);
        register.addRule(fraud, "LABEL", cluster, "part-of=" + id, Actor.SYSTEM);
        assertThat(running("gateway")).isEqualTo(fraud);
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void patternsOfTheSameLengthContradictEachOtherToo() {
        UUID scanned = target("", "", "");
        rule(fraud, "IMAGE", "*" + repository().substring(1));
        assertThat(systemOf(scanned)).isEqualTo(fraud);
        rule(cards, "IMAGE", repository().substring(0, repository().length() - 1) + "*");
        assertThat(systemOf(scanned)).as("the stricter scope").isEqualTo(cards);
        assertThat(conflicts()).hasSize(1);
    }

    @Test
    void anImageThatRunsForTwoSystemsIsAConflictOfLabels() {
        UUID built = target("", "", "");
        rule(fraud, "LABEL", "team=f" + id);
        rule(cards, "LABEL", "team=c" + id);
        snapshot(1, pod("gateway", "\"team\":\"f" + id + "\""), pod("ledger", "\"team\":\"c" + id + "\""));
        turns.follow();
        assertThat(running("gateway")).isEqualTo(fraud);
        assertThat(running("ledger")).isEqualTo(cards);
        assertThat(systemOf(built)).isEqualTo(cards);
        assertThat(conflicts()).extracting(Conflict::kind).containsExactly("IMAGE");
        snapshot(2, pod("gateway", "\"team\":\"f" + id + "\""));
        turns.follow();
        assertThat(systemOf(built)).as("only one runs it now").isEqualTo(fraud);
        snapshot(3, podOf("other", "gateway-2", "\"team\":\"c" + id + "\""));
        turns.follow();
        assertThat(systemOf(built)).as("those that ran it last").isEqualTo(fraud);
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void whatIsSaidAgainWritesNothing() {
        rule(cards, "LABEL", "team=" + id);
        String[] pods = IntStream.range(0, 200)
                .mapToObj(n -> pod("app-" + n, "\"team\":\"" + id + "\",\"n\":\"" + n + "\""))
                .toArray(String[]::new);
        assertThat(snapshot(1, pods).counts()).containsEntry("workloads with other labels", 200);
        String before = versions();
        assertThat(snapshot(2, pods).counts()).doesNotContainKey("workloads with other labels");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void labelsAreKeptFromWhenToWhen() {
        snapshot(1, pod("gateway", "\"team\":\"a\""));
        snapshot(2, pod("gateway", "\"team\":\"b\""));
        snapshot(3, pod("other", ""));
        snapshot(4, pod("gateway", "\"team\":\"b\""));
        snapshot(5, pod("gateway", ""));
        assertThat(labels("gateway")).containsExactly("1 to 2 team=a", "2 to 5 team=b", "5 to now ");
        assertThat(labels("other")).isEmpty();
    }

    @Test
    void aLateSnapshotRewritesNothingAndAddsWhatWasUnknown() {
        snapshot(5, pod("gateway", "\"team\":\"b\""));
        snapshot(3, pod("gateway", "\"team\":\"a\""), pod("other", "\"team\":\"c\""));
        assertThat(labels("gateway")).containsExactly("5 to now team=b");
        assertThat(labels("other")).containsExactly("3 to now team=c");
    }

    @Test
    void podsThatDifferCarryWhatAnyOfThemCarriesButNotWhatTellsThemApart() {
        String[] pods = IntStream.range(0, 20)
                .mapToObj(n -> pod(
                        "gateway",
                        "\"team\":\"%s\",\"shard\":\"%d\",\"controller-revision-hash\":\"%d\",\"bad key\":\"x\",\"v\":\"%s\""
                                .formatted(n < 10 ? "a" : "b", n, n, "x".repeat(64))))
                .toArray(String[]::new);
        snapshot(1, pods);
        assertThat(labels("gateway")).containsExactly("1 to now team=a,team=b");
        String many = IntStream.range(0, 100)
                .mapToObj(n -> "\"k" + (100 + n) + "\":\"\"")
                .collect(Collectors.joining(","));
        snapshot(2, pod("gateway", many));
        assertThat(labels("gateway").getLast()).hasSize("2 to now ".length() + 64 * 6 - 1);
    }

    @Test
    void theCompactFormMaySayLabelsAndLeavesThemAloneWhenItDoesNot() {
        compact(1, ",\"labels\":{\"team\":\"a\",\"n\":1}");
        compact(2, "");
        compact(3, ",\"labels\":null");
        assertThat(labels("gateway")).containsExactly("1 to now team=a");
        compact(4, ",\"labels\":{}");
        assertThat(labels("gateway")).containsExactly("1 to 4 team=a", "4 to now ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "=x", "team=*", "*=x", "te am=x", "team=a=b", "/x=y", "team=" + "\u00e9"})
    void refusesWhatIsNoLabel(String wrong) {
        Desk.Page page =
                desk.post(Role.COMPLIANCE_OFFICER, "/systems/" + cards + "/rules", "kind", "LABEL", "pattern", wrong);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("A label is a key and a value");
    }

    @Test
    void aConflictOfACursorThatNobodyGaveIsRefused() {
        assertThat(desk.get(Role.AUDITOR, "/conflicts?cursor=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/conflicts?system=none-such").text())
                .contains("No rules contradict each other");
    }

    private void enter(String code, ScopeTags tags) {
        register.enter(code, new Register.Entry(code, "Owner", "", "", tags), Actor.SYSTEM);
    }

    private void rule(String code, String kind, String pattern) {
        register.addRule(code, kind, "", pattern, Actor.SYSTEM);
    }

    private void remove(String code) {
        register.removeRule(
                systems.rules(code, new AsOf(Instant.now(), true)).getFirst().id(), Actor.SYSTEM);
    }

    private String repository() {
        return "registry.example/" + id + "/app";
    }

    private UUID target(String environment, String namespace, String workload) {
        return targets.known(
                new TargetFacts(
                        TargetFacts.Kind.IMAGE,
                        repository(),
                        new Place(environment, namespace.isEmpty() ? "" : cluster, namespace, workload),
                        "",
                        ""),
                START);
    }

    private @Nullable String systemOf(UUID target) {
        return jdbc.sql(
                        "SELECT s.code FROM estate.target t LEFT JOIN estate.system s ON s.id = t.system_id WHERE t.id = :id")
                .param("id", target)
                .query((rs, n) -> new String[] {rs.getString(1)})
                .single()[0];
    }

    private @Nullable String running(String workload) {
        return jdbc.sql("""
                SELECT DISTINCT s.code
                  FROM estate.deployment d
                  LEFT JOIN estate.system s ON s.id = d.system_id
                 WHERE d.cluster = :cluster AND d.workload = :workload
                """)
                .param("cluster", cluster)
                .param("workload", workload)
                .query((rs, n) -> new String[] {rs.getString(1)})
                .single()[0];
    }

    private List<Conflict> conflicts() {
        return new ConflictList(jdbc).lines(fraud, new AsOf(Instant.now(), true), null, 100);
    }

    private long entries() {
        return jdbc.sql("SELECT count(*) FROM ledger.entry WHERE kind = :kind")
                .param("kind", LabelTurns.FOLLOWED)
                .query(Long.class)
                .single();
    }

    private List<String> labels(String workload) {
        return jdbc.sql("""
                SELECT extract(epoch FROM w.from_at - :start::timestamptz)::int / 3600 || ' to '
                       || coalesce((extract(epoch FROM w.to_at - :start::timestamptz)::int / 3600)::text, 'now') || ' '
                       || array_to_string(w.labels, ',')
                  FROM estate.workload_labels w
                 WHERE w.cluster = :cluster AND w.workload = :workload
                 ORDER BY w.from_at
                """)
                .param("start", START.toString())
                .param("cluster", cluster)
                .param("workload", workload)
                .query(String.class)
                .list();
    }

    /** Which transaction wrote each row, so that a row that was written again shows. */
    private String versions() {
        return jdbc.sql("""
                SELECT string_agg(v.version, ' ' ORDER BY v.version)
                  FROM (SELECT w.ctid::text || w.xmin AS version FROM estate.workload_labels w WHERE w.cluster = :cluster
                        UNION ALL
                        SELECT d.ctid::text || d.xmin FROM estate.deployment d WHERE d.cluster = :cluster) v
                """).param("cluster", cluster).query(String.class).single();
    }

    private Interpreted snapshot(int hour, String... pods) {
        return read(
                hour,
                "{\"kind\":\"List\",\"items\":[%s]}".formatted(String.join(",", pods)),
                Map.of(
                        "cluster",
                        cluster,
                        "complete",
                        "true",
                        "observedAt",
                        START.plusSeconds(hour * 3600L).toString()));
    }

    private void compact(int hour, String labels) {
        read(
                hour,
                "{\"observedAt\":\"%s\",\"complete\":true,\"workloads\":[{\"namespace\":\"pay\",\"workload\":\"gateway\",\"image\":\"%s:1\"%s}]}"
                        .formatted(START.plusSeconds(hour * 3600L), repository(), labels),
                Map.of("cluster", cluster));
    }

    private Interpreted read(int hour, String body, Map<String, String> context) {
        Instant received = START.plusSeconds(3600L * 24 + hour);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Submission submission = new Submission(
                UUID.randomUUID(),
                Kind.DEPLOYMENTS,
                UuidV7.at(received),
                Sha256.of(bytes),
                bytes.length,
                null,
                context,
                received,
                ENTRIES.incrementAndGet(),
                0);
        return transaction.execute(status -> {
            try {
                return interpreter.interpret(submission, new ByteArrayInputStream(bytes));
            } catch (Unreadable unreadable) {
                throw new AssertionError(unreadable.detail(), unreadable);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private String pod(String workload, String labels) {
        return podIn("pay", workload, labels);
    }

    private String podIn(String namespace, String workload, String labels) {
        return pod(namespace, repository(), workload, labels);
    }

    private String podOf(String app, String workload, String labels) {
        return pod("pay", "registry.example/" + id + "/" + app, workload, labels);
    }

    private static String pod(String namespace, String repository, String workload, String labels) {
        return """
                {"kind":"Pod","metadata":{"name":"p","namespace":"%s","labels":{%s},
                 "ownerReferences":[{"kind":"StatefulSet","name":"%s","controller":true}]},
                 "spec":{"containers":[{"name":"app","image":"%s:1"}]},
                 "status":{"phase":"Running","containerStatuses":[{"name":"app","image":"%s:1",
                  "imageID":"%s@sha256:%s","state":{"running":{}}}]}}""".formatted(namespace, labels, workload, repository, repository, repository, "0e".repeat(32));
    }
}
