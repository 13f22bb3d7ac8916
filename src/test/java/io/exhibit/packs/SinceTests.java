package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of two archives, of which the lists are written as those of every pack. */
class SinceTests {

    private static final String EARLIER_TIMES = """
            {"period_start":"2026-01-01T00:00:00Z","period_end_exclusive":"2026-04-01T00:00:00Z","judged_at":"2026-04-01T00:00:00Z"}""";
    private static final String LATER_TIMES = """
            {"period_start":"2026-04-01T00:00:00Z","period_end_exclusive":"2026-07-01T00:00:00Z","judged_at":"2026-07-01T00:00:00Z"}""";
    private static final List<String> FINDING = List.of(
            "finding_id", "episode", "vulnerability", "component", "target", "system", "due_at", "standing", "gone_at");
    private static final List<String> EXCEPTION = List.of(
            "exception_id",
            "term",
            "finding_id",
            "kind",
            "vulnerability",
            "package",
            "target",
            "system",
            "valid_from",
            "expires_at",
            "ended_at");
    private static final List<String> PARAMETER = List.of("key", "parameter", "value", "counts");

    @TempDir
    private Path directory;

    private final Pack earlier = new Pack("earlier", manifest(EARLIER_TIMES, "all", "[]", ""));
    private final Pack later = new Pack("later", manifest(LATER_TIMES, "all", "[]", ""));

    @Test
    void tellsWhatBecameOfEachFinding() throws IOException {
        earlier.finding("a", "OVERDUE", null).finding("b", "OPEN", null).finding("c", "OVERDUE", null);
        earlier.finding("d", "OPEN", null).finding("e", "OVERDUE", null).finding("f", "OPEN", null);
        earlier.finding("h", "IN_TIME", "2026-02-02T00:00:00Z").finding("k", "OPEN", "2026-04-03T00:00:00Z");
        later.finding("a", "OVERDUE", null).finding("b", "OVERDUE", null).finding("c", "OPEN", null);
        later.finding("d", "OPEN", null).finding("e", "LATE", "2026-05-05T00:00:00.123Z");
        later.finding("g", "OVERDUE", null).finding("h", "IN_TIME", "2026-02-02T00:00:00Z");
        later.finding("i", "IN_TIME", "2026-06-30T23:59:59Z").finding("j", "OPEN", "2026-07-01T00:00:00.000001Z");
        later.finding("k", "IN_TIME", "2026-04-03T00:00:00Z");
        assertThat(told())
                .containsExactly(
                        "FINDING_STILL_LATE a/1",
                        "FINDING_BECAME_LATE b/1",
                        "FINDING_NO_LONGER_LATE c/1",
                        "FINDING_STILL_THERE d/1",
                        "FINDING_GONE e/1",
                        "FINDING_NOT_LISTED f/1",
                        "FINDING_NEW g/1",
                        "FINDING_PASSED i/1",
                        "FINDING_NEW j/1",
                        "FINDING_GONE k/1");
    }

    @Test
    void countsAFindingThatCameBackAsNew() throws IOException {
        earlier.finding("a", "IN_TIME", "2026-03-03T00:00:00Z");
        later.row("findings", "a", "2", "CVE-1", "x 1", "image", "pay", "2026-09-09T00:00:00Z", "OPEN", null);
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(SinceKind.FINDING_NEW);
            assertThat(line.key()).isEqualTo("a/2");
            assertThat(line.before()).isEmpty();
            assertThat(line.after()).isEqualTo("open, due 2026-09-09");
        });
    }

    @Test
    void tellsWhichExceptionsBeganEndedAndGoOn() throws IOException {
        earlier.exception("a", "2026-02-01", "2026-12-01", null).exception("b", "2026-02-01", "2026-05-01", null);
        earlier.exception("c", "2026-02-01", "2026-12-01", null).exception("e", "2026-02-01", "2026-12-01", null);
        later.exception("a", "2026-02-01", "2026-12-01", null).exception("b", "2026-02-01", "2026-05-01", null);
        later.exception("c", "2026-02-01", "2026-12-01", "2026-06-06").exception("d", "2026-06-01", "2026-07-02", null);
        later.exception("f", "2026-05-01", "2026-06-01", "2026-06-01");
        assertThat(told())
                .containsExactly(
                        "EXCEPTION_RELIED_ON a/1/f",
                        "EXCEPTION_ENDED b/1/f",
                        "EXCEPTION_ENDED c/1/f",
                        "EXCEPTION_BEGUN d/1/f",
                        "EXCEPTION_NOT_LISTED e/1/f",
                        "EXCEPTION_PASSED f/1/f");
    }

    @Test
    void tellsTheNumbersThatThePeriodsWereJudgedBy() throws IOException {
        earlier.parameter("days/0", "days", "30", "yes").parameter("same/0", "same", "7", "yes");
        later.parameter("days/0", "days", "30", "no").parameter("days/9", "days", "14", "yes");
        later.parameter("more/0", "more", "3", "yes").parameter("same/0", "same", "7", "yes");
        assertThat(lines())
                .extracting(line -> line.kind() + " " + line.subject() + " " + line.before() + ">" + line.after())
                .containsExactly("PARAMETER days 30>14", "PARAMETER more >3");
    }

    @Test
    void tellsControlsAndChecksWithTheirCounts() throws IOException {
        Pack was = new Pack(
                "was", manifest(EARLIER_TIMES, "all", "[]", """
                {"control":"6.3.1","result":"SATISFIED","checks":[%s]},{"control":"6.3.2","result":"SATISFIED","checks":[]},
                {"control":"6.3.9","result":"NOT_EVALUATED","checks":[]}""".formatted(check("C07", 1, "SATISFIED", 4, 0))));
        Pack is = new Pack("is", manifest(LATER_TIMES, "all", "[]", """
                {"control":"6.3.1","result":"VIOLATED","checks":[%s,%s]},{"control":"6.3.2","result":"SATISFIED","checks":[]},
                {"control":"6.3.3","result":"VIOLATED","checks":[]}""".formatted(
                        check("C07", 2, "VIOLATED", 3, 2), check("C08", 1, "SATISFIED", 1, 0))));
        assertThat(lines(was, is))
                .extracting(line -> line.kind() + " " + line.subject() + " " + line.before() + " > " + line.after())
                .containsExactlyInAnyOrder(
                        "CONTROL_CHANGED 6.3.1 satisfied: 4 items, 4 satisfied > violated: 6 items, 4 satisfied, 2 violated",
                        "CONTROL_NEW 6.3.3  > violated: 0 items",
                        "CONTROL_GONE 6.3.9 not evaluated: 0 items > ",
                        "CHECK_NEW C08  > satisfied: 1 items, 1 satisfied",
                        "CHECK_VERSION C07 version 1 > version 2",
                        "CHECK_CHANGED C07 satisfied: 4 items, 4 satisfied > violated: 5 items, 3 satisfied, 2 violated");
    }

    @Test
    void saysWhereThePacksAreNotAboutTheSame() throws IOException {
        Pack is = new Pack(
                "is",
                manifest(LATER_TIMES.replace("2026-04-01", "2026-05-01"), "system:pay", "[\"pay\"]", "")
                        .replace("0.1.0", "0.2.0")
                        .replace("\"version\":\"4.0\"", "\"version\":\"4.0.1\""));
        List<SinceLine> lines = lines(earlier, is);
        assertThat(lines)
                .filteredOn(line -> line.kind() == SinceKind.NOTE)
                .extracting(SinceLine::subject)
                .anySatisfy(words -> assertThat(words).startsWith("Neither pack is about the days from"))
                .anySatisfy(words -> assertThat(words).startsWith("The scope is another: "))
                .contains("In scope only in the later pack: pay.")
                .contains("The earlier pack was made by Exhibit 0.1.0, the later by Exhibit 0.2.0.");
        assertThat(lines)
                .filteredOn(line -> line.kind() == SinceKind.FRAMEWORK)
                .containsExactly(SinceLine.of(SinceKind.FRAMEWORK, "version", "PCI DSS", "4.0", "4.0.1"));
    }

    @Test
    void comparesWhatAnOlderVersionOfTheProductWroteAsFarAsItGoes() throws IOException {
        earlier.columns("findings", List.of("finding_id", "episode", "standing", "gone_at", "old"))
                .row("findings", "a", "1", "OVERDUE", null, "x");
        later.finding("a", "OVERDUE", null).without("parameters");
        earlier.columns("exceptions", List.of("exception_id", "term", "finding_id"))
                .row("exceptions", "e", "1", "f");
        assertThat(lines())
                .extracting(line -> line.kind() + " " + (line.key().isEmpty() ? line.subject() : line.key()))
                .contains(
                        "NOTE The earlier pack has columns in findings.json that the later has not: old.",
                        "NOTE The later pack has no parameters.json: its rows are not compared.",
                        "NOTE exceptions.json is compared by columns that a pack lacks: valid_from, expires_at, ended_at.",
                        "NOTE The rows of exceptions.json are not compared.",
                        "FINDING_STILL_LATE a/1")
                .noneMatch(told -> told.startsWith("EXCEPTION"));
    }

    @Test
    void refusesAListThatIsNotInItsOrder() throws IOException {
        earlier.finding("a", "OPEN", null).finding("b", "OPEN", null);
        Path archive = earlier.archive(json -> json.replace("\"finding_id\" : \"a\"", "\"finding_id\" : \"c\""));
        try (SealedArchive was = SealedArchive.open(Files.newInputStream(archive));
                SealedArchive is = SealedArchive.open(Files.newInputStream(later.archive(json -> json)))) {
            assertThatThrownBy(() -> SincePack.compare(was, is, line -> {}))
                    .isInstanceOf(UnsoundPack.class)
                    .hasMessageContaining("order of its keys");
        }
    }

    @Test
    void keepsTheFirstOfManyForThePageAndCountsAll() throws IOException {
        for (int i = 1000; i < 2000; i++) {
            later.finding("f" + i, "OPEN", null);
        }
        SinceTally tally = new SinceTally();
        lines().forEach(tally);
        SinceTally.Part part = tally.parts().stream()
                .filter(one -> one.kind() == SinceKind.FINDING_NEW)
                .findFirst()
                .orElseThrow();
        assertThat(part.count()).isEqualTo(1000);
        assertThat(part.lines()).hasSize(50);
        assertThat(part.more()).isEqualTo(950);
    }

    private List<String> told() throws IOException {
        return lines().stream().map(line -> line.kind() + " " + line.key()).toList();
    }

    private List<SinceLine> lines() throws IOException {
        return lines(earlier, later);
    }

    private List<SinceLine> lines(Pack before, Pack after) throws IOException {
        List<SinceLine> lines = new ArrayList<>();
        try (SealedArchive was = SealedArchive.open(Files.newInputStream(before.archive(json -> json)));
                SealedArchive is = SealedArchive.open(Files.newInputStream(after.archive(json -> json)))) {
            SincePack.compare(was, is, lines::add);
        }
        return lines;
    }

    private static String manifest(String time, String scope, String systems, String results) {
        return """
                {"schema_version":1,"framework":{"id":"PCI-DSS","name":"PCI DSS","version":"4.0","profile":"PCI"},"time":%s,
                 "scope":{"text":"%s","systems":%s},"results":[%s],"platform":{"product":"Exhibit 0.1.0"},
                 "content":[{"path":"findings.json"}]}
                """.formatted(time, scope, systems, results);
    }

    private static String check(String id, int version, String result, int satisfied, int violated) {
        return """
                {"check":"%s","version":%d,"result":"%s","items":%d,"satisfied":%d,"compensated":0,"violated":%d,"insufficient":0,
                 "not_applicable":0}""".formatted(id, version, result, satisfied + violated, satisfied, violated);
    }

    /** A pack with its three lists. */
    private final class Pack {

        private final String name;
        private final String manifest;
        private final Map<String, List<String>> columns =
                new TreeMap<>(Map.of("findings", FINDING, "exceptions", EXCEPTION, "parameters", PARAMETER));
        private final Map<String, List<List<@Nullable String>>> rows = new TreeMap<>();

        private Pack(String name, String manifest) {
            this.name = name;
            this.manifest = manifest;
        }

        Pack columns(String list, List<String> names) {
            columns.put(list, names);
            return this;
        }

        Pack without(String list) {
            columns.remove(list);
            return this;
        }

        Pack row(String list, @Nullable String... values) {
            rows.computeIfAbsent(list, none -> new ArrayList<>()).add(Arrays.asList(values));
            return this;
        }

        Pack finding(String id, String standing, @Nullable String goneAt) {
            return row("findings", id, "1", "CVE-1", "x 1", "image", null, null, standing, goneAt);
        }

        Pack exception(String id, String from, String until, @Nullable String ended) {
            return row(
                    "exceptions",
                    id,
                    "1",
                    "f",
                    "RISK",
                    "CVE-1",
                    "x",
                    "image",
                    null,
                    from + "T00:00:00Z",
                    until + "T00:00:00Z",
                    ended == null ? null : ended + "T00:00:00Z");
        }

        Pack parameter(String key, String parameter, String value, String counts) {
            return row("parameters", key, parameter, value, counts);
        }

        Path archive(UnaryOperator<String> forgery) throws IOException {
            Path root = Files.createDirectories(directory.resolve(name));
            PackArchive archive = new PackArchive();
            archive.add(Manifest.FILE, manifest.getBytes(StandardCharsets.UTF_8));
            for (String list : columns.keySet()) {
                RegisterFile file =
                        RegisterFile.write(root, List.of(spool(root, list))).getFirst();
                archive.add(root, file.csv());
                String json = Files.readString(root.resolve(file.json().path()));
                archive.add(file.json().path(), forgery.apply(json).getBytes(StandardCharsets.UTF_8));
            }
            Path zip = directory.resolve(name + ".zip");
            archive.write(zip);
            return zip;
        }

        private Spool spool(Path root, String list) throws IOException {
            List<String> names = columns.getOrDefault(list, List.of());
            List<String> key = list.equals("parameters")
                    ? List.of("key")
                    : list.equals("findings")
                            ? List.of("finding_id", "episode")
                            : List.of("exception_id", "term", "finding_id");
            Register register = new Register(
                    list,
                    new Register.Definition(list, "m", "u", "s", "p", "q"),
                    key,
                    names.stream()
                            .map(column -> new Column(column, Column.Kind.TEXT, column))
                            .toList(),
                    Map.of("scope", "all", "nested", Map.of("rows", List.of(1))));
            try (Spool.Writer writer = new Spool.Writer(register, root)) {
                rows.getOrDefault(list, List.of()).forEach(writer::row);
                return writer.done();
            }
        }
    }
}
