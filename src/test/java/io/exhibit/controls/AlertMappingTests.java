package io.exhibit.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AlertMappingTests {

    private final AlertMapping mapping = new AlertMapping();

    @Test
    void putsAShellInATerminalIntoItsClass() {
        assertThat(mapping.classOf("Terminal shell in container")).contains("RT-SHELL");
        assertThat(mapping.describe("RT-SHELL")).map(AlertClass::name).contains("Interactive shell");
    }

    @Test
    void knowsNoClassForARuleOfTheBanksOwn() {
        assertThat(mapping.classOf("Our own rule 7")).isEmpty();
        assertThat(mapping.controlsOf("RT-NOBODY")).isEmpty();
    }

    @Test
    void givesEveryClassControlsEachWithARationale() {
        assertThat(mapping.classes())
                .hasSizeGreaterThanOrEqualTo(14)
                .allSatisfy(known -> assertThat(mapping.controlsOf(known.id()))
                        .isNotEmpty()
                        .allSatisfy(bearing -> assertThat(bearing.rationale()).isNotBlank()));
    }

    @Test
    void neverReadsTheSensorsOldPciTagsAsControls() {
        assertThat(mapping.classes().stream().flatMap(known -> mapping.controlsOf(known.id()).stream()))
                .extracting(bearing -> bearing.control().code())
                .doesNotContain("10.2.5", "6.4.2");
        assertThat(mapping.controlsOf("RT-EGRESS"))
                .filteredOn(bearing -> bearing.control().code().equals("11.5.1"))
                .singleElement()
                .extracting(AlertBearing::strength)
                .isEqualTo(AlertBearing.Strength.SUPPORTING);
    }

    @Test
    void refusesAMappingWithoutARationale() {
        String file = """
                version: 1
                effective_from: 2026-11-21
                telemetry: []
                classes:
                  - id: RT-SHELL
                    name: Shell
                    meaning: A shell.
                    rules: [Terminal shell in container]
                    controls: [{framework: PCI-DSS, control: 10.4.1.1, bearing: DIRECT, rationale: ""}]
                """;
        assertThatThrownBy(() -> read(file)).isInstanceOf(BadData.class).hasMessageContaining("rationale");
    }

    @Test
    void refusesAFieldThatNobodyKnows() {
        assertThatThrownBy(() -> read("version: 1\neffective_from: 2026-11-21\ntelemetry: []\nclasses: []\nextra: 1\n"))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("extra");
    }

    private static AlertMapping read(String file) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        return new AlertMapping("test.yaml", DataFiles.parse("test.yaml", bytes, MappingFile.class));
    }
}
