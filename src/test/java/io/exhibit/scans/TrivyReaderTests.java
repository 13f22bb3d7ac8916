package io.exhibit.scans;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.HostileJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrivyReaderTests {

    @Test
    void readsAnImageReportWhole() throws Exception {
        ReadReport collected = ReadReport.of(sample("alpine-39"));
        assertThat(collected.observations).hasSize(6);
        Observation first = collected.observations.getFirst();
        assertThat(first.vulnerability()).isEqualTo("CVE-2019-1549");
        assertThat(first.pack().name()).isEqualTo("libcrypto1.1");
        assertThat(first.pack().resultClass()).isEqualTo("os-pkgs");
        assertThat(first.fixedVersion()).isEqualTo("1.1.1d-r0");
        ScanHeader header = collected.headers.getFirst();
        assertThat(header.classes).containsExactly("os-pkgs");
        assertThat(requireNonNull(header.image).reference().repository())
                .isEqualTo("ghcr.io/aquasecurity/trivy-test-images");
        assertThat(header.outcome(false).name()).isEqualTo("CONCLUSIVE");
    }

    @Test
    void readsEachResourceOfAClusterAsAScanOfItsOwn() throws Exception {
        ReadReport collected = ReadReport.of(sample("trivy--k8s-scan-results"));
        assertThat(collected.headers).hasSize(254);
        assertThat(collected.headers.stream()
                        .filter(header -> header.outcome(false).name().equals("FAILED")))
                .hasSize(2);
        assertThat(collected.headers.stream()
                        .mapToInt(header -> header.tally.misconfigurations)
                        .sum())
                .isEqualTo(218);
    }

    /** H3. */
    @Test
    void takesNoMoreThanAMomentWhateverStandsInIt() throws Exception {
        for (Map.Entry<String, String> value : HostileJson.values().entrySet()) {
            byte[] report = ("{\"SchemaVersion\":2,\"ArtifactName\":\"a\",\"ArtifactType\":\"repository\",\"Extra\":"
                            + value.getValue() + ",\"Results\":[]}")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(HostileJson.cost(() -> ReadReport.attempt(report)))
                    .as(value.getKey())
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void saysThatAReportWithoutPackageResultsProvesNothing() throws Exception {
        assertThat(ReadReport.of(sample("juice-shop-v12.10.2-no-results"))
                        .headers
                        .getFirst()
                        .outcome(false)
                        .name())
                .isEqualTo("NOT_CONCLUSIVE");
        assertThat(ReadReport.of(sample("dockerfile"))
                        .headers
                        .getFirst()
                        .outcome(false)
                        .name())
                .isEqualTo("NOT_CONCLUSIVE");
    }

    @Test
    void repairsWhatPostgreSqlCouldNotKeep() throws Exception {
        ReadReport collected = ReadReport.of(
                ("{\"SchemaVersion\":2,\"Results\":[{\"Class\":\"os-pkgs\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-1\","
                                + "\"PkgName\":\"a\\u0000b\",\"Title\":\"x\\ud800y\"}]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(collected.observations.getFirst().pack().name()).isEqualTo("a\uFFFDb");
        assertThat(collected.observations.getFirst().title()).isEqualTo("x\uFFFDy");
    }

    @Test
    void refusesNestingBeyondItsLimit() {
        String deep = "{\"SchemaVersion\":2,\"X\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(ReadReport.reason(deep.getBytes(StandardCharsets.UTF_8))).isEqualTo("too-deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"image_name\":\"a\",\"results\":[]}]",
                "[{\"cve\":\"CVE-1\",\"epss\":0.1}]",
                "[{\"Target\":\"a\"},{\"kind\":\"ClusterComplianceReport\"}]",
                "[{}]"
            })
    void doesNotTakeTheListsOfOtherToolsForReportsWithoutFindings(String list) {
        assertThat(ReadReport.reason(list.getBytes(StandardCharsets.UTF_8))).isEqualTo("unknown-format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "20", "null", "\"x\"", "{}"})
    void doesNotGuessWhatAnotherSchemaVersionMeans(String version) {
        String report = "{\"ArtifactName\":\"a\",\"Results\":[],\"SchemaVersion\":" + version + "}";
        assertThat(ReadReport.reason(report.getBytes(StandardCharsets.UTF_8))).isEqualTo("unknown-version");
    }

    @Test
    void refusesMoreNamesThanItCanRemember() {
        String names =
                IntStream.range(0, 60_000).mapToObj(n -> ",\"n" + n + "\":1").collect(Collectors.joining());
        assertThat(ReadReport.reason(("{\"SchemaVersion\":2" + names + "}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("too-many");
        assertThat(ReadReport.reason(
                        ("{\"SchemaVersion\":2,\"X\":[{\"a\":1" + names + "}]}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("too-many");
    }

    @Test
    void forgetsTheNamesOfObjectsThatAreOver() {
        String objects = ",{\"a\":1,\"b\":{\"c\":2}}".repeat(60_000).substring(1);
        assertThat(ReadReport.reason(
                        ("{\"SchemaVersion\":2,\"X\":[" + objects + "]}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("readable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "1e-99999", "1e999999999", "1e99999999999", "11", "-1", "\"NaN\"", "{}"})
    void takesOnlyAScoreThatCanBeOne(String score) throws Exception {
        ReadReport collected = ReadReport.of(
                ("{\"SchemaVersion\":2,\"Results\":[{\"Class\":\"os-pkgs\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-1\","
                                + "\"PkgName\":\"a\",\"CVSS\":{\"nvd\":{\"V3Score\":" + score + "}}}]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(collected.observations).hasSize(1);
        assertThat(collected.observations.getFirst().score()).isNull();
    }

    @Test
    void ignoresFieldsItDoesNotKnow() throws Exception {
        assertThat(ReadReport.of("{\"SchemaVersion\":2,\"New\":{\"a\":[1,{\"b\":null}]},\"Results\":null}"
                                .getBytes(StandardCharsets.UTF_8))
                        .headers)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpine-39", "npm-with-suppressed", "legacy_trivy_mix", "gomod-vex", "trivy_result"})
    void survivesADocumentCutAnywhereAndAnyByteFlipped(String name) throws IOException {
        byte[] whole = sample(name);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 1500) {
            ReadReport.attempt(Arrays.copyOf(whole, length));
        }
        Random random = new Random(20261121);
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
            ReadReport.attempt(damaged);
        }
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = TrivyReaderTests.class.getResourceAsStream("/scans/" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}
