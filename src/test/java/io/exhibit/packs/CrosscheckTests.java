package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.Counts;
import io.exhibit.assessment.Question;
import io.exhibit.assessment.Result;
import io.exhibit.controls.CheckDefinition;
import io.exhibit.controls.Parameter;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import io.exhibit.packs.Column.Kind;
import io.exhibit.packs.Crosscheck.Line;
import io.exhibit.packs.Crosscheck.Outcome;
import io.exhibit.packs.KeyComparison.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test of completeness and accuracy, in a case in which it finds nothing and in one in which it fails. */
class CrosscheckTests {

    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
    private static final List<Parameter> DAILY =
            List.of(new Parameter("cluster_silent_hours", 24, Parameter.Basis.POLICY, ""));

    @TempDir
    Path directory;

    @Test
    void r1FindsTheSameRowsOfADividedPopulationInTheRegister() throws IOException {
        KeyComparison found = KeyComparison.of(
                List.of(side(spool("C07", "a/1", "c/1")), side(spool("C08", "b/1"))),
                CountCheck.findings(findings("a 1", "b 1", "c 1")));
        assertThat(CountCheck.differences(found)).isEmpty();
        assertThat(CountCheck.judged(found.first(), found.second(), List.of(Crosscheck.line("both", 3, 3, "")))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void r1ListsWhatOnlyOneSideHas() throws IOException {
        KeyComparison found = KeyComparison.of(
                List.of(side(spool("C07", "a/1")), side(spool("C08", "b/1", "d/1"))),
                CountCheck.findings(findings("b 1", "c 1", "e 1")));
        assertThat(found.onlyFirst()).containsExactly("a/1", "d/1");
        assertThat(found.onlySecond()).containsExactly("c/1", "e/1");
        Crosscheck made = CountCheck.judged(found.first(), found.second(), CountCheck.differences(found));
        assertThat(made.outcome()).as("both have three").isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.differences()).isEqualTo(4);
    }

    @Test
    void r1LeavesOutOtherNamesOfAFindingThatIsListed() throws IOException {
        KeyComparison found = KeyComparison.of(
                List.of(side(spool("C07", "a/1"))), CountCheck.findings(findings("a 1", "b 1 SAME_FINDING")));
        assertThat(found.second()).isEqualTo(1);
        assertThat(found.onlySecond()).isEmpty();
    }

    @Test
    void r1SaysHowManyDifferencesItDoesNotList() throws IOException {
        String[] keys = IntStream.range(0, KeyComparison.MOST_LISTED + 7)
                .mapToObj(n -> String.format("%05d/1", n))
                .toArray(String[]::new);
        KeyComparison found = KeyComparison.of(List.of(side(spool("C07", keys))), CountCheck.findings(findings()));
        assertThat(found.unlisted()).isEqualTo(7);
        assertThat(CountCheck.differences(found).getLast().item()).isEqualTo("and 7 more");
    }

    @Test
    void r1IsNotDoneWhereNoPopulationHasASecondSource() {
        Line alone = new Line("C05", "4", "", Line.Standing.NOT_COMPARED, "");
        assertThat(CountCheck.judged(0, 0, List.of(alone)).outcome()).isEqualTo(Outcome.NOT_DONE);
    }

    @Test
    void r2ListsWhatRanWithoutAScanOrAnSbom() {
        DigestCheck.Image whole = new DigestCheck.Image("app@sha256:1", true, true);
        assertThat(DigestCheck.judged(List.of(whole)).outcome()).isEqualTo(Outcome.PASSED);
        Crosscheck made = DigestCheck.judged(List.of(whole, new DigestCheck.Image("job@sha256:2", false, true)));
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.lines())
                .anyMatch(line ->
                        line.item().equals("job@sha256:2") && line.words().startsWith("No conclusive scan"));
        assertThat(DigestCheck.judged(List.of()).outcome()).isEqualTo(Outcome.NOT_DONE);
    }

    @Test
    void r3ComparesSilencesWithTheCadenceToTheMoment() {
        assertThat(SilenceCheck.judged(List.of(silence(86_400)), DAILY).outcome())
                .isEqualTo(Outcome.PASSED);
        Crosscheck made = SilenceCheck.judged(List.of(silence(86_401)), DAILY);
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.first().number()).isEqualTo(1);
        assertThat(made.second().number()).isZero();
        assertThat(SilenceCheck.judged(List.of(silence(86_401)), List.of()).outcome())
                .as("without a cadence there is nothing to compare with")
                .isEqualTo(Outcome.NOT_DONE);
    }

    @Test
    void r4NamesTheHolesOfALedger() {
        assertThat(SequenceCheck.judged(10, 10, List.of(), List.of()).outcome()).isEqualTo(Outcome.PASSED);
        Crosscheck made = SequenceCheck.judged(10, 8, List.of(new SequenceCheck.Hole(4, 5)), List.of());
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.lines()).extracting(Line::item).contains("positions 4 to 5");
        assertThat(SequenceCheck.judged(10, 10, List.of(), List.of(7L)).outcome())
                .as("a document whose entry is not there")
                .isEqualTo(Outcome.DIFFERENCES);
    }

    @Test
    void r5FindsRowsWhoseDocumentIsNotInThePack() throws IOException {
        Spool sources = written("sources", List.of("sha256"), List.of(row("d1"), row("d2")));
        Spool alerts = written("alerts", List.of("alert_id", "received_in_sha256"), List.of(row("a", "d1")));
        List<String> columns = List.of("finding_id", "opened_by_sha256", "closed_by_sha256");
        assertThat(TraceCheck.of(
                                written("findings", columns, List.of(row("f", "d1", "d2"), row("g", "d2", null))),
                                alerts,
                                sources)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        Crosscheck made = TraceCheck.of(
                written("lost", columns, List.of(row("f", "d1", "d3"), row("g", null, null), row("h", "d1", null))),
                alerts,
                sources);
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.first().number()).isEqualTo(4);
        assertThat(made.second().number()).isEqualTo(2);
        assertThat(Gates.unreconciled(made).getFirst().gate()).isEqualTo("L09");
    }

    @Test
    void r9ListsWhatWasRejectedByReason() {
        assertThat(RejectionCheck.judged(5, 5, List.of()).outcome()).isEqualTo(Outcome.PASSED);
        Crosscheck made = RejectionCheck.judged(
                5, 3, List.of(new RejectionCheck.Rejected("SCAN", "QUARANTINED", "not JSON", 2, 0)));
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.lines().getFirst().item()).isEqualTo("SCAN, not JSON");
    }

    @Test
    void r10ListsAnotherVersionOfACheck() {
        CheckResult check = check(7);
        assertThat(ChangeCheck.judged(List.of(check), List.of(used(7)), List.of())
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        Crosscheck made = ChangeCheck.judged(List.of(check), List.of(used(6), used(7)), List.of());
        assertThat(made.outcome()).isEqualTo(Outcome.DIFFERENCES);
        assertThat(made.lines().getFirst().second()).isEqualTo("version 6");
        assertThat(made.second().number()).isZero();
        assertThat(ChangeCheck.judged(List.of(check), List.of(), List.of())
                        .lines()
                        .getFirst()
                        .standing())
                .as("no verdict was kept, so nothing tells which version judged")
                .isEqualTo(Line.Standing.NOT_COMPARED);
    }

    private static ChangeCheck.Earlier used(int version) {
        return new ChangeCheck.Earlier("C07", version, NOON, NOON.plusSeconds(version));
    }

    private static CheckResult check(int version) {
        return new CheckResult(
                new CheckDefinition("C07", "Critical patches", "Was it gone?", "scans"),
                version,
                new Question("C07", "PCI", Scope.ALL, new Period(NOON, NOON.plusSeconds(9)), NOON),
                Result.SATISFIED,
                Counts.NONE,
                "",
                List.of(),
                List.of());
    }

    private static SilenceCheck.Silence silence(long seconds) {
        return new SilenceCheck.Silence(SilenceCheck.Kind.CLUSTER, "prod", NOON, NOON.plusSeconds(seconds));
    }

    private static Side side(Spool population) {
        return new Side(population, values -> values.getFirst());
    }

    private Spool spool(String name, String... keys) throws IOException {
        return written(
                name, List.of("key"), Arrays.stream(keys).map(key -> row(key)).toList());
    }

    /** Id, episode and, where it has one, the reason of its closing. */
    private Spool findings(String... all) throws IOException {
        return written(
                "findings",
                List.of("finding_id", "episode", "close_reason"),
                Arrays.stream(all)
                        .map(text -> row(Arrays.copyOf(text.split(" "), 3)))
                        .toList());
    }

    private static List<@Nullable String> row(@Nullable String... values) {
        return Arrays.asList(values);
    }

    private Spool written(String name, List<String> columns, List<List<@Nullable String>> rows) throws IOException {
        Register register = new Register(
                name,
                new Register.Definition("", "", "", "", "", ""),
                List.of(columns.getFirst()),
                columns.stream()
                        .map(column -> new Column(column, Kind.TEXT, ""))
                        .toList(),
                Map.of());
        try (Spool.Writer writer = new Spool.Writer(register, directory)) {
            for (List<@Nullable String> row : rows) {
                writer.row(row);
            }
            return writer.done();
        }
    }
}
