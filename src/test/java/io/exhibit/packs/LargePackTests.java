package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.estate.Register;
import io.exhibit.estate.ScopeTags;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

/** A pack of thousands of findings over half a year; runs alone and on demand: EXHIBIT_LARGE_PACK names the findings. */
@EnabledIfEnvironmentVariable(named = "EXHIBIT_LARGE_PACK", matches = "\\d+")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.main.allow-bean-definition-overriding=true")
class LargePackTests {

    private static final List<String> IMAGES = List.of(
            "payments-gateway",
            "card-vault",
            "ledger-api",
            "fraud-score",
            "statement-mailer",
            "fx-rates",
            "kyc-intake",
            "branch-portal");
    private static final List<String> PACKAGES =
            List.of("openssl", "libxml2", "zlib1g", "curl", "expat", "log4j-core", "spring-web", "libssl3");
    private static final List<String> SEVERITIES =
            List.of("CRITICAL", "HIGH", "HIGH", "MEDIUM", "MEDIUM", "MEDIUM", "LOW");

    private static volatile Instant now = Instant.parse("2026-05-04T06:00:00Z");

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Register register;

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {
        @Bean
        Clock clock() {
            return InstantSource.offset(() -> now, Duration.ZERO).withZone(ZoneOffset.UTC);
        }
    }

    @Test
    void isMadeInBoundedMemory(@Autowired BeanFactory beans) throws Exception {
        int findings = Integer.parseInt(System.getenv("EXHIBIT_LARGE_PACK"));
        Api api =
                new Api(port, tokens.issue("ci", EnumSet.allOf(Permission.class), Duration.ofDays(366), Actor.SYSTEM));
        ThreePeople people = new ThreePeople(beans);
        systems();
        for (int month = 0; month < 6; month++) {
            for (String image : IMAGES) {
                Api.Answer answer = api.post(
                        "/api/v1/scans?environment=production&wait=60s",
                        report(image, month, findings / IMAGES.size()).getBytes(StandardCharsets.UTF_8));
                assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
            }
            assertThat(api.post(
                                    "/api/v1/events?wait=60s",
                                    alerts(month, findings / 12).getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(202);
            now = now.plus(Duration.ofDays(30));
        }
        long began = System.nanoTime();
        Api.Answer accepted =
                api.post("/api/v1/packs", """
                {"framework": "%s", "scope": "all", "from": "2026-07-01", "to": "2026-09-30"}
                """.formatted(System.getenv().getOrDefault("FRAMEWORK", "PCI"))
                        .getBytes(StandardCharsets.UTF_8));
        String path = accepted.response().headers().firstValue("Location").orElseThrow();
        Api.Answer answer = api.get(path);
        String step = "";
        while (!List.of("DRAFT", "FAILED").contains(answer.text("/state"))) {
            if (!step.equals(answer.text("/step"))) {
                step = answer.text("/step");
                System.err.printf(Locale.ROOT, "%6d ms %s%n", (System.nanoTime() - began) / 1_000_000, step);
            }
            Thread.sleep(50);
            answer = api.get(path);
        }
        people.seal(ThreePeople.named(path));
        answer = api.get(path);
        System.err.printf(Locale.ROOT, "%6d ms %s%n", (System.nanoTime() - began) / 1_000_000, answer.body());
        assertThat(answer.text("/state")).isEqualTo("SEALED");
        if (System.getenv("KEEP") != null) {
            java.net.http.HttpClient.newHttpClient()
                    .send(
                            api.request(path + "/pack.zip").GET().build(),
                            java.net.http.HttpResponse.BodyHandlers.ofFile(Path.of(System.getenv("KEEP"), "pack.zip")));
        }
    }

    private void systems() {
        enter("payments", "Payments", "Mara Lindqvist", "payments-gateway");
        enter("card-vault", "Card vault", "Jonas Okafor", "card-vault");
        enter("ledger", "Core ledger", "Ana Moreira", "ledger-api");
        enter("fraud", "Fraud scoring", "Wen Zhao", "fraud-score");
    }

    private void enter(String code, String name, String owner, String image) {
        var tags = new ScopeTags(true, code.equals("payments"), true, code.equals("fraud"));
        register.enter(code, new Register.Entry(name, owner, code + "@bank.example", "", tags), Actor.SYSTEM);
        register.addRule(code, "IMAGE", "", "registry.example/*/" + image, Actor.SYSTEM);
    }

    private static String report(String image, int month, int count) {
        var random = new Random(image.hashCode());
        var rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int opened = random.nextInt(5);
            int closed = opened + 1 + random.nextInt(5);
            String severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
            String name = PACKAGES.get(random.nextInt(PACKAGES.size()));
            if (month >= opened && month < closed) {
                boolean fix = month > opened || i % 3 > 0;
                rows.append(rows.isEmpty() ? "" : ",")
                        .append(String.format(
                                Locale.ROOT,
                                """
                        {"VulnerabilityID": "CVE-2026-%d", "PkgName": "%s", "InstalledVersion": "3.0.%d-1", %s
                         "Severity": "%s", "SeveritySource": "nvd", "Title": "%s: a flaw that lets a remote caller read memory it should not",
                         "PublishedDate": "2026-%02d-%02dT10:15:00Z", "CVSS": {"nvd": {"V3Score": %.1f}}}
                        """,
                                10_000 + i,
                                name,
                                i % 20,
                                fix ? "\"FixedVersion\": \"3.0." + (i % 20 + 1) + "-1\"," : "",
                                severity,
                                name,
                                2 + opened,
                                1 + i % 27,
                                4 + i % 6 + 0.1));
            }
        }
        String digest = String.format(Locale.ROOT, "%064x", image.hashCode() * 31L + month & 0xffffffffL);
        return """
                {"SchemaVersion": 2, "CreatedAt": "%s", "ArtifactName": "registry.example/bank/%s:1.%d", "ArtifactType": "container_image",
                 "Metadata": {"OS": {"Family": "debian", "Name": "12.5"}, "ImageID": "sha256:%s", "RepoTags": ["registry.example/bank/%s:1.%d"],
                   "RepoDigests": ["registry.example/bank/%s@sha256:%s"], "ImageConfig": {"created": "%s"}},
                 "Results": [{"Target": "debian 12.5", "Class": "os-pkgs", "Type": "debian", "Vulnerabilities": [%s]}]}
                """.formatted(
                        now, image, month, digest, image, month, image, digest, now.minus(Duration.ofDays(2)), rows);
    }

    private static String alerts(int month, int count) {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String image = IMAGES.get(i % IMAGES.size());
            lines.append(String.format(
                    Locale.ROOT,
                    """
                    {"hostname":"node-%d","output":"Warning Shell spawned in a container with an attached terminal (user=root container=%s pid=%d month=%d)","output_fields":{"container.image.repository":"registry.example/bank/%s","k8s.ns.name":"bank","k8s.pod.name":"%s-%d","proc.name":"sh","user.name":"root"},"priority":"%s","rule":"%s","source":"syscall","tags":["T1059","container"],"time":"%s"}
                    """,
                    i % 5,
                    image,
                    i,
                    month,
                    image,
                    image,
                    i % 9,
                    i % 11 == 0 ? "Critical" : "Notice",
                    i % 4 == 0 ? "Terminal shell in container" : "Read sensitive file untrusted",
                    now.minusSeconds(i)));
        }
        return lines.toString();
    }
}
