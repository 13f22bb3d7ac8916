package io.exhibit.scans;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.estate.Component;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorReaderTests {

    private final List<Observation> rows = new ArrayList<>();
    private final List<ScanHeader> scans = new ArrayList<>();
    private int passedOver;

    private final ScanSink sink = new ScanSink() {

        @Override
        public void observation(Observation observation) {
            rows.add(observation);
        }

        @Override
        public void component(Component component) {
            throw new AssertionError("It lists no packages.");
        }

        @Override
        public void scan(ScanHeader header) {
            scans.add(header);
        }

        @Override
        public void passedOver() {
            passedOver++;
        }
    };

    @ParameterizedTest
    @CsvSource({
        "vulnerabilityreport_extended, 5, 0, 5, CONCLUSIVE",
        "vulnerabilityreport_single_vuln, 1, 1, 0, NOT_CONCLUSIVE",
        "vulnerabilityreport_no_vuln, 0, 0, 0, NOT_CONCLUSIVE"
    })
    void countsTheRowsAsTheReportHasThem(String sample, int all, int critical, int medium, String outcome)
            throws Exception {
        read(sample(sample));
        assertThat(rows).hasSize(all);
        ScanHeader scan = scans.getFirst();
        assertThat(scan.tally.of(Severity.CRITICAL)).isEqualTo(critical);
        assertThat(scan.tally.of(Severity.MEDIUM)).isEqualTo(medium);
        assertThat(scan.outcome(false).name()).isEqualTo(outcome);
        assertThat(scan.tool).isEqualTo("Trivy");
    }

    @Test
    void saysWhatItIsAbout() throws Exception {
        read(sample("vulnerabilityreport_extended"));
        ScanHeader scan = scans.getFirst();
        assertThat(requireNonNull(scan.image).reference().name()).isEqualTo("ubuntu:20.04");
        assertThat(scan.image.reference().digest())
                .as("beside a tag it is no manifest's")
                .isNull();
        assertThat(scan.image.imageId())
                .isEqualTo("sha256:f78909c2b360d866b3220655c0b079838258b8891a12ac25fc670f0cbb54229f");
        assertThat(scan.image.osFamily()).isEqualTo("ubuntu");
        assertThat(scan.namespace + " " + scan.workload).isEqualTo("lbc Pod/ubuntu");
        assertThat(scan.toolVersion).isEqualTo("0.48.3");
        assertThat(scan.reportedAt).hasToString("2024-01-23T13:43:55Z");
    }

    @Test
    void theWorkloadIsWhatPeopleDeploy() throws Exception {
        read(sample("vulnerabilityreport_single_vuln"));
        assertThat(scans.getFirst().workload).isEqualTo("Deployment/nginx-deployment");
    }

    /** The same rows, as Trivy itself writes them, are the same findings. */
    @Test
    void aRowIsTheSameFindingAsInTrivysOwnReport() throws Exception {
        read(sample("vulnerabilityreport_extended"));
        List<Observation> ofOperator = List.copyOf(rows);
        rows.clear();
        StringBuilder own = new StringBuilder();
        for (Observation row : ofOperator) {
            own.append(own.isEmpty() ? "" : ",")
                    .append(
                            "{\"VulnerabilityID\":\"%s\",\"PkgName\":\"%s\",\"InstalledVersion\":\"0\",\"Severity\":\"LOW\"}"
                                    .formatted(row.vulnerability(), row.pack().name()));
        }
        read(
                ("{\"SchemaVersion\":2,\"ArtifactName\":\"ubuntu:20.04\",\"ArtifactType\":\"container_image\",\"Results\":[{\"Target\":"
                                + "\"ubuntu:20.04 (ubuntu 20.04)\",\"Class\":\"os-pkgs\",\"Type\":\"ubuntu\",\"Vulnerabilities\":["
                                + own + "]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(rows.stream().map(Observation::fingerprint))
                .isEqualTo(ofOperator.stream().map(Observation::fingerprint).toList());
        assertThat(ofOperator.getFirst().fixedVersion()).isEqualTo("3.6.13-2ubuntu1.10");
        assertThat(requireNonNull(ofOperator.getFirst().score()).base()).isEqualByComparingTo("5.9");
        assertThat(ofOperator.getFirst().publishedAt()).isNotNull();
    }

    @Test
    void aLibraryIsToldFromItsCopiesByItsFile() throws Exception {
        String row =
                "{\"vulnerabilityID\":\"CVE-1\",\"resource\":\"a:b\",\"installedVersion\":\"1\",\"severity\":\"HIGH\","
                        + "\"class\":\"lang-pkgs\",\"packageType\":\"jar\",\"packagePath\":\"app/b.jar\",\"target\":\"Java\"}";
        read(("{\"kind\":\"VulnerabilityReport\",\"report\":{\"artifact\":{\"repository\":\"app\",\"digest\":\"sha256:"
                        + "ab".repeat(32) + "\"},\"registry\":{\"server\":\"registry.example\"},\"vulnerabilities\":["
                        + row
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(rows.getFirst().pack().location()).isEqualTo("app/b.jar");
        assertThat(scans.getFirst().classes).containsExactly("lang-pkgs");
        assertThat(requireNonNull(scans.getFirst().image).reference().digest()).isEqualTo("sha256:" + "ab".repeat(32));
    }

    @Test
    void aListHasAScanForEachReportAndTellsWhatIsNone() throws Exception {
        String items = new String(sample("findings_in_list"), StandardCharsets.UTF_8);
        read(("{\"apiVersion\":\"v1\",\"items\":" + items + ",\"kind\":\"List\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(scans).hasSize(1);
        assertThat(rows).hasSize(5);
        assertThat(passedOver).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clustercompliancereport", "configauditreport_no_vuln", "exposedsecretreport_single_vuln"})
    void otherReportsAreRefused(String sample) {
        assertThatThrownBy(() -> read(sample(sample))).isInstanceOf(Unreadable.class);
    }

    private byte[] sample(String name) throws IOException {
        try (InputStream in =
                requireNonNull(getClass().getResourceAsStream("/scans/trivy-operator/" + name + ".json"))) {
            return in.readAllBytes();
        }
    }

    private void read(byte[] document) throws Unreadable, IOException {
        ScanFormat.read(new ByteArrayInputStream(document), sink);
    }
}
