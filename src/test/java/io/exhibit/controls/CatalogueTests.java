package io.exhibit.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.kernel.NotFound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTests {

    private final Catalogue catalogue = new Catalogue(new AlertMapping());

    @Test
    void listsTheFrameworksThatExaminersAskBy() {
        assertThat(catalogue.frameworks())
                .extracting(framework -> framework.id().text())
                .containsExactly("PCI-DSS", "OCC-2020-62", "FFIEC", "DORA", "FFIEC-CAT");
    }

    @Test
    void findsThirdPartyRiskUnderTheNameItIsAskedForAndSaysWhatCarriesIt() {
        Framework occ = catalogue.find("2020-62").orElseThrow();
        assertThat(catalogue.find("occ-2023-17")).contains(occ);
        assertThat(occ.notice())
                .contains("COVID-19")
                .contains("2023-17")
                .contains("88 FR 37920")
                .contains("15 September 2026");
        assertThat(occ.controls())
                .extracting(control -> control.id().code())
                .contains("PLANNING", "DUE-DILIGENCE", "CONTRACT", "MONITORING", "TERMINATION");
    }

    @Test
    void keepsTheCybersecurityAssessmentToolWithdrawnAndWithoutChecks() {
        Framework cat = catalogue.find("CAT").orElseThrow();
        assertThat(cat.standing()).isEqualTo(Standing.WITHDRAWN);
        assertThat(cat.withdrawn()).map(Effective::toString).contains("31 Aug 2025");
        assertThat(cat.controls()).isNotEmpty().allSatisfy(control -> {
            assertThat(control.checks()).isEmpty();
            assertThat(control.successors()).isNotEmpty();
        });
    }

    @Test
    void hasTheControlsThatWereAskedFor() {
        assertThat(codes("PCI-DSS"))
                .contains(
                        "6.3.1", "6.3.2", "6.3.3", "11.3.1", "11.3.1.1", "11.3.1.2", "11.3.1.3", "10.4.1.1", "10.4.3");
        assertThat(codes("FFIEC"))
                .contains(
                        "IS-6.6",
                        "IS-6.15",
                        "IS-8.1.c-d",
                        "AIO-12.5.c",
                        "AIO-15.3.a",
                        "AIO-15.3.b",
                        "DAM-4",
                        "DAM-4.8");
        assertThat(codes("DORA"))
                .contains("A8", "A9.4.f", "A10", "RTS-10.2.b", "RTS-10.2.d", "RTS-10.2.f", "RTS-10.2.g", "RTS-10.2.h")
                .contains("RTS-10.3", "RTS-10.4.d", "RTS-23.2");
    }

    @Test
    void givesEveryControlTextParagraphAndDatesAndEveryCheckARationale() {
        assertThat(controls()).allSatisfy(control -> {
            assertThat(control.text()).isNotBlank();
            assertThat(control.paragraph()).isNotBlank();
            assertThat(control.effectiveFrom().toString()).isNotBlank();
            assertThat(control.checks()).allSatisfy(use -> {
                assertThat(use.rationale()).isNotBlank();
                assertThat(use.check().question()).isNotBlank();
            });
        });
    }

    @Test
    void usesEveryCheckThatItDefines() {
        assertThat(controls()
                        .flatMap(control -> control.checks().stream())
                        .map(use -> use.check().id()))
                .containsAll(
                        catalogue.checks().stream().map(CheckDefinition::id).toList());
    }

    @Test
    void takesTheNumbersOfTheLawAndSaysWhichAreOurs() {
        assertThat(catalogue.profile("PCI").value("scan_max_gap_hours")).isEqualTo(92 * 24);
        assertThat(catalogue.profile("DORA").find("scan_max_gap_hours_critical"))
                .hasValue(168);
        assertThat(catalogue.profile("DORA").parameters())
                .filteredOn(parameter -> parameter.name().equals("scan_max_gap_hours_critical"))
                .extracting(Parameter::basis)
                .containsExactly(Parameter.Basis.LAW);
        assertThat(catalogue.profile("FFIEC_OCC").parameters())
                .filteredOn(parameter -> parameter.basis() != Parameter.Basis.POLICY)
                .extracting(Parameter::name)
                .containsExactly("board_report_days");
    }

    @Test
    void neverClaimsThatTheOccDemandsSomething() {
        assertThat(catalogue.find("OCC").orElseThrow().toString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("required by");
    }

    @Test
    void hasOneVersionForTheSameFiles() {
        assertThat(catalogue.version()).isEqualTo(new Catalogue(new AlertMapping()).version());
    }

    @Test
    void doesNotKnowAControlOfAnotherFramework() {
        ControlId nobody = new ControlId(new FrameworkId("DORA"), "6.3.3");
        assertThatThrownBy(() -> catalogue.control(nobody)).isInstanceOf(NotFound.class);
    }

    @Test
    void refusesACheckThatNobodyDefined() {
        assertThatThrownBy(() -> read("checks: {C99: Because.}"))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("C99");
    }

    @Test
    void refusesACheckWithoutARationale() {
        assertThatThrownBy(() -> read("checks: {C07: ''}")).isInstanceOf(BadData.class);
    }

    @Test
    void refusesAControlInForceWithoutAnyCheck() {
        assertThatThrownBy(() -> read("manual: [Ask somebody.]")).isInstanceOf(BadData.class);
    }

    @Test
    void refusesChecksForAWithdrawnControl() {
        assertThatThrownBy(() -> read("checks: {C07: Because.}\n    effective_to: 2025-08-31"))
                .isInstanceOf(BadData.class);
    }

    private Stream<Control> controls() {
        return catalogue.frameworks().stream().flatMap(framework -> framework.controls().stream());
    }

    private List<String> codes(String framework) {
        return catalogue.find(framework).orElseThrow().controls().stream()
                .map(control -> control.id().code())
                .toList();
    }

    private static Framework read(String rest) {
        String file = """
                id: TEST
                name: Test
                version: "1"
                aliases: []
                publisher: Us
                nature: A test.
                profile: PCI
                natural_scope: all
                status: OPERATIVE
                effective_from: 2025-01-17
                checked_on: 2026-11-21
                source: {title: Test, url: "https://example.org/"}
                notice: A test.
                controls:
                  - code: "1"
                    title: One
                    text: One thing.
                    paragraph: Paragraph 1
                    effective_from: 2025-01-17
                """ + "    " + rest + "\n";
        FrameworkReader reader = new FrameworkReader(
                Map.of("C07", new CheckDefinition("C07", "Seven", "Seven?", "seven")),
                Map.of("PCI", new Profile("PCI", "PCI", 1, List.of())));
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        return reader.read("test.yaml", DataFiles.parse("test.yaml", bytes, FrameworkFile.class));
    }
}
