package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An SBOM on its way from a pipeline to the components of an image, over the real door. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SbomJourneyTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private Api api;

    /** Each test has images of its own. */
    private final String repository = "registry.example/sbom-" + System.nanoTime() + "/app";

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "ci", Permission.SCANS_WRITE);
    }

    @Test
    void listsWhatIsInTheImageThatTheSenderNames() throws IOException {
        Api.Answer answer =
                post("&image=" + repository + ":3.20&digest=" + digest("a"), sample("dtrack-bom-issue4455"));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
        assertThat(answer.text("/reader")).isEqualTo("cyclonedx-sbom/1");
        assertThat(answer.number("/counts/components")).isEqualTo(22);
        assertThat(answer.number("/counts/not packages")).isEqualTo(1);
        // One of the 22 is listed twice.
        assertThat(components("a")).hasSize(21).contains("org.dom4j:dom4j 2.1.4", "zlib 1.3.1-r1");
        assertThat(list("a"))
                .containsEntry("source", "SBOM")
                .containsEntry("format", "CycloneDX 1.6")
                .containsEntry("tool", "trivy")
                .containsEntry("tool_version", "0.54.1")
                .containsEntry("components", 22)
                .containsEntry("about", "")
                .containsEntry("submission_id", answer.text("/id"));
    }

    @Test
    void opensAndClosesNothingAndIsNoScan() throws IOException {
        Api.Answer answer = post("&image=" + repository + "@" + digest("a"), sample("nested-component-log4j"));
        assertThat(answer.number("/counts/components")).isEqualTo(1);
        assertThat(answer.number("/counts/vulnerabilities passed over")).isEqualTo(8);
        assertThat(answer.body().at("/counts/findings").isMissingNode()).isTrue();
        assertThat(count("SELECT count(*) FROM scans.scan WHERE submission_id = '" + answer.text("/id") + "'"))
                .isZero();
        assertThat(count("SELECT count(*) FROM estate.target WHERE name LIKE '" + repository + "%'"))
                .isZero();
        assertThat(list("a"))
                .containsEntry(
                        "about", "file ./configuration/.m2/repository/org/apache/logging/log4j/log4j-core/2.13.2");
    }

    @Test
    void isTheSameInWhateverOrderAScanAndAnSbomCome() {
        for (String way : List.of("one", "other")) {
            List<Runnable> parts =
                    List.of(() -> post("", scan(way)), () -> post("", sbom(way)), () -> post("", sbom(way)));
            (way.equals("one") ? parts : parts.reversed()).forEach(Runnable::run);
        }
        assertThat(components("one"))
                .isEqualTo(components("other"))
                .containsExactly("musl 1.2.3", "only-in-sbom 1", "only-in-scan 1");
        assertThat(count(
                        "SELECT estate.pub_components_in(id) FROM estate.image WHERE digest = '" + digest("one") + "'"))
                .isEqualTo(3);
    }

    @Test
    void namesAScannerOnceThatListsTheSameAgain() {
        post("", scan("a"));
        post("&build=2", scan("a"));
        assertThat(count(
                        "SELECT count(*) FROM estate.component_list l JOIN estate.image i ON i.id = l.image_id WHERE i.digest = '"
                                + digest("a") + "'"))
                .isEqualTo(1);
        assertThat(list("a")).containsEntry("source", "SCAN").containsEntry("tool", "Trivy");
    }

    @Test
    void keepsWhatTheDocumentSaysWhereTheSenderKnowsBetter() {
        post("&digest=" + digest("pushed"), sbom("built"));
        assertThat(list("pushed")).containsEntry("stated_digest", digest("built"));
        assertThat(components("built")).isEmpty();
    }

    @Test
    void knowsAnImageByItsTagWithLowerAssurance() {
        post("", """
                {"spdxVersion":"SPDX-2.3","packages":[{"name":"%s","versionInfo":"7","primaryPackagePurpose":"CONTAINER"},
                 {"name":"musl","versionInfo":"1.2.3"}]}
                """.formatted(repository).getBytes(StandardCharsets.UTF_8));
        assertThat(jdbc.sql("SELECT identity FROM estate.image WHERE repository = :repository")
                        .param("repository", repository)
                        .query(String.class)
                        .single())
                .isEqualTo(repository + ":7");
    }

    @Test
    void waitsInQuarantineForWhoeverSaysOfWhichImageItIs() throws IOException {
        for (String sample : List.of("claircore-ubi8-micro.spdx", "trivy-conda-spdx", "valid-bom-1.2")) {
            Api.Answer answer = post("&commit=" + repository, sample(sample));
            assertThat(answer.text("/state")).as(sample).isEqualTo("QUARANTINED");
            assertThat(answer.text("/reason")).isEqualTo("no-image");
        }
        Api.Answer named = post("&image=" + repository, sample("claircore-ubi8-micro.spdx"));
        assertThat(named.text("/state")).isEqualTo("INTERPRETED");
        assertThat(count("SELECT count(*) FROM estate.image WHERE identity = '" + repository + "@sha256:"
                        + "a".repeat(64) + "'"))
                .isEqualTo(1);
    }

    private byte[] sbom(String image) {
        return """
                {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"timestamp":"2026-01-01T00:00:00Z","tools":{"components":[
                 {"type":"application","name":"syft","version":"1.18.0"}]},"component":{"type":"container","name":"%s:1","version":"%s"}},
                 "components":[{"type":"library","name":"musl","version":"1.2.3","purl":"pkg:apk/alpine/musl@1.2.3?arch=x86_64&distro=3.20"},
                 {"type":"library","name":"only-in-sbom","version":"1"}]}
                """.formatted(repository, digest(image)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] scan(String image) {
        return """
                {"SchemaVersion":2,"ArtifactName":"%s:1","ArtifactType":"container_image","Metadata":{"RepoDigests":["%s@%s"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"alpine","Packages":[
                 {"Name":"musl","Version":"1.2.3","Identifier":{"PURL":"pkg:apk/alpine/musl@1.2.3?arch=x86_64&distro=3.20.3"}},
                 {"Name":"only-in-scan","Version":"1"}]}]}
                """.formatted(repository, repository, digest(image)).getBytes(StandardCharsets.UTF_8);
    }

    private String digest(String of) {
        return "sha256:"
                + Sha256.of((repository + of).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private List<String> components(String image) {
        return jdbc.sql("""
                SELECT DISTINCT c.name || ' ' || c.version
                  FROM estate.component c
                  JOIN estate.image i ON i.id = c.image_id
                 WHERE i.digest = :digest
                 ORDER BY 1
                """).param("digest", digest(image)).query(String.class).list();
    }

    private Map<String, Object> list(String image) {
        return jdbc.sql("""
                SELECT l.source, l.format, l.tool, l.tool_version, l.components, l.about, l.stated_digest, l.submission_id::text AS submission_id
                  FROM estate.component_list l
                  JOIN estate.image i ON i.id = l.image_id
                 WHERE i.digest = :digest
                """).param("digest", digest(image)).query().singleRow();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private Api.Answer post(String said, byte[] document) {
        return api.post("/api/v1/scans?wait=30s" + said, document);
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = SbomJourneyTests.class.getResourceAsStream("/sboms/" + name + ".json")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
