package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CycloneDxVexReaderTests {

    private final List<VexStatement> statements = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "vex, 1, 1, 1, not_affected",
        "Use-Cases__Case-1__vex, 1, 1, 1, not_affected",
        "Use-Cases__Case-5__vex, 2, 2, 2, affected",
        "Use-Cases__Case-9__vex, 19, 57, 57, not_affected",
        "CISA-Use-Cases__Case-1__vex-affected, 1, 1, 1, affected",
        "CISA-Use-Cases__Case-1__vex-fixed, 1, 1, 1, fixed",
        "CISA-Use-Cases__Case-1__vex-not_affected, 1, 1, 1, not_affected",
        "CISA-Use-Cases__Case-1__vex-under_investigation, 1, 1, 1, under_investigation",
        "guac-cyclonedx-vex-affected, 1, 1, 1, affected",
        "valid-vulnerability-1.4, 1, 1, 1, not_affected",
        "valid-vulnerability-1.6, 1, 1, 1, not_affected",
        "valid-vulnerability-1.7, 1, 1, 1, not_affected"
    })
    void statesWhatTheDocumentHas(String sample, int count, int products, int incomparable, String first)
            throws Exception {
        VexDocument document = sample(sample);
        assertThat(document.statements).isEqualTo(count).isEqualTo(statements.size());
        assertThat(document.products).isEqualTo(products);
        assertThat(document.incomparable).isEqualTo(incomparable);
        assertThat(statements.getFirst().status()).isEqualTo(first);
    }

    @Test
    void aVulnerabilityGoesByItsOtherNamesToo() throws Exception {
        sample("vex");
        VexStatement only = statements.getFirst();
        assertThat(only.names()).startsWith("CVE-2020-25649").contains("SNYK-JAVA-COMFASTERXMLJACKSONCORE-1048302");
        assertThat(only.reasons().justification()).isEqualTo("vulnerable_code_not_in_execute_path");
        assertThat(only.reasons().action()).isEqualTo("will not fix, update");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                      | lib                 | PACKAGE | pkg:npm/a@1                                 | none
            none                                      | pkg:npm/b@2         | PACKAGE | pkg:npm/b@2                                 | none
            pkg:oci/app?repository_url=r.example/app  | lib                 | IMAGE   | pkg:oci/app?repository_url=r.example/app    | pkg:npm/a@1
            pkg:oci/app?repository_url=r.example/app  | root                | IMAGE   | pkg:oci/app?repository_url=r.example/app    | none
            ''                                        | lib                 | OTHER   | The app                                     | pkg:npm/a@1
            ''                                        | root                | OTHER   | The app                                     | none
            none                                      | unknown             | OTHER   | unknown                                     | none
            none                                      | urn:cdx:1/1#pkg:npm/a@1 | OTHER | urn:cdx:1/1#pkg:npm/a@1                   | none
            """)
    void aComponentIsThatOfTheProductThatTheDocumentIsAbout(
            String root, String ref, VexProduct.Kind kind, String product, String part) throws Exception {
        String metadata = root == null
                ? ""
                : "\"metadata\":{\"component\":{\"bom-ref\":\"root\",\"name\":\"The app\",\"purl\":\"%s\"}},"
                        .formatted(root);
        read("""
                {"bomFormat":"CycloneDX","specVersion":"1.6",%s"components":[{"bom-ref":"outer","name":"o","components":[
                 {"bom-ref":"lib","name":"a","purl":"pkg:npm/a@1"}]}],
                 "vulnerabilities":[{"id":"CVE-1","analysis":{"state":"exploitable"},"affects":[{"ref":"%s"}]}]}
                """.formatted(metadata, ref));
        VexProduct only = statements.getFirst().products().getFirst();
        assertThat(only.kind()).isEqualTo(kind);
        assertThat(only.product()).isEqualTo(product);
        assertThat(only.part()).isEqualTo(part == null ? "" : part);
    }

    @Test
    void anImageByItsDigestIsItselfWhereverTheReferencePoints() throws Exception {
        String image = "pkg:oci/app@sha256:" + "ab".repeat(32);
        read(
                "{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[{\"id\":\"CVE-1\",\"analysis\":{\"state\":\"in_triage\"},"
                        + "\"affects\":[{\"ref\":\"urn:cdx:1/1#" + image + "\"}]}]}");
        assertThat(statements.getFirst().products().getFirst().isByDigest()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"bomFormat\":\"CycloneDX\"}",
                "{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[{\"id\":\"CVE-1\"}]}",
                "{\"bomFormat\":\"Other\",\"vulnerabilities\":[{\"id\":\"CVE-1\",\"analysis\":{\"state\":\"resolved\"}}]}",
                "{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[{\"id\":\"CVE-1\",\"analysis\":{\"state\":\"maybe\"}}]}",
                "{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[],\"components\":[]}",
                "{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":{}}"
            })
    void whatStatesNothingIsUnreadable(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Unreadable.class);
    }

    @Test
    void anSbomIsNoVex() {
        assertThatThrownBy(() -> sample("Use-Cases__Case-9__bom-1")).hasMessageContaining("states nothing");
        assertThatThrownBy(() -> sample("bom")).hasMessageContaining("states nothing");
    }

    private VexDocument sample(String name) throws Unreadable, IOException {
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/vex/cyclonedx/" + name + ".json"), name)) {
            return VexFormat.read(in, statements::add, fix -> {}).document();
        }
    }

    private VexDocument read(String text) throws Unreadable, IOException {
        return VexFormat.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), statements::add, fix -> {})
                .document();
    }
}
