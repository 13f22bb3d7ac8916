package io.exhibit.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.exhibit.OscalSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Frameworks as OSCAL catalogues, out and in. */
class OscalCatalogueTests {

    private static final Catalogue CATALOGUE = new Catalogue(new AlertMapping());
    private static final FrameworkFiling FILING =
            new FrameworkFiling(LocalDate.of(2026, 12, 1), "A test", "BANK", "PCI", "https://bank.example/standard");

    @ParameterizedTest
    @ValueSource(strings = {"PCI-DSS", "OCC-2020-62", "FFIEC", "DORA", "FFIEC-CAT"})
    void isValidByTheSchemaOfNist(String id) {
        Framework framework = CATALOGUE.find(id).orElseThrow();
        JsonNode document = JsonMapper.shared().readTree(OscalCatalogueFile.of(framework));

        assertThat(OscalSchema.CATALOGUE.errors(document)).isEmpty();
        assertThat(document.at("/catalog/controls")).hasSameSizeAs(framework.controls());
        assertThat(OscalCatalogueFile.of(framework)).isEqualTo(OscalCatalogueFile.of(framework));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCI-DSS", "OCC-2020-62", "FFIEC", "DORA"})
    void comesBackAsItWentOut(String id) {
        Framework out = CATALOGUE.find(id).orElseThrow();

        Framework in = FrameworkDocument.read(OscalCatalogueFile.of(out), FILING, CATALOGUE.ownReader());

        assertThat(in.name()).isEqualTo(out.name());
        assertThat(in.publisher()).isEqualTo(out.publisher());
        assertThat(in.controls()).hasSameSizeAs(out.controls());
        for (int i = 0; i < out.controls().size(); i++) {
            Control was = out.controls().get(i);
            Control now = in.controls().get(i);
            assertThat(now.id().code()).isEqualTo(was.id().code());
            assertThat(now.title()).isEqualTo(was.title());
            assertThat(now.text()).isEqualTo(was.text());
            assertThat(now.paragraph()).isEqualTo(was.paragraph());
            assertThat(now.effectiveFrom()).isEqualTo(was.effectiveFrom());
            assertThat(now.checks()).isEqualTo(was.checks());
            assertThat(now.manual()).isEqualTo(was.manual());
            assertThat(now.limit()).isEqualTo(was.limit());
            assertThat(now.references()).isEqualTo(was.references());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCI-DSS", "OCC-2020-62", "FFIEC", "DORA", "FFIEC-CAT"})
    void isTheSameFrameworkInOurOwnForm(String id) {
        Framework framework = CATALOGUE.find(id).orElseThrow();

        byte[] yaml = DataFiles.write(FrameworkFile.of(framework));

        assertThat(FrameworkDocument.read(yaml, FILING, CATALOGUE.ownReader())).isEqualTo(framework);
    }

    @Test
    void takesControlsOfGroupsAndOfControlsWithoutAnyCheck() {
        Framework framework =
                FrameworkDocument.read("""
                {"catalog": {"uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724", "metadata": {"title": "A catalogue", "version": "5",
                  "last-modified": "2026-01-01T00:00:00Z", "oscal-version": "1.1.2", "parties": [{"name": "An institute"}]},
                 "groups": [{"id": "ac", "title": "Access", "controls": [
                   {"id": "ac-2_x", "title": "Accounts", "params": [{"id": "ac-2_p", "label": "a period"}],
                    "props": [{"name": "label", "value": "AC-2"}],
                    "parts": [{"name": "statement", "prose": "Review accounts every {{ insert: param, ac-2_p }}:",
                               "parts": [{"name": "item", "prose": "all of them."}]},
                              {"name": "guidance", "prose": "Not what is asked."}],
                    "controls": [{"id": "ac-2.1", "title": "By machine", "parts": []}]},
                   {"id": "ac-3", "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}]}]}]}}
                """.getBytes(StandardCharsets.UTF_8), FILING, CATALOGUE.ownReader());

        assertThat(framework.id().text()).isEqualTo("BANK");
        assertThat(framework.publisher()).isEqualTo("An institute");
        assertThat(framework.notice()).contains("left out: 1");
        assertThat(framework.controls())
                .extracting(control -> control.id().code(), Control::text, Control::paragraph)
                .containsExactly(
                        tuple("ac-2-x", "Review accounts every [a period]:\nall of them.", "Access, AC-2"),
                        tuple("ac-2.1", "By machine", "Access, Accounts, ac-2.1"));
        assertThat(framework.controls())
                .allSatisfy(control -> assertThat(control.checks()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                           | line 1
            {"profile": {}}                             | has no "catalog"
            {"catalog": {"metadata": {"title": "x"}}}   | a text that must be there is empty
            """)
    void saysWhatIsWrongWithADocument(String document, String what) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> FrameworkDocument.read(bytes, FILING, CATALOGUE.ownReader()))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(what);
    }

    @Test
    void saysInWhichLineOfAFileOfOurFormSomethingIsWrong() {
        String yaml = new String(
                DataFiles.write(FrameworkFile.of(CATALOGUE.find("DORA").orElseThrow())), StandardCharsets.UTF_8);
        List<String> lines = yaml.lines().toList();
        int line = 0;
        while (!lines.get(line).matches("- code: \"?A10\"?")) {
            line++;
        }
        byte[] unknown =
                yaml.replaceFirst("(?s)(code: \"?A10\"?.*?)C16:", "$1C99:").getBytes(StandardCharsets.UTF_8);
        byte[] broken = yaml.replaceFirst("publisher:", "publisher: [").getBytes(StandardCharsets.UTF_8);
        byte[] extra = (yaml + "colour: red\n").getBytes(StandardCharsets.UTF_8);
        String expected = "line " + (line + 1) + ":";

        assertThatThrownBy(() -> FrameworkDocument.read(unknown, FILING, CATALOGUE.ownReader()))
                .hasMessageContaining(expected)
                .hasMessageContaining("there is no check C99");
        assertThatThrownBy(() -> FrameworkDocument.read(broken, FILING, CATALOGUE.ownReader()))
                .hasMessageContaining("line ");
        assertThatThrownBy(() -> FrameworkDocument.read(extra, FILING, CATALOGUE.ownReader()))
                .hasMessageContaining("line ")
                .hasMessageContaining("colour");
    }
}
