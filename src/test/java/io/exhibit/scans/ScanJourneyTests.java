package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A report on its way from a pipeline to findings, over the real door. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ScanJourneyTests {

    private static final String DIGEST = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private Api api;

    /** Each test is a world of its own: targets differ by environment. */
    private final String world =
            "w" + UUID.nameUUIDFromBytes(new byte[] {(byte) System.nanoTime()}) + System.nanoTime();

    @BeforeEach
    void signIn() {
        String token = tokens.issue("ci", EnumSet.of(Permission.SCANS_WRITE), Duration.ofDays(1), Actor.SYSTEM);
        api = new Api(port, token);
    }

    @Test
    void putsANameThatCannotBeKeptAsideAndGoesOn() {
        String name = new Random(54)
                .ints(6000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String report = "{\"SchemaVersion\":2,\"ArtifactType\":\"repository\",\"ArtifactName\":\"%s\"}";
        String door = "/api/v1/scans?wait=30s&environment=" + world;
        Api.Answer tooLong = api.post(door, report.formatted(name).getBytes(StandardCharsets.UTF_8));
        assertThat(tooLong.text("/state")).isEqualTo("QUARANTINED");
        assertThat(tooLong.text("/reason")).isEqualTo("too-large");
        assertThat(api.post(door, report.formatted("next").getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
    }

    @ParameterizedTest
    @CsvSource({
        "alpine-39, 6, 2, 0, 4, 0, 0",
        "juice-shop-v12.10.2, 182, 28, 100, 48, 6, 0",
        "trivy--k8s-scan-results, 454, 27, 151, 75, 201, 0",
        "legacy_trivy_mix, 7, 0, 6, 0, 0, 1",
        "trivy_result, 4, 1, 1, 1, 1, 0",
        "gomod-vex, 4, 0, 0, 0, 0, 4",
        "alpine-39-skip, 0, 0, 0, 0, 0, 0",
        "legacy_no_vuln, 0, 0, 0, 0, 0, 0",
        "minikube-kbom, 1, 0, 0, 0, 1, 0"
    })
    void countsTheRowsAsTheDocumentHasThem(
            String sample, int total, int critical, int high, int medium, int low, int unknown) throws IOException {
        Api.Answer answer = post(sample);
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
        assertThat(answer.number("/counts/observations/total")).isEqualTo(total);
        assertThat(answer.number("/counts/observations/critical")).isEqualTo(critical);
        assertThat(answer.number("/counts/observations/high")).isEqualTo(high);
        assertThat(answer.number("/counts/observations/medium")).isEqualTo(medium);
        assertThat(answer.number("/counts/observations/low")).isEqualTo(low);
        assertThat(answer.number("/counts/observations/unknown")).isEqualTo(unknown);
    }

    @Test
    void givesTheSameReceiptForTheSameBytesAndDoesNothingTwice() throws IOException {
        Api.Answer first = post("alpine-39");
        Api.Answer second = post("alpine-39");
        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/id")).isEqualTo(first.text("/id"));
        assertThat(second.body().at("/receipt")).isEqualTo(first.body().at("/receipt"));
        assertThat(findings("state = 'OPEN'")).isEqualTo(6);
    }

    @Test
    void keepsTheBytesAsTheyCame() throws IOException {
        byte[] sent = sample("alpine-39");
        Api.Answer answer = post("alpine-39");
        assertThat(answer.text("/sha256")).isEqualTo(Sha256.of(sent).hex());
        assertThat(jdbc.sql("SELECT head FROM ledger.original WHERE sha256 = :sha")
                        .param("sha", Sha256.of(sent).bytes())
                        .query(byte[].class)
                        .single())
                .isEqualTo(sent);
    }

    @Test
    void closesWhatALaterScanOfTheSameTargetNoLongerShowsAndReopensWhatComesBack() throws IOException {
        post("alpine-39");
        String later = new String(sample("alpine-39"), StandardCharsets.UTF_8)
                .replace("2021-08-25T12:20:30", "2021-08-26T12:20:30");
        String fixed = later.replaceAll("(?s)\"Vulnerabilities\": \\[.*?\\n      \\]", "\"Vulnerabilities\": []");
        Api.Answer clean = send(fixed);
        assertThat(clean.number("/counts/findings/closed"))
                .as(clean.body().toString())
                .isEqualTo(6);
        assertThat(findings("state = 'OPEN'")).isZero();
        Api.Answer again = send(later.replace("2021-08-26", "2021-08-27"));
        assertThat(again.number("/counts/findings/reopened")).isEqualTo(6);
        assertThat(findings("state = 'OPEN' AND episode = 2")).isEqualTo(6);
        assertThat(episodes()).isEqualTo(12);
    }

    @Test
    void changesNothingWhenTheSameFindingsComeInANewReport() throws IOException {
        post("juice-shop-v12.10.2");
        long rows = rowVersions();
        Api.Answer again = send(new String(sample("juice-shop-v12.10.2"), StandardCharsets.UTF_8) + "\n");
        assertThat(again.number("/counts/findings/created")).isZero();
        assertThat(again.number("/counts/findings/closed")).isZero();
        assertThat(again.number("/counts/findings/unchanged")).isEqualTo(findings("state = 'OPEN'"));
        assertThat(rowVersions()).isEqualTo(rows);
    }

    @Test
    void closesNothingWhenAnotherTargetIsScanned() throws IOException {
        post("alpine-39");
        Api.Answer other = post("debian-buster");
        assertThat(other.number("/counts/findings/closed")).isZero();
        assertThat(findings("state = 'OPEN'")).isEqualTo(8);
    }

    @Test
    void closesNothingOnAReportWithoutResults() throws IOException {
        post("juice-shop-v12.10.2");
        long open = findings("state = 'OPEN'");
        Api.Answer empty = post("juice-shop-v12.10.2-no-results");
        assertThat(empty.text("/state")).isEqualTo("INTERPRETED");
        assertThat(empty.number("/counts/findings/closed")).isZero();
        assertThat(findings("state = 'OPEN'")).isEqualTo(open);
    }

    @Test
    void closesNothingOnAScanOlderThanTheLast() throws IOException {
        String newer = new String(sample("alpine-39"), StandardCharsets.UTF_8).replace("2021-08-25", "2021-09-25");
        send(newer);
        String older = new String(sample("alpine-39"), StandardCharsets.UTF_8)
                .replaceAll("(?s)\"Vulnerabilities\": \\[.*?\\n      \\]", "\"Vulnerabilities\": []");
        Api.Answer answer = send(older);
        assertThat(answer.number("/counts/findings/closed")).isZero();
        assertThat(findings("state = 'OPEN'")).isEqualTo(6);
    }

    /** H19: in every order, and all of it again afterwards in other bytes. */
    @Test
    void whatIsOpenInTheEndDoesNotDependOnTheOrderOfArrival() {
        String[] sets = {"1,2", "2,3", "3", "3,4"};
        for (int order = 0; order < 24; order++) {
            List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3));
            String name = "order-" + order;
            for (int n = order, of = 4; of > 0; n /= of, of--) {
                int which = left.get(n % of);
                left.remove(Integer.valueOf(which));
                take(dated(name, which, sets[which], ""), of == 1);
            }
            assertThat(open(name)).as(name).containsExactly("CVE-2026-3", "CVE-2026-4");
            for (int which = 0; which < 3; which++) {
                take(dated(name, which, sets[which], " "), which == 2);
            }
            assertThat(open(name)).as("%s, replayed", name).containsExactly("CVE-2026-3", "CVE-2026-4");
        }
    }

    /** Read in the order of the ledger: when the last is read, the others are. */
    private void take(String document, boolean last) {
        String door = "/api/v1/scans?environment=" + world + (last ? "&wait=60s" : "");
        assertThat(api.post(door, document.getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(202);
    }

    private static String dated(String name, int day, String vulnerabilities, String space) {
        String listed = Arrays.stream(vulnerabilities.split(",", -1))
                .map(number -> "{\"VulnerabilityID\":\"CVE-2026-" + number
                        + "\",\"PkgName\":\"p\",\"InstalledVersion\":\"1\",\"Severity\":\"HIGH\"}")
                .collect(Collectors.joining(","));
        return "{" + space + "\"SchemaVersion\":2,\"CreatedAt\":\"2026-10-0" + (day + 1)
                + "T10:00:00Z\",\"ArtifactName\":\"" + name
                + "\",\"ArtifactType\":\"repository\",\"Results\":[{\"Target\":\"t\",\"Class\":\"lang-pkgs\",\"Type\":\"npm\","
                + "\"Vulnerabilities\":[" + listed + "]}]}";
    }

    private List<String> open(String name) {
        return jdbc.sql("""
                        SELECT f.vulnerability FROM findings.finding f JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND t.name LIKE '%' || :name AND f.state = 'OPEN' ORDER BY 1
                        """)
                .param("world", world)
                .param("name", name)
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"Labels\":{\"org.opencontainers.image.base.name\":\"docker.io/library/debian:12\",\"org.opencontainers.image.base.digest\":\"sha256:"
                        + DIGEST + "\"}} | docker.io/library/debian:12 sha256:" + DIGEST,
                "{\"Labels\":{\"org.opencontainers.image.base.digest\":\"md5:1\",\"org.opencontainers.image.base.name\":\"debian:12\"}} | debian:12",
                "{\"Labels\":{\"org.opencontainers.image.base.digest\":\"sha256:" + DIGEST + "\"}} | none",
                "{\"Labels\":null} | none",
                "\"odd\" | none"
            })
    void keepsOnWhatAnImageWasBuiltAsItsLabelsSay(String config, @Nullable String base) {
        String report =
                "{\"SchemaVersion\":2,\"ArtifactName\":\"registry.example/based:1\",\"ArtifactType\":\"container_image\","
                        + "\"Metadata\":{\"RepoTags\":[\"registry.example/" + world
                        + ":1\"],\"ImageConfig\":{\"config\":" + config
                        + ",\"created\":\"2026-10-01T00:00:00Z\"}},\"Results\":[]}";
        assertThat(send(report).text("/state")).isEqualTo("INTERPRETED");
        assertThat(jdbc.sql(
                                "SELECT concat_ws(' ', base_name, base_digest) FROM estate.image WHERE repository LIKE '%' || :world")
                        .param("world", world)
                        .query(String.class)
                        .single())
                .isEqualTo(base == null ? "" : base);
    }

    @Test
    void keepsASuppressedFindingOpenAndSaysWhy() throws IOException {
        Api.Answer answer = post("npm-with-suppressed");
        assertThat(answer.number("/counts/suppressed")).isEqualTo(1);
        assertThat(findings("state = 'OPEN' AND suppression IS NOT NULL")).isEqualTo(1);
    }

    @Test
    void quarantinesWhatItCannotReadAndKeepsIt() {
        for (String bytes : new String[] {
            "{\"SchemaVersion\": 2, \"Results\": [", "hello", "{}", "[1]", "\u0000\u0001", "{\"a\":1,\"a\":2}"
        }) {
            Api.Answer answer = send(bytes);
            assertThat(answer.status()).as(bytes).isEqualTo(202);
            assertThat(answer.text("/state")).as(bytes).isEqualTo("QUARANTINED");
            assertThat(answer.text("/reason")).as(bytes).isNotBlank();
        }
    }

    private Api.Answer post(String sample) throws IOException {
        return api.post("/api/v1/scans?wait=60s&environment=" + world, sample(sample));
    }

    private Api.Answer send(String document) {
        return api.post("/api/v1/scans?wait=60s&environment=" + world, document.getBytes(StandardCharsets.UTF_8));
    }

    private long findings(String condition) {
        return jdbc.sql("SELECT count(*) FROM findings.finding f JOIN estate.target t ON t.id = f.target_id"
                        + " WHERE t.environment = :world AND " + condition)
                .param("world", world)
                .query(Long.class)
                .single();
    }

    private long episodes() {
        return jdbc.sql("SELECT count(*) FROM findings.episode e JOIN findings.finding f ON f.id = e.finding_id"
                        + " JOIN estate.target t ON t.id = f.target_id WHERE t.environment = :world")
                .param("world", world)
                .query(Long.class)
                .single();
    }

    /** Changes when any finding's row is written. */
    private long rowVersions() {
        return jdbc.sql(
                        "SELECT sum(f.xmin::text::bigint) FROM findings.finding f JOIN estate.target t ON t.id = f.target_id"
                                + " WHERE t.environment = :world")
                .param("world", world)
                .query(Long.class)
                .single();
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = ScanJourneyTests.class.getResourceAsStream("/scans/" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}
