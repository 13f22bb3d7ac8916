package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenVexReaderTests {

    private static final String DIGEST = "sha256:124c7d2707904eea7431fffe91522a01e5a861a624ee31d03372cc1d138a3126";

    private final List<VexStatement> statements = new ArrayList<>();

    @Test
    void readsWhoSaysWhatOfWhichPartOfWhichImage() throws Exception {
        VexDocument document = read("grype-openvex-demo2");
        assertThat(document.author).isEqualTo("The OpenVEX Project <openvex@openssf.org>");
        assertThat(document.role).isEqualTo("Demo Writer");
        assertThat(document.version).isEqualTo("1");
        assertThat(document.identifier).startsWith("https://openvex.dev/docs/public/vex-d4e9");
        assertThat(document.statedAt).isEqualTo(Instant.parse("2023-07-18T00:28:47.696004345Z"));
        assertThat(statements).hasSize(5);
        assertThat(statements).extracting(VexStatement::status).containsOnly("fixed", "not_affected");
        VexStatement last = statements.getLast();
        assertThat(last.vulnerability()).isEqualTo("CVE-2023-3817");
        assertThat(last.reasons().justification()).isEqualTo("vulnerable_code_not_present");
        assertThat(last.reasons().impact()).isEqualTo("affected functions were removed before packaging");
        assertThat(last.products()).extracting(VexProduct::kind).containsOnly(VexProduct.Kind.IMAGE);
        assertThat(last.products()).extracting(VexProduct::digest).containsOnly(DIGEST);
        assertThat(last.products())
                .extracting(VexProduct::part)
                .containsExactly("pkg:apk/alpine/libssl3@3.0.8-r3", "pkg:apk/alpine/libcrypto3@3.0.8-r3");
    }

    @Test
    void readsTheFirstVersionWithTextsForObjects() throws Exception {
        VexDocument document = read("vexctl-v001-1.vex");
        assertThat(document.author).isEqualTo("John Doe");
        VexStatement only = statements.getFirst();
        assertThat(only.vulnerability()).isEqualTo("CVE-1234-5678");
        assertThat(only.status()).isEqualTo("under_investigation");
        assertThat(only.statedAt()).isEqualTo(Instant.parse("2022-12-22T21:36:43Z"));
        assertThat(only.products()).containsExactly(VexProduct.of("pkg:apk/wolfi/bash@1.0.0", ""));
    }

    @Test
    void knowsAVulnerabilityByItsAliases() throws Exception {
        read("vexctl__sarif__sample-2vulns.openvex");
        assertThat(statements.getFirst().names()).containsExactly("CVE-2023-27103", "SNYK-DEBIAN12-LIBDE265-3361563");
        assertThat(statements.getFirst().statedAt()).isEqualTo(Instant.parse("2023-08-16T01:55:22.076684217Z"));
    }

    @Test
    void takesTheIdOfAVulnerabilityForItsName() throws Exception {
        read("trivy-openvex");
        assertThat(statements.getFirst().vulnerability()).isEqualTo("CVE-2022-23628");
        assertThat(statements.getFirst().products().getFirst().kind()).isEqualTo(VexProduct.Kind.PACKAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grype-openvex-debian",
                "grype-openvex-demo1",
                "grype-openvex-image-no-subcomponents",
                "openvex_one_vuln",
                "vexctl__openvex__demo.vex",
                "vexctl__openvex__document1.vex",
                "vexctl__openvex__document2.vex"
            })
    void readsEverySample(String name) throws Exception {
        assertThat(read(name).statements).isEqualTo(statements.size()).isPositive();
        assertThat(statements).allSatisfy(one -> assertThat(one.products()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pkg:oci/alpine@sha256%3A124c7d2707904eea7431fffe91522a01e5a861a624ee31d03372cc1d138a3126                | IMAGE   |
            pkg:oci/debian?repository_url=index.docker.io/library                                                  | IMAGE   | debian
            pkg:oci/debian?repository_url=registry.example/base/debian&arch=amd64                                  | IMAGE   | registry.example/base/debian
            pkg:docker/library/nginx                                                                               | IMAGE   | nginx
            pkg:docker/pay/gateway?repository_url=https://registry.example                                         | IMAGE   | registry.example/pay/gateway
            registry.example/x@sha256:124c7d2707904eea7431fffe91522a01e5a861a624ee31d03372cc1d138a3126             | IMAGE   |
            pkg:oci/alpine                                                                                         | OTHER   |
            pkg:oci/debian?repository_url=registry.example/debian&tag=12                                           | OTHER   |
            pkg:docker/library/nginx@1.27                                                                          | OTHER   |
            cpe:2.3:a:openssl:openssl:3.0.8                                                                        | OTHER   |
            pkg:apk/alpine/libssl3@3.0.8-r3                                                                        | PACKAGE |
            """)
    void knowsWhatCanBeCompared(String product, VexProduct.Kind kind, String repository) {
        VexProduct read = VexProduct.of(product, "");
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(read.repository()).isEqualTo(repository == null ? "" : repository);
        assertThat(read.digest().isEmpty()).isNotEqualTo(kind == VexProduct.Kind.IMAGE && repository == null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                                                              | unknown-format
            {"@context":"https://example.org","author":"a","statements":[]}                                 | unknown-format
            {"@context":"https://openvex.dev/ns/v1.0.0","author":"a"}                                       | unknown-format
            {"@context":"https://openvex.dev/ns/v0.2.0","author":"a","statements":[]}                       | schema
            {"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":"C","status":"fixed"}]} | schema
            {"@context":"https://openvex.dev/ns/v0.2.0","author":"a","statements":[{"status":"fixed"}]}     | schema
            {"@context":"https://openvex.dev/ns/v0.2.0","author":"a","statements":[{"vulnerability":"C","status":"safe"}]} | schema
            {"@context":"https://openvex.dev/ns/v0.2.0","author":"a","statements":{}}                       | schema
            """)
    void setsAsideWhatItCannotRead(String text, String reason) {
        assertThatThrownBy(() -> readText(text))
                .isInstanceOfSatisfying(
                        Unreadable.class, said -> assertThat(said.reason()).isEqualTo(reason));
    }

    /** A part that names nothing must not make the whole product unaffected. */
    @Test
    void aPartWithoutANameNarrowsAllTheSame() throws Exception {
        readText("""
                {"@context":"https://openvex.dev/ns/v0.2.0","author":"a","statements":[{"vulnerability":"CVE-1","status":"not_affected",
                 "products":[{"@id":"registry.example/x@%s","subcomponents":[{"hashes":{"sha-256":"00"}}]}]}]}
                """.formatted(DIGEST));
        assertThat(statements.getFirst().products())
                .extracting(VexProduct::part)
                .containsExactly("?");
    }

    @Test
    void productsTimesPartsAreBounded() {
        String many = "\"pkg:apk/a/b\",".repeat(300).replaceAll(",$", "");
        assertThatThrownBy(() -> readText("""
                {"@context":"https://openvex.dev/ns","author":"a","statements":[{"vulnerability":"CVE-1","status":"fixed",
                 "products":[%s],"subcomponents":[%s]}]}
                """.formatted(
                                many,
                                java.util.stream.IntStream.range(0, 300)
                                        .mapToObj(n -> "\"pkg:apk/a/b" + n + "\"")
                                        .collect(java.util.stream.Collectors.joining(",")))))
                .isInstanceOfSatisfying(
                        Unreadable.class, said -> assertThat(said.reason()).isEqualTo("too-many"));
    }

    @Test
    void anyDamageGivesStatementsOrAnAnswer() throws IOException {
        byte[] whole;
        try (InputStream in = sample("grype-openvex-demo2")) {
            whole = in.readAllBytes();
        }
        Random random = new Random(7);
        for (int at = 0; at < 400; at++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                VexFormat.read(new ByteArrayInputStream(damaged), statements::add, fix -> {});
            } catch (Unreadable said) {
                assertThat(said.reason()).isNotBlank();
            }
        }
    }

    private VexDocument read(String name) throws Unreadable, IOException {
        try (InputStream in = sample(name)) {
            return VexFormat.read(in, statements::add, fix -> {}).document();
        }
    }

    private VexDocument readText(String text) throws Unreadable, IOException {
        return VexFormat.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), statements::add, fix -> {})
                .document();
    }

    private static InputStream sample(String name) {
        return Objects.requireNonNull(OpenVexReaderTests.class.getResourceAsStream("/vex/" + name + ".json"));
    }
}
