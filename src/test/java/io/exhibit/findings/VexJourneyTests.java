package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a maker states of its product, from the door to the page: kept, compared, shown, and nothing closed by it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class VexJourneyTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private VexEstate estate;
    private Desk desk;

    @BeforeEach
    void scan(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        estate = new VexEstate(Api.of(port, tokens, "maker", Permission.VEX_WRITE, Permission.SCANS_WRITE), jdbc);
        estate.scan(1);
    }

    @Test
    void isKeptWithAReceiptAndShownInTheStoryOfWhatItIsAbout() {
        Api.Answer answer =
                estate.state("not_affected", "vulnerable_code_not_present", estate.image(1), VexEstate.LIBSSL);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/kind")).isEqualTo("VEX");
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
        assertThat(answer.number("/counts/statements")).isEqualTo(1);
        assertThat(jdbc.sql("SELECT kind FROM ledger.entry WHERE index = :index")
                        .param("index", answer.number("/receipt/index"))
                        .query(String.class)
                        .single())
                .isEqualTo("vex.accepted");
        String story = desk.get(Role.SECURITY_ENGINEER, "/findings/" + estate.finding())
                .text();
        assertThat(story)
                .contains("What VEX documents state about it", "vulnerable_code_not_present", "Maker &amp; Sons");
        assertThat(story).contains("Ask for it to be honoured");
        String list = desk.get(Role.AUDITOR, "/vex?q=" + estate.cve).text();
        assertThat(list).contains("1 open finding", "not affected").doesNotContain("nothing open here");
        assertThat(desk.get(Role.AUDITOR, "/vex?submission=" + answer.text("/id"))
                        .text())
                .contains("GHSA-x");
        assertThat(desk.get(Role.AUDITOR, "/submissions/" + answer.text("/id")).text())
                .contains("1 statement about 1 product", "/vex?submission=");
        assertThat(desk.get(Role.AUDITOR, "/vex/" + estate.statement()).text())
                .contains("A claim of", "nothing here has checked", VexEstate.LIBSSL);
        assertThat(desk.get(Role.AUDITOR, "/vex.csv?q=" + estate.cve).text())
                .contains("\"GHSA-x\",\"not_affected\",\"vulnerable_code_not_present\"", estate.repository);
    }

    @ParameterizedTest
    @CsvSource({"not_affected", "affected", "fixed", "under_investigation"})
    void closesNothingAndStopsNoClock(String status) {
        String before = clocks();
        estate.state(status, "component_not_present", estate.image(1), VexEstate.LIBSSL);
        assertThat(clocks()).isEqualTo(before).isNotEmpty();
        assertThat(jdbc.sql("SELECT state FROM findings.finding WHERE id = :id")
                        .param("id", estate.finding())
                        .query(String.class)
                        .single())
                .isEqualTo("OPEN");
    }

    /** The image: alpine with libssl3 3.0.8-r3 twice named, once scanned. Only the very same product and part is meant. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {digest}                                         | pkg:apk/alpine/libssl3@3.0.8-r3                                  | true
            {digest}                                         |                                                                  | true
            {repository}                                     | pkg:apk/alpine/libssl3@3.0.8-r3?arch=x86_64                      | true
            {repository}                                     | pkg:apk/alpine/libssl3                                           | true
            pkg:apk/alpine/libssl3@3.0.8-r3                  |                                                                  | true
            pkg:apk/alpine/libssl3                           |                                                                  | true
            pkg:golang/github.com/maker/gateway@v1.2.0       | pkg:apk/alpine/libssl3@3.0.8-r3                                  | true
            pkg:npm/%40maker/ui@2.0.0%2B1                    | pkg:apk/alpine/libssl3                                           | true
            {digest}                                         | pkg:apk/alpine/libssl3@3.0.8-r4                                  | false
            {digest}                                         | pkg:apk/alpine/libssl3@3.0.8-r3?arch=arm64                       | false
            {digest}                                         | pkg:apk/wolfi/libssl3@3.0.8-r3                                   | false
            {digest}                                         | pkg:apk/alpine/libssl                                            | false
            {digest}                                         | pkg:apk/alpine/libcrypto3@3.0.8-r3                               | false
            {other}                                          | pkg:apk/alpine/libssl3@3.0.8-r3                                  | false
            {other}                                          |                                                                  | false
            pkg:golang/github.com/maker/gateway@v1.3.0       | pkg:apk/alpine/libssl3@3.0.8-r3                                  | false
            pkg:oci/app                                      | pkg:apk/alpine/libssl3@3.0.8-r3                                  | false
            pkg:apk/alpine/libcrypto3@3.0.8-r3               |                                                                  | false
            {digest}                                         | ?                                                                | false
            """)
    void isAboutTheVerySameProductAndPartOnly(String product, String part, boolean matches) {
        estate.state(
                "not_affected",
                "component_not_present",
                product.replace("{digest}", estate.image(1))
                        .replace("{other}", estate.image(2))
                        .replace("{repository}", "pkg:oci/app?repository_url=" + estate.repository),
                part == null ? "" : part);
        String story = desk.get(Role.SECURITY_ENGINEER, "/findings/" + estate.finding())
                .text();
        assertThat(story.contains("Ask for it to be honoured")).isEqualTo(matches);
        assertThat(story.contains("no: another product, or another part of it")).isNotEqualTo(matches);
        assertThat(desk.get(Role.AUDITOR, "/vex?q=" + estate.cve).text().contains("nothing open here"))
                .isNotEqualTo(matches);
    }

    /** Each copy of a package has to be meant: of which one the finding is, its name does not tell. */
    @Test
    void aPackageThatIsThereTwiceHasToBeMeantTwice() {
        estate.state("not_affected", "component_not_present", estate.image(1), "pkg:pypi/twice@1.0");
        estate.state("not_affected", "component_not_present", estate.image(1), "pkg:pypi/twice");
        assertThat(jdbc.sql("""
                        SELECT string_agg(findings.pub_vex_names(s.id, i.id, 'twice')::text, ' ' ORDER BY s.entry_index)
                          FROM scans.vex_statement s, estate.image i
                         WHERE s.id IN (SELECT n.statement_id FROM scans.vex_name n WHERE n.name = :cve) AND i.digest = :digest
                        """)
                        .param("cve", estate.cve)
                        .param("digest", estate.digest(1))
                        .query(String.class)
                        .single())
                .isEqualTo("false true");
    }

    @ParameterizedTest
    @CsvSource({"affected,1,true", "under_investigation,1,true", "fixed,1,false", "affected,2,false"})
    void noLongerStandsOnceSomebodyStatesOtherwise(String status, int image, boolean falls) {
        estate.state("not_affected", "component_not_present", estate.image(1), VexEstate.LIBSSL);
        UUID statement = estate.statement();
        estate.state(status, "", estate.image(image), VexEstate.LIBSSL);
        assertThat(desk.get(Role.AUDITOR, "/vex/" + statement).text().contains("not since"))
                .isEqualTo(falls);
    }

    @Test
    void aDocumentThatComesAgainWithoutAStatementTakesItBack() {
        estate.document(
                "https://maker.example/vex-" + estate.cve, "2026-11-01T00:00:00Z", estate.claim("not_affected"));
        UUID statement = estate.statement();
        estate.document("https://maker.example/vex-" + estate.cve, "2026-10-01T00:00:00Z", estate.claim("fixed"));
        assertThat(desk.get(Role.AUDITOR, "/vex/" + statement).text()).doesNotContain("not since");
        estate.document(
                "https://maker.example/vex-" + estate.cve, "2026-11-02T00:00:00Z", estate.claim("not_affected"));
        assertThat(desk.get(Role.AUDITOR, "/vex/" + statement).text()).doesNotContain("not since");
        estate.document("https://maker.example/vex-" + estate.cve, "2026-11-03T00:00:00Z", estate.claim("fixed"));
        assertThat(desk.get(Role.AUDITOR, "/vex/" + statement).text()).contains("not since");
    }

    @Test
    void whatCannotBeReadIsKeptAsideAndOnlyATokenForItMayPost() {
        Api.Answer broken = estate.post("{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"author\":");
        assertThat(broken.status()).isEqualTo(202);
        assertThat(broken.text("/state")).isEqualTo("QUARANTINED");
        assertThat(broken.text("/reason")).isEqualTo("not-json");
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        Api scanner = Api.of(port, tokens, "scanner", Permission.SCANS_WRITE);
        assertThat(scanner.post("/api/v1/vex", body).status()).isEqualTo(403);
        assertThat(estate.api.post("/api/v1/vex?image=x", body).status()).isEqualTo(400);
        assertThat(estate.api.post("/api/v1/vex?format=cvrf", body).status()).isEqualTo(400);
        assertThat(estate.api.get("/api/v1/limits").number("/vex/json/items")).isEqualTo(20_000);
        assertThat(desk.get(Role.AUDITOR, "/vex?status=safe").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/vex/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    private String clocks() {
        return jdbc.sql("""
                        SELECT coalesce(string_agg(d.profile || ' ' || coalesce(d.due_at::text, 'none'), ', ' ORDER BY d.profile), '')
                          FROM findings.deadline d
                         WHERE d.finding_id = :id AND d.superseded_at IS NULL AND d.ended_at IS NULL
                        """).param("id", estate.finding()).query(String.class).single();
    }

    /** An image of a maker's with findings in it, and what is stated of it. */
    static final class VexEstate {

        static final String LIBSSL = "pkg:apk/alpine/libssl3@3.0.8-r3";

        final Api api;
        final String key = "v" + System.nanoTime();
        final String repository = "registry.example/" + key + "/app";
        final String cve = "CVE-2026-" + (System.nanoTime() % 10_000_000_000L);
        private final JdbcClient jdbc;
        private int scans;
        private int statements;

        VexEstate(Api api, JdbcClient jdbc) {
            this.api = api;
            this.jdbc = jdbc;
        }

        String digest(int version) {
            return "sha256:"
                    + Sha256.of((key + version).getBytes(StandardCharsets.UTF_8))
                            .hex();
        }

        String image(int version) {
            return "pkg:oci/app@" + digest(version).replace(":", "%3A") + "?repository_url=" + repository;
        }

        void scan(int version) {
            scan(version, vulnerability());
        }

        /** The list of what it has, for Vulnerabilities. */
        String vulnerability() {
            return """
                    "Vulnerabilities":[{"VulnerabilityID":"%s","PkgName":"libssl3","InstalledVersion":"3.0.8-r3",
                     "FixedVersion":"3.0.8-r4","Severity":"CRITICAL"}]""".formatted(cve);
        }

        void scan(int version, String listed) {
            send("/api/v1/scans?wait=30s", """
                    {"SchemaVersion":2,"CreatedAt":"2026-10-01T00:00:0%dZ","ArtifactName":"%s:1","ArtifactType":"container_image",
                     "Metadata":{"RepoDigests":["%s@%s"],"RepoTags":["%s:1"]},
                     "Results":[{"Target":"t","Class":"os-pkgs","Type":"alpine","Packages":[
                       {"Name":"libssl3","Version":"3.0.8-r3","Identifier":{"PURL":"pkg:apk/alpine/libssl3@3.0.8-r3?arch=x86_64&distro=3.18"}},
                       {"Name":"libcrypto3","Version":"3.0.8-r3","Identifier":{"PURL":"pkg:apk/alpine/libcrypto3@3.0.8-r3?arch=x86_64"}},
                       {"Name":"gateway","Version":"v1.2.0","Identifier":{"PURL":"pkg:golang/github.com/maker/gateway@v1.2.0"}},
                       {"Name":"@maker/ui","Version":"2.0.0+1","Identifier":{"PURL":"pkg:npm/%%40maker/ui@2.0.0%%2B1"}},
                       {"Name":"twice","Version":"1.0","Identifier":{"PURL":"pkg:pypi/twice@1.0"}},
                       {"Name":"twice","Version":"2.0","Identifier":{"PURL":"pkg:pypi/twice@2.0"}}],
                      %s}]}
                    """.formatted(
                            ++scans, repository, repository, digest(version), repository, listed));
        }

        Api.Answer state(String status, String justification, String product, String part) {
            return document("", "2026-11-0" + ++statements + "T00:00:00Z", """
                    {"vulnerability":{"name":"GHSA-x","aliases":["%s"]},"status":"%s","justification":"%s",
                     "products":[{"@id":"%s"%s}]}
                    """.formatted(
                            cve,
                            status,
                            justification,
                            product,
                            part.isEmpty() ? "" : ",\"subcomponents\":[{\"@id\":\"" + part + "\"}]"));
        }

        /** Of the first image's libssl3. */
        String claim(String status) {
            return """
                    {"vulnerability":{"name":"%s"},"status":"%s","justification":"component_not_present",
                     "products":[{"@id":"%s","subcomponents":[{"@id":"%s"}]}]}
                    """.formatted(cve, status, image(1), LIBSSL);
        }

        Api.Answer document(String id, String stated, String statement) {
            return send("/api/v1/vex?wait=30s", """
                    {"@context":"https://openvex.dev/ns/v0.2.0","@id":"%s","author":"Maker & Sons","role":"Document Creator",
                     "timestamp":"%s","version":1,"statements":[%s]}
                    """.formatted(id, stated, statement));
        }

        Api.Answer post(String body) {
            return api.post("/api/v1/vex?wait=30s", body.getBytes(StandardCharsets.UTF_8));
        }

        UUID finding() {
            return jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = :cve")
                    .param("cve", cve)
                    .query(UUID.class)
                    .single();
        }

        /** The latest. */
        UUID statement() {
            return jdbc.sql("""
                            SELECT s.id FROM scans.vex_statement s JOIN scans.vex_name n ON n.statement_id = s.id
                             WHERE n.name = :cve ORDER BY s.entry_index DESC LIMIT 1
                            """).param("cve", cve).query(UUID.class).single();
        }

        private Api.Answer send(String path, String body) {
            Api.Answer answer = api.post(path, body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
            return answer;
        }
    }
}
