package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import io.exhibit.ledger.Actor;
import io.exhibit.packs.Crosscheck.Line;
import io.exhibit.packs.Crosscheck.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the queries of the tests of completeness find of things that are not as they should be. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class CrosscheckQueriesTests {

    private static final Instant BEGIN = Instant.parse("2019-04-01T00:00:00Z");
    private static final Period APRIL = new Period(BEGIN, BEGIN.plus(Duration.ofDays(30)));

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private MachineTokens tokens;

    @Test
    void whatAClusterStatedToRunWithoutAScanOrAnSbomIsListedWithBothReasons() {
        String identity = "registry.example/unscanned@sha256:" + UUID.randomUUID();
        ran(identity, BEGIN.plusSeconds(9), null);
        assertThat(about(identity, DigestCheck.of(jdbc, frame(ledgerSize()))))
                .extracting(Line::words)
                .containsExactly("No conclusive scan in the period.", "No SBOM.");
    }

    @Test
    void whatWasGoneBeforeThePeriodOrCameAfterItIsNotCompared() {
        String before = "registry.example/before@sha256:" + UUID.randomUUID();
        String after = "registry.example/after@sha256:" + UUID.randomUUID();
        ran(before, BEGIN.minusSeconds(99), BEGIN);
        ran(after, APRIL.to(), null);
        Crosscheck made = DigestCheck.of(jdbc, frame(ledgerSize()));
        assertThat(about(before, made)).isEmpty();
        assertThat(about(after, made)).isEmpty();
    }

    @Test
    void aClusterThatWasSilentForLongerThanItMayIsListedAndOneThatWasNotAgrees() {
        String silent = "silent-" + UUID.randomUUID();
        String heard = "heard-" + UUID.randomUUID();
        stated(silent, 0);
        stated(silent, 26);
        for (int day = 0; day < 30; day++) {
            stated(heard, day);
        }
        Crosscheck made = SilenceCheck.of(jdbc, frame(ledgerSize()));
        assertThat(about("snapshots of the cluster " + silent, made))
                .singleElement()
                .returns(Line.Standing.DIFFERS, Line::standing)
                .returns("624 h 0 min", Line::first)
                .returns("24 h allowed", Line::second);
        assertThat(about("snapshots of the cluster " + heard, made))
                .singleElement()
                .returns(Line.Standing.AGREES, Line::standing);
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
    }

    @Test
    void positionsThatHaveNoEntryAreNamedFromTheFirstToTheLast() {
        long size = ledgerSize();
        Crosscheck beyond = SequenceCheck.of(jdbc, frame(size + 1_000_000));
        assertThat(beyond.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(beyond.lines()).extracting(Line::item).contains("positions " + size + " to " + (size + 999_999));
    }

    @Test
    void whatCouldNotBeReadIsCountedAgainstWhatWas() {
        String token = tokens.issue("rejected", EnumSet.of(Permission.SCANS_WRITE), Duration.ofDays(1), Actor.SYSTEM);
        new Api(port, token)
                .post("/api/v1/scans?environment=packs&wait=30s", "{\"no\": 1}".getBytes(StandardCharsets.UTF_8));
        Instant now = Instant.now();
        Frame today = new Frame(
                catalogue.framework(new FrameworkId("PCI-DSS")),
                Scope.ALL,
                new Period(now.minusSeconds(3600), now.plusSeconds(3600)),
                now.plusSeconds(3600),
                ledgerSize());
        Crosscheck made = RejectionCheck.of(jdbc, today);
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.second().number()).isLessThan(made.first().number());
        assertThat(made.lines())
                .anyMatch(
                        line -> line.item().startsWith("SCAN, ") && line.words().equals("Could not be read."));
    }

    private static List<Line> about(String item, Crosscheck made) {
        return made.lines().stream().filter(line -> line.item().equals(item)).toList();
    }

    private Frame frame(long ledgerSize) {
        return new Frame(catalogue.framework(new FrameworkId("PCI-DSS")), Scope.ALL, APRIL, APRIL.to(), ledgerSize);
    }

    private long ledgerSize() {
        return jdbc.sql("SELECT coalesce(max(index) + 1, 0) FROM ledger.entry")
                .query(Long.class)
                .single();
    }

    private void ran(String identity, Instant from, @Nullable Instant to) {
        jdbc.sql("""
                INSERT INTO estate.deployment (id, identity, repository, tag, digest, lineage, cluster, namespace, kind, workload,
                       environment, source, replicas, from_at, opened_at, seen_at, from_entry, to_at, gone_at, to_entry)
                VALUES (gen_random_uuid(), :identity, 'registry.example/x', '', split_part(:identity, '@', 2), 'registry.example/x', 'c', 'n',
                        'Deployment', :identity, 'production', 'SNAPSHOT', 1, :from, :from, :from, 0, :to::timestamptz, :to::timestamptz,
                        CASE WHEN :to::timestamptz IS NOT NULL THEN 1 END)
                """)
                .param("identity", identity)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void stated(String cluster, int day) {
        jdbc.sql("""
                INSERT INTO estate.snapshot (id, submission_id, entry_index, recorded_at, observed_at, cluster, environment, format,
                       complete, late, pods, running, opened, closed, extended)
                VALUES (gen_random_uuid(), gen_random_uuid(), 0, :at, :at, :cluster, 'production', 'exhibit', true, false, 1, 1, 0, 0, 0)
                """)
                .param("cluster", cluster)
                .param("at", BEGIN.plus(Duration.ofDays(day)).atOffset(ZoneOffset.UTC))
                .update();
    }
}
