package io.exhibit.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.exhibit.access.Cast;
import io.exhibit.alerts.Disposition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScenarioTests {

    private static final Instant AT = Instant.parse("2026-08-01T02:10:00Z");

    private final Scenario scenario = Material.scenario();
    private final Material material = new Material();
    private final Map<String, JsonNode> rules = material.rules();

    @Test
    void namesOnlyRowsThatTheDocumentsHave() {
        for (Scenario.Line line : scenario.lines()) {
            List<JsonNode> rows = rows(material.scan(line.document()));
            for (Scenario.Rows told : line.rows()) {
                assertThat(told.of())
                        .allSatisfy(name -> assertThat(rows)
                                .as("%s in %s", name, line.document())
                                .anyMatch(row -> row.path("VulnerabilityID")
                                                .asString()
                                                .equals(name)
                                        || row.path("PkgName").asString().equals(name)));
                assertThat(rows)
                        .as("%s tells nothing new", told)
                        .anyMatch(row -> ScanDraft.tellingOf(line, row)
                                .filter(told::equals)
                                .isPresent());
            }
        }
    }

    @Test
    void derivesReportsOfTheSecondScannerFromItsOwn() {
        for (Scenario.Second second : scenario.seconds()) {
            List<JsonNode> matches = material.scan(second.document())
                    .path("matches")
                    .valueStream()
                    .toList();
            assertThat(second.rows()).allSatisfy(told -> {
                assertThat(told.found()).isGreaterThanOrEqualTo(second.first());
                assertThat(told.patched()).as("a patch is a build of the line").isNull();
                assertThat(told.of())
                        .allSatisfy(name -> assertThat(matches)
                                .as(name)
                                .anyMatch(match -> match.path("vulnerability")
                                                .path("id")
                                                .asString()
                                                .equals(name)
                                        || match.path("artifact")
                                                .path("name")
                                                .asString()
                                                .equals(name)));
            });
            ImageBuild build = ImageBuild.of(scenario.line(second.line()), 150);
            JsonNode made = new JsonMapper()
                    .readTree(new SecondDraft(second, material.scan(second.document()), 150).bytes(build, AT, AT));
            assertThat(made.path("ExhibitDemo").asString()).contains(second.document());
            assertThat(made.path("source").path("target").path("tags").path(0).asString())
                    .isEqualTo(build.name());
            assertThat(made.path("matches").valueStream().toList()).isNotEmpty().allSatisfy(match -> {
                String packageName = match.path("artifact").path("name").asString();
                assertThat(match.path("vulnerability").path("fix").has("available"))
                        .isEqualTo(second.fixes().containsKey(packageName));
            });
        }
    }

    @Test
    void tellsDaysInTheirOrder() {
        for (Scenario.Line line : scenario.lines()) {
            assertThat(line.rows()).allSatisfy(rows -> {
                assertThat(rows.found()).isGreaterThanOrEqualTo(line.first());
                assertThat(rows.patched() == null || rows.found() < rows.patched())
                        .isTrue();
            });
        }
    }

    @Test
    void fillsOnlyFieldsThatTheRulesPrint() {
        for (Scenario.Incident incident : scenario.alerts()) {
            assertThat(rules).containsKey(incident.rule());
            String output =
                    requireNonNull(rules.get(incident.rule())).path("output").asString();
            assertThat(incident.fields().keySet())
                    .filteredOn(field -> !field.equals("n_evts"))
                    .allSatisfy(field -> assertThat(output).contains("%" + field));
            assertThat(scenario.lines()).anyMatch(line -> line.name().endsWith(incident.line()));
            Scenario.Handling handling = incident.handling();
            if (handling != null) {
                assertThatCode(() -> Disposition.valueOf(handling.disposition()))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void knowsThePeopleWhoAct() {
        Set<String> emails =
                new TreeSet<>(scenario.people().stream().map(Cast.Member::email).toList());
        assertThat(emails)
                .contains(
                        scenario.roles().officer(),
                        scenario.roles().another(),
                        scenario.roles().engineer());
    }

    @Test
    void namesTheSourceOfEveryDocument() throws Exception {
        String sources = new String(
                getClass().getResourceAsStream("/demo/documents/SOURCES.md").readAllBytes(), StandardCharsets.UTF_8);
        assertThat(scenario.lines()).allSatisfy(line -> assertThat(sources).contains("`" + line.document() + "`"));
        assertThat(scenario.seconds())
                .allSatisfy(second -> assertThat(sources).contains("`" + second.document() + "`"));
        assertThat(sources).contains("falco-rules.json");
    }

    @Test
    void derivesReportsThatSaySoAndInventNoRow() {
        for (Scenario.Line line : scenario.lines()) {
            JsonNode source = material.scan(line.document());
            JsonNode made =
                    new JsonMapper().readTree(new ScanDraft(line, material.scan(line.document()), 100).bytes(AT, AT));
            assertThat(made.path("ExhibitDemo").asString()).contains(line.document());
            assertThat(made.path("ArtifactName").asString()).startsWith(line.name());
            assertThat(rows(source)).containsAll(rows(made));
            assertThat(made.path("Metadata").toString()).doesNotContain("trivy-test-images", "bkimminich");
        }
    }

    @Test
    void leavesOutWhatIsNotKnownYetAndWhatIsPatched() {
        Scenario.Rows rows = new Scenario.Rows(List.of("x"), 10, 20, 30, 40);
        int[] found = java.util.stream.IntStream.of(9, 10, 19, 20, 29, 30, 39, 40)
                .filter(rows::isFoundOn)
                .toArray();
        assertThat(found).containsExactly(10, 19, 30, 39);
    }

    @Test
    void givesEachPatchABuildOfItsOwn() {
        Scenario.Line line = scenario.lines().getFirst();
        ImageBuild first = ImageBuild.of(line, 1);
        assertThat(ImageBuild.of(line, 11)).isEqualTo(first);
        assertThat(ImageBuild.of(line, 12)).isNotEqualTo(first);
        assertThat(ImageBuild.of(line, 12).digest("manifest")).isNotEqualTo(first.digest("manifest"));
    }

    @Test
    void keepsItsStepsApartAndGoesOnBehindTheLastOne() {
        Schedule schedule = new Schedule(AT.plus(Duration.ofDays(1)));
        Instant one = schedule.add(AT, "one", at -> {});
        Instant two = schedule.add(AT, "two", at -> {});
        Instant beyond = schedule.add(AT.plus(Duration.ofDays(2)), "beyond", at -> {});
        assertThat(Arrays.asList(one, two, beyond)).doesNotHaveDuplicates();
        assertThat(schedule.after(AT.minusSeconds(1)))
                .extracting(Schedule.Step::what)
                .containsExactly("one", "two");
        assertThat(schedule.after(one)).extracting(Schedule.Step::what).containsExactly("two");
    }

    private static List<JsonNode> rows(JsonNode document) {
        return document.path("Results")
                .valueStream()
                .flatMap(result -> result.path("Vulnerabilities").valueStream())
                .toList();
    }
}
