package io.exhibit.scans;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.exhibit.HostileJson;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrypeReaderTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            many_vulns3                | 0.7.0  | 5 | 24 | 155 | 133 | 10 | lang-pkgs os-pkgs
            many_vulns_with_epss_values| 0.94.0 | 1 | 10 | 2   | 2   | 0  | lang-pkgs os-pkgs
            check_all_fields           | 0.28.0 | 2 | 3  | 0   | 1   | 0  | lang-pkgs os-pkgs
            no_vuln                    | 0.7.0  | 0 | 0  | 0   | 0   | 0  | lang-pkgs os-pkgs
            fix_available              | 0.75.0 | 0 | 1  | 0   | 0   | 0  | lang-pkgs os-pkgs
            keycloak-test              | 0.66.0 | 0 | 0  | 0   | 6   | 0  | lang-pkgs os-pkgs
            report                     | 0.63.1 | 0 | 2  | 1   | 0   | 0  | lang-pkgs
            amazon                     | 0.79.3 | 0 | 6  | 6   | 1   | 3  | lang-pkgs os-pkgs
            """)
    void countsWhatAPersonCounts(
            String name, String version, int critical, int high, int medium, int low, int unknown, String classes)
            throws Exception {
        ReadReport collected = read(sample(name));
        ScanHeader header = collected.header();
        Tally tally = header.tally;
        assertThat(List.of(
                        tally.of(Severity.CRITICAL),
                        tally.of(Severity.HIGH),
                        tally.of(Severity.MEDIUM),
                        tally.of(Severity.LOW),
                        tally.of(Severity.UNKNOWN)))
                .containsExactly(critical, high, medium, low, unknown);
        assertThat(collected.observations).hasSize(tally.total());
        assertThat(header.toolVersion).isEqualTo(version);
        assertThat(String.join(" ", header.classes)).isEqualTo(classes);
        assertThat(header.outcome(false).name()).isEqualTo("CONCLUSIVE");
        assertThat(header.tool + " " + header.format).isEqualTo("Grype grype");
    }

    @Test
    void saysWhichImageByRepositoryAndDigestAndWithWhatKnowledge() throws Exception {
        ScanHeader header = read(sample("keycloak-test")).header();
        assertThat(requireNonNull(header.image).reference().repository()).isEqualTo("keycloak/keycloak");
        assertThat(header.image.reference().tag()).isEqualTo("21.0.2");
        assertThat(header.image.reference().digest())
                .isEqualTo("sha256:347a0d748d05a050dc64b92de2246d2240db6eb38afbc17c3c08d0acb0db1b50");
        assertThat(header.image.osFamily()).isEqualTo("redhat");
        ScanHeader amazon = read(sample("amazon")).header();
        assertThat(amazon.reportedAt).isEqualTo(Instant.parse("2024-08-29T17:47:41.623667Z"));
        assertThat(amazon.databaseAt).isEqualTo(Instant.parse("2024-08-29T01:31:52Z"));
        assertThat(requireNonNull(amazon.image).reference().digest())
                .as("that of the manifest is the daemon's own")
                .isNull();
        assertThat(read(sample("many_vulns_with_epss_values")).header().databaseAt)
                .isEqualTo(Instant.parse("2025-06-19T04:12:38Z"));
        ScanHeader directory = read(sample("report")).header();
        assertThat(directory.artifactType + " " + directory.artifact)
                .isEqualTo("filesystem /home/dimitritenenbaum/.m2/repository/org/apache/tomcat/");
        assertThat(directory.image).isNull();
    }

    @Test
    void namesPackagesAsTrivyDoes() throws Exception {
        assertThat(packages("many_vulns3")).contains("os-pkgs debian bash  5.0-4");
        assertThat(packages("keycloak-test")).contains("os-pkgs redhat nss-util  3.79.0-17.el9_1");
        assertThat(packages("amazon"))
                .contains(
                        "os-pkgs amazon openssl-libs  1:1.0.2k-24.amzn2.0.12",
                        "lang-pkgs python-pkg urllib3 var/runtime/urllib3-1.26.18.dist-info/METADATA 1.26.18",
                        "lang-pkgs gobinary stdlib usr/local/bin/aws-lambda-rie go1.22.4",
                        "lang-pkgs binary python var/lang/bin/python3.9 3.9.19");
        assertThat(packages("report"))
                .contains(
                        "lang-pkgs jar org.apache.tomcat.jdbc:tomcat-jdbc tomcat-jdbc/8.0.28/tomcat-jdbc-8.0.28.jar 8.0.28");
    }

    /** What Trivy's row of the same jar in the same archive has, in spring4shell-jre8.json. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "type":"java-archive","purl":"pkg:maven/org.springframework/spring-beans@5.3.15","locations":[{"path":"/usr/local/tomcat/webapps/helloworld.war"}],"metadata":{"virtualPath":"/usr/local/tomcat/webapps/helloworld.war:WEB-INF/lib/a.jar"} | lang-pkgs jar org.springframework:spring-beans usr/local/tomcat/webapps/helloworld.war/WEB-INF/lib/a.jar
            "type":"npm","locations":[{"path":"/juice-shop/node_modules/a/package.json"}]      | lang-pkgs node-pkg n juice-shop/node_modules/a/package.json
            "type":"npm","locations":[{"path":"/package-lock.json"}]                           | lang-pkgs npm n package-lock.json
            "type":"go-module","locations":[{"path":"/submod/go.mod"}]                         | lang-pkgs gomod n submod/go.mod
            "type":"rust-crate","locations":[{"path":"/Cargo.lock"}]                           | lang-pkgs cargo n Cargo.lock
            "type":"gem","locations":[{"path":"/usr/lib/gems/n-1.gemspec"}]                    | lang-pkgs gemspec n usr/lib/gems/n-1.gemspec
            "type":"python","locations":[{"path":"/a/RECORD"},{"path":"/a/METADATA"}]          | lang-pkgs python-pkg n a/METADATA
            "type":"python","locations":[{"path":"/b"},{"path":"/a","annotations":{"evidence":"primary"}}] | lang-pkgs python-pkg n a
            "type":"deb","purl":"pkg:deb/ubuntu/n@1?distro=ubuntu-22.04"                       | os-pkgs ubuntu n
            "type":"apk","purl":"pkg:apk/alpine/n@1?distro=alpine-3.19.1"                      | os-pkgs alpine n
            "type":"rpm","purl":"pkg:rpm/n@1?distro=almalinux-9.3"                             | os-pkgs alma n
            "type":"rpm"                                                                       | os-pkgs centos n
            """)
    void placesPackagesWhereTrivyDoes(String artifact, String expected) throws Exception {
        Observation.PackageFacts pack =
                one("\"vulnerability\":{\"id\":\"CVE-2026-1000\",\"namespace\":\"redhat:distro:centos:7\"},\"artifact\":{\"name\":\"n\","
                                + artifact + "}")
                        .pack();
        assertThat((pack.resultClass() + " " + pack.type() + " " + pack.name() + " " + pack.location()).strip())
                .isEqualTo(expected);
    }

    @Test
    void takesTheCveOfAnAdvisoryThatStandsForOne() throws Exception {
        assertThat(read(sample("amazon")).observations)
                .extracting(Observation::vulnerability, Observation::alias)
                .contains(
                        tuple("CVE-2024-39689", "ALAS-2024-2607"),
                        tuple("ALAS-2024-2595", null),
                        tuple("CVE-2024-37891", "GHSA-34jh-p97f-mpxf"),
                        tuple("CVE-2024-24791", null));
    }

    @Test
    void takesTheHighestRelatedScoreWhereTheSourceHasNone() throws Exception {
        Observation advisory = read(sample("amazon")).observations.getFirst();
        assertThat(requireNonNull(advisory.score()).base()).isEqualByComparingTo("7.5");
        assertThat(advisory.severity()).isEqualTo(Severity.LOW);
        assertThat(advisory.severitySource()).isEqualTo("amazon");
        assertThat(advisory.fixedVersion()).isEqualTo("2023.2.68-1.amzn2.0.1");
        assertThat(requireNonNull(read(sample("many_vulns3"))
                                .observations
                                .getLast()
                                .score())
                        .base())
                .isEqualByComparingTo("9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            [{"version":"2","date":"2026-03-05","kind":"advisory"}]                                        | 2026-03-05T00:00:00Z | advisory
            [{"date":"2026-03-05","kind":"first-observed"},{"date":"2026-03-05","kind":"release"}]         | 2026-03-05T00:00:00Z | release
            [{"date":"2026-03-05","kind":"advisory"},{"date":"2026-03-04","kind":"first-observed"}]        | 2026-03-04T00:00:00Z | first-observed
            [{"date":"2026-03-05T07:00:00Z"}]                                                              | 2026-03-05T07:00:00Z | first-observed
            [{"date":"0001-01-01","kind":"advisory"}]                                                      | null | null
            [{"date":"soon","kind":"advisory"}]                                                            | null | null
            []                                                                                             | null | null
            """)
    void takesTheEarliestDateOfAFix(String available, Instant at, String kind) throws Exception {
        Observation row = one(
                "\"vulnerability\":{\"id\":\"CVE-2026-1000\",\"fix\":{\"state\":\"fixed\",\"versions\":[\"2\",\"3\"],\"available\":"
                        + available + "}},\"artifact\":{\"name\":\"n\",\"type\":\"npm\"}");
        assertThat(row.fixedVersion()).isEqualTo("2, 3");
        assertThat(row.vendorStatus()).isEqualTo("fixed");
        assertThat(row.fixDate()).isEqualTo(at == null ? null : new Observation.FixDate(at, kind));
    }

    @Test
    void keepsWhatARuleLeftOutAndSaysWhichRule() throws Exception {
        ReadReport collected = read("""
                {"matches":[],"distro":{"name":"debian","version":"12"},"ignoredMatches":[{
                  "vulnerability":{"id":"CVE-2026-1000","severity":"High"},"artifact":{"name":"n","type":"deb"},
                  "appliedIgnoreRules":[{"vulnerability":"","reason":"not reached","namespace":"vex","vex-status":"not_affected",
                                         "package":{"name":"n"},"include-aliases":false}]}]}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(collected.observations.getFirst().suppression())
                .isEqualTo("ignored by a rule: not reached (namespace vex, vex-status not_affected, package name n)");
        assertThat(collected.header().tally.total()).isZero();
        assertThat(collected.header().tally.suppressed).isOne();
    }

    @Test
    void provesNothingWhenNothingShowsThatThereWasAnythingToLookAt() throws Exception {
        ReadReport collected =
                read("{\"matches\":[],\"source\":{\"type\":\"directory\",\"target\":\"/a\"},\"distro\":{\"name\":\"\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(collected.header().outcome(false).name()).isEqualTo("NOT_CONCLUSIVE");
    }

    @Test
    void hasFailedWhenItsDatabaseDid() throws Exception {
        assertThat(read("""
                {"matches":[],"distro":{"name":"debian"},"descriptor":{"name":"grype","db":{"status":{"error":"too old","valid":false}}}}
                """.getBytes(StandardCharsets.UTF_8))
                        .header()
                        .outcome(false)
                        .name())
                .isEqualTo("FAILED");
    }

    @Test
    void readsWhateverTheOrderOfTheFields() throws Exception {
        ReadReport collected = read("""
                {"$schema":"x","descriptor":{"version":"1","name":"grype"},"distro":{"name":"debian","version":"12"},
                 "source":{"target":{"userInput":"registry:registry.example/pay:1","repoDigests":[]},"type":"image"},"matches":[]}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(requireNonNull(collected.header().image).reference().repository())
                .isEqualTo("registry.example/pay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"artifacts\":[],\"source\":{\"type\":\"image\"},\"distro\":{},\"descriptor\":{\"name\":\"syft\"}}",
                "{\"matches\":[],\"descriptor\":{\"name\":\"syft\"}}",
                "{\"descriptor\":{\"name\":\"grype\"}}",
                "{\"matches\":null,\"descriptor\":{\"name\":\"grype\"}}",
                "{}"
            })
    void doesNotTakeOtherDocumentsForReportsWithoutFindings(String document) {
        assertThat(ReadReport.reason(document.getBytes(StandardCharsets.UTF_8))).isEqualTo("unknown-format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"matches\":{}}",
                "{\"matches\":[1]}",
                "{\"matches\":[{\"artifact\":{\"name\":\"a\"}}]}",
                "{\"matches\":[{\"vulnerability\":{\"id\":\"CVE-2026-1000\"}}]}"
            })
    void refusesMatchesThatAreNone(String document) {
        assertThat(ReadReport.reason(document.getBytes(StandardCharsets.UTF_8))).isEqualTo("schema");
    }

    @Test
    void takesNoMoreThanAMomentWhateverStandsInIt() throws Exception {
        for (Map.Entry<String, String> value : HostileJson.values().entrySet()) {
            byte[] report = ("{\"matches\":[{\"vulnerability\":{\"id\":" + value.getValue() + "}}],\"extra\":"
                            + value.getValue() + "}")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(HostileJson.cost(() -> attempt(report)))
                    .as(value.getKey())
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amazon", "check_all_fields", "fix_available", "report"})
    void survivesADocumentCutAnywhereAndAnyByteFlipped(String name) throws IOException {
        byte[] whole = sample(name);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 1500) {
            attempt(Arrays.copyOf(whole, length));
        }
        Random random = new Random(20261121);
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
            attempt(damaged);
        }
    }

    private static List<String> packages(String name) throws Exception {
        return read(sample(name)).observations.stream()
                .map(Observation::pack)
                .map(pack ->
                        String.join(" ", pack.resultClass(), pack.type(), pack.name(), pack.location(), pack.version()))
                .toList();
    }

    private static Observation one(String match) throws Exception {
        return read(("{\"matches\":[{" + match + "}]}").getBytes(StandardCharsets.UTF_8))
                .observations
                .getFirst();
    }

    private static ReadReport read(byte[] bytes) throws Unreadable, IOException {
        ReadReport report = ReadReport.of(bytes);
        assertThat(report.components).as("Grype lists no packages").isEmpty();
        return report;
    }

    private static void attempt(byte[] bytes) throws IOException {
        assertThat(ReadReport.attempt(bytes).components)
                .as("Grype lists no packages")
                .isEmpty();
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = GrypeReaderTests.class.getResourceAsStream("/scans/grype-" + name + ".json")) {
            return requireNonNull(in).readAllBytes();
        }
    }
}
