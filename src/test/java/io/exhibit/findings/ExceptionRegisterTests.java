package io.exhibit.findings;

import static io.exhibit.findings.Somebody.person;
import static io.exhibit.findings.Somebody.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.access.Role;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** It loads catalogues of exploited vulnerabilities, so it has a database of its own. */
@Tag("alone")
@SpringBootTest
class ExceptionRegisterTests {

    private static final AtomicLong LOADS = new AtomicLong(-1_000_000);

    private final Signatory engineer = person(Role.SECURITY_ENGINEER);
    private final Signatory mara = person(Role.COMPLIANCE_OFFICER);
    private final Signatory ines = person(Role.COMPLIANCE_OFFICER);

    @Autowired
    private ExceptionRegister register;

    @Autowired
    private ExceptionStore store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private StoredFinding finding;

    @BeforeEach
    void find() {
        finding = StoredFinding.in(jdbc, "openssl", clock.instant().minus(Duration.ofDays(10)));
    }

    @Test
    void isValidFromTheSecondApprovalOnAndNotBefore() {
        UUID id = request("RISK_ACCEPTANCE", days(20));
        assertThat(state(id)).isEqualTo(ExceptionState.REQUESTED);
        register.approve(id, 1, "", mara);
        assertThat(state(id)).isEqualTo(ExceptionState.REQUESTED);
        register.approve(id, 1, "", ines);
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
        Instant since = since(id);
        assertThat(state(id, since)).isEqualTo(ExceptionState.VALID);
        assertThat(state(id, since.minusNanos(1000))).isEqualTo(ExceptionState.REQUESTED);
    }

    @Test
    void endsWithItsLastDayToTheMicrosecond() {
        UUID id = approved("RISK_ACCEPTANCE", days(20));
        Instant end = days(20).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(state(id, end.minusNanos(1000))).isEqualTo(ExceptionState.VALID);
        assertThat(state(id, end)).isEqualTo(ExceptionState.EXPIRED);
        assertThat(coveredAt(end.minusNanos(1000))).isTrue();
        assertThat(coveredAt(end)).isFalse();
    }

    @Test
    void whoAskedDoesNotApprove() {
        UUID id = register.request(request("RISK_ACCEPTANCE", finding, days(20), "system:" + finding.code), mara);
        refused(() -> register.approve(id, 1, "", mara), "does not approve");
        register.approve(id, 1, "", ines);
        refused(() -> register.approve(id, 1, "", ines), "approved it already");
        assertThat(state(id)).isEqualTo(ExceptionState.REQUESTED);
        register.approve(id, 1, "", person(Role.COMPLIANCE_OFFICER));
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
        refused(() -> register.approve(id, 1, "", person(Role.COMPLIANCE_OFFICER)), "does not wait");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "COMPLIANCE_OFFICER", mode = EnumSource.Mode.EXCLUDE)
    void onlyComplianceOfficersDecide(Role role) {
        UUID id = request("RISK_ACCEPTANCE", days(20));
        refused(() -> register.approve(id, 1, "", person(role)), "Compliance officers decide");
        refused(() -> register.reject(id, 1, "no", person(role)), "Compliance officers decide");
        refused(() -> register.withdraw(id, "no", person(role)), "Who asked for it may withdraw");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMINISTRATOR", "AUDITOR", "EXAMINER"})
    void neitherAdministratorsNorAuditorsNorExaminersAsk(Role role) {
        refused(
                () -> register.request(
                        request("RISK_ACCEPTANCE", finding, days(20), "system:" + finding.code), person(role)),
                "ask for exceptions");
    }

    @Test
    void aMachineDecidesNothing() {
        UUID id = request("RISK_ACCEPTANCE", days(20));
        Actor machine = new Actor(Actor.Kind.MACHINE, UUID.randomUUID(), "ci", "test");
        refused(() -> register.approve(id, 1, "", new Signatory(machine, Role.COMPLIANCE_OFFICER)), "Only people");
    }

    @Test
    void ofTwoWhoPressAtOnceEachCountsOnceAndTheSamePersonOnlyOnce() throws Exception {
        UUID id = request("RISK_ACCEPTANCE", days(20));
        List<Callable<Boolean>> presses = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            presses.add(() -> {
                register.approve(id, 1, "", mara);
                return true;
            });
        }
        int through = 0;
        try (var pool = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> press : pool.invokeAll(presses)) {
                try {
                    through += press.get() ? 1 : 0;
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(InvalidRequest.class);
                }
            }
        }
        assertThat(through).isEqualTo(1);
        assertThat(state(id)).isEqualTo(ExceptionState.REQUESTED);
    }

    @Test
    void onePersonIsEnoughToSayNoAndThenItIsOver() {
        UUID id = request("RISK_ACCEPTANCE", days(20));
        register.approve(id, 1, "", mara);
        refused(() -> register.reject(id, 1, " ", ines), "Say why");
        register.reject(id, 1, "The vendor has a fix next week.", ines);
        assertThat(state(id)).isEqualTo(ExceptionState.REJECTED);
        refused(() -> register.approve(id, 1, "", person(Role.COMPLIANCE_OFFICER)), "does not wait");
        refused(() -> register.extend(id, terms(days(20)), engineer), "rejected or withdrawn");
    }

    @Test
    void endsWhenItIsWithdrawnAndNotBefore() {
        UUID id = approved("RISK_ACCEPTANCE", days(20));
        register.withdraw(id, "It is patched.", engineer);
        assertThat(state(id)).isEqualTo(ExceptionState.WITHDRAWN);
        assertThat(state(id, since(id))).isEqualTo(ExceptionState.VALID);
        refused(() -> register.withdraw(id, "Again.", mara), "over already");
        assertThat(coveredAt(clock.instant())).isFalse();
    }

    @Test
    void anExtensionNeedsApprovalsOfItsOwn() {
        UUID id = approved("RISK_ACCEPTANCE", days(5));
        Instant first = since(id);
        register.extend(id, terms(days(30)), engineer);
        refused(() -> register.extend(id, terms(days(40)), engineer), "still waits");
        assertThat(store.one(id, clock.instant()).standing().waits()).isTrue();
        assertThat(state(id, Instant.now(clock).plus(Duration.ofDays(10)))).isEqualTo(ExceptionState.EXPIRED);
        refused(() -> register.approve(id, 1, "", person(Role.COMPLIANCE_OFFICER)), "does not wait");
        register.approve(id, 2, "", mara);
        register.approve(id, 2, "", ines);
        assertThat(state(id, Instant.now(clock).plus(Duration.ofDays(10)))).isEqualTo(ExceptionState.VALID);
        assertThat(state(id, first)).isEqualTo(ExceptionState.VALID);
        assertThat(store.steps(id, clock.instant())).hasSize(6);
        assertThat(store.steps(id, first)).hasSize(3);
    }

    @Test
    void lapsesWhenItsVulnerabilityBecomesKnownToBeExploited() {
        UUID id = approved("RISK_ACCEPTANCE", days(20));
        Instant before = clock.instant();
        list(finding.vulnerability, true);
        Instant now = clock.instant();
        assertThat(state(id, now)).isEqualTo(ExceptionState.LAPSED);
        assertThat(store.one(id, now).standing().ending()).isEqualTo(ExceptionState.Ending.EXPLOITED);
        assertThat(state(id, before)).isEqualTo(ExceptionState.VALID);
        // That it is taken out of the catalogue again does not bring the exception back.
        list(finding.vulnerability, false);
        assertThat(state(id)).isEqualTo(ExceptionState.LAPSED);
        // Who approves more time does so in the knowledge.
        register.extend(id, terms(days(20)), engineer);
        register.approve(id, 2, "", mara);
        register.approve(id, 2, "", ines);
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
        list(finding.vulnerability, true);
        assertThat(state(id)).isEqualTo(ExceptionState.LAPSED);
    }

    @Test
    void doesNotLapseByWhatWasListedWhenItWasApproved() {
        list(finding.vulnerability, true);
        UUID id = approved("RISK_ACCEPTANCE", days(20));
        // Listed as before, said differently.
        list(finding.vulnerability, true);
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
    }

    @Test
    void lapsesWhenAFixAppearsThatNobodyKnew() {
        jdbc.sql("UPDATE findings.finding SET fix_seen_at = NULL, fixed_version = NULL WHERE id = :id")
                .param("id", finding.id)
                .update();
        UUID id = approved("VENDOR_DEPENDENCY", days(20));
        Instant before = clock.instant();
        jdbc.sql("UPDATE findings.finding SET fix_seen_at = :at, fixed_version = '2' WHERE id = :id")
                .param("id", finding.id)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        assertThat(state(id)).isEqualTo(ExceptionState.LAPSED);
        assertThat(store.one(id, clock.instant()).standing().ending()).isEqualTo(ExceptionState.Ending.FIX);
        assertThat(state(id, before)).isEqualTo(ExceptionState.VALID);
    }

    @Test
    void holdsForWhatComesLaterToItsPlaceAsLongAsItsFixWasKnown() {
        UUID id = approved("RISK_ACCEPTANCE", days(20));
        StoredFinding later = StoredFinding.in(jdbc, "openssl", clock.instant());
        jdbc.sql("UPDATE findings.finding SET vulnerability = :cve, target_id = :target WHERE id = :id")
                .param("cve", finding.vulnerability)
                .param("target", finding.target)
                .param("id", later.id)
                .update();
        assertThat(store.one(id, clock.instant()).standing().figures().valid()).isEqualTo(2);
        // In another package the fix is new.
        jdbc.sql("UPDATE findings.finding SET package = 'libssl-elsewhere' WHERE id = :id")
                .param("id", later.id)
                .update();
        assertThat(store.one(id, clock.instant()).standing().figures().valid()).isEqualTo(1);
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
    }

    @Test
    void holdsNowhereElse() {
        StoredFinding elsewhere =
                StoredFinding.in(jdbc, "openssl", clock.instant().minus(Duration.ofDays(3)));
        jdbc.sql("UPDATE findings.finding SET vulnerability = :cve WHERE id = :id")
                .param("cve", finding.vulnerability)
                .param("id", elsewhere.id)
                .update();
        UUID id = approved("RISK_ACCEPTANCE", days(20));
        assertThat(store.covered(id, clock.instant(), 10))
                .singleElement()
                .extracting(ExceptionStore.Covered::finding)
                .isEqualTo(finding.id);
    }

    @Test
    void marksWhatWasAskedForAfterTheDeadline() {
        finding.due(Profile.PCI, null, clock.instant().minus(Duration.ofDays(1)));
        UUID id = approved("RISK_ACCEPTANCE", days(20));
        assertThat(store.one(id, clock.instant()).standing().figures().late()).isEqualTo(1);
        assertThat(coveredAt(clock.instant().minus(Duration.ofHours(1)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, 30", "HIGH, 90", "MEDIUM, 180", "LOW, 180", ", 30"})
    void lastsAsLongAsThePolicyAllowsForTheRankAndNotADayLonger(String rank, int allowed) {
        jdbc.sql(
                        "UPDATE findings.finding SET rank = :rank, ranked_at = CASE WHEN :rank::text IS NULL THEN NULL ELSE ranked_at END WHERE id = :id")
                .param("rank", rank)
                .param("id", finding.id)
                .update();
        refused(() -> request("RISK_ACCEPTANCE", days(allowed)), "at the latest");
        assertThat(state(request("RISK_ACCEPTANCE", days(allowed - 1)))).isEqualTo(ExceptionState.REQUESTED);
        refused(() -> request("RISK_ACCEPTANCE", days(-1)), "over already");
    }

    @Test
    void isNeverForEverything() {
        refused(
                () -> register.request(
                        new ExceptionRequest("RISK_ACCEPTANCE", "", List.of("CVE-%"), places(), terms(days(9))),
                        engineer),
                "full id");
        refused(
                () -> register.request(
                        new ExceptionRequest("RISK_ACCEPTANCE", "", List.of(), places(), terms(days(9))), engineer),
                "none is for everything");
        refused(
                () -> register.request(
                        new ExceptionRequest(
                                "RISK_ACCEPTANCE", "", List.of(finding.vulnerability), List.of(), terms(days(9))),
                        engineer),
                "none is for everything");
        refused(
                () -> register.request(
                        new ExceptionRequest(
                                "RISK_ACCEPTANCE",
                                "",
                                List.of(finding.vulnerability, "CVE-2026-1"),
                                places(),
                                terms(days(9))),
                        engineer),
                "CVE-2026-1 is not open");
    }

    @Test
    void asksForProofAndForTheWordsOfVex() {
        ExceptionTerms bare = new ExceptionTerms(
                "Why", "Somebody", "", "", Severity.LOW, "", terms(days(9)).expiresAt());
        List<String> ids = List.of(finding.vulnerability);
        refused(
                () -> register.request(new ExceptionRequest("COMPENSATING_CONTROL", "", ids, places(), bare), engineer),
                "needs its worksheet");
        for (String kind : List.of("FALSE_POSITIVE", "VENDOR_DEPENDENCY")) {
            refused(
                    () -> register.request(new ExceptionRequest(kind, "", ids, places(), bare), engineer),
                    "needs proof");
        }
        refused(
                () -> register.request(
                        new ExceptionRequest("NOT_AFFECTED", "", ids, places(), terms(days(9))), engineer),
                "words of VEX");
        refused(
                () -> register.request(
                        new ExceptionRequest("NOT_AFFECTED", "because", ids, places(), terms(days(9))), engineer),
                "words of VEX");
        refused(
                () -> register.request(new ExceptionRequest("FOR_EVER", "", ids, places(), terms(days(9))), engineer),
                "of which kind");
        UUID id = register.request(
                new ExceptionRequest("NOT_AFFECTED", "component_not_present", ids, places(), terms(days(9))), engineer);
        assertThat(store.one(id, clock.instant()).what().justification()).isEqualTo("component_not_present");
    }

    @Test
    void isNotApprovedAfterItsLastDay() {
        UUID id = request("RISK_ACCEPTANCE", days(20));
        jdbc.sql("""
                UPDATE findings.exception_term SET requested_at = requested_at - interval '30 days', expires_at = now() - interval '1 hour'
                 WHERE exception_id = :id
                """).param("id", id).update();
        refused(() -> register.approve(id, 1, "", mara), "does not wait");
        assertThat(state(id)).isEqualTo(ExceptionState.EXPIRED);
    }

    private UUID request(String kind, LocalDate until) {
        return register.request(request(kind, finding, until, "system:" + finding.code), engineer);
    }

    private UUID approved(String kind, LocalDate until) {
        UUID id = request(kind, until);
        register.approve(id, 1, "", mara);
        register.approve(id, 1, "", ines);
        return id;
    }

    private ExceptionRequest request(String kind, StoredFinding of, LocalDate until, String place) {
        return new ExceptionRequest(
                kind,
                "",
                List.of(of.vulnerability),
                List.of(new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", place.replace("system:", ""))),
                terms(until));
    }

    private List<ExceptionPlace> places() {
        return List.of(new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", finding.code));
    }

    private static ExceptionTerms terms(LocalDate until) {
        return new ExceptionTerms(
                "The fix breaks the scheme's interface.",
                "Head of card payments",
                "",
                "Analysis of 3 November",
                Severity.MEDIUM,
                "RISK-812",
                until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private LocalDate days(int days) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(days);
    }

    private ExceptionState state(UUID id) {
        return state(id, clock.instant());
    }

    private ExceptionState state(UUID id, Instant at) {
        return store.one(id, at).standing().state();
    }

    private Instant since(UUID id) {
        return Objects.requireNonNull(
                store.one(id, clock.instant()).standing().approvals().since());
    }

    private boolean coveredAt(Instant at) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM findings.pub_exception_cover
                                WHERE finding_id = :finding AND valid_from <= :at AND valid_until > :at)
                """)
                .param("finding", finding.id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    private void list(String cve, boolean listed) {
        long entry = LOADS.incrementAndGet();
        jdbc.sql("""
                INSERT INTO intake.reference_load (entry_index, source, version, released_at, sha256, items, added, changed, removed,
                                                     loaded_at, loaded_by)
                VALUES (:entry, 'KEV', 'test', :at, sha256('x'), 1, 1, 0, 0, :at, 'test')
                """)
                .param("entry", entry)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                INSERT INTO findings.known_exploited (cve, entry_index, listed, added_on, name, ransomware, loaded_at)
                VALUES (:cve, :entry, :listed, '2026-01-01', 'A name', false, :at)
                """)
                .param("cve", cve)
                .param("entry", entry)
                .param("listed", listed)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
