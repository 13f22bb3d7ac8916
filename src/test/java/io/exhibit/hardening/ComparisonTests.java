package io.exhibit.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two digests of a repository, from their scans to the evidence of what a hardening took out. */
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ComparisonTests {

    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]{64})\"");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private Api api;
    private final String code = "h" + System.nanoTime();
    private final String repository = "registry.example/" + code + "/app";

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans, @Autowired MachineTokens tokens) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "ci-" + code, Permission.SCANS_WRITE);
    }

    @Test
    void showsWhatWasRemovedWhatIsNewAndWhatStayed() {
        UUID before = scanFat("1.0");
        UUID after = scanLean("1.1");
        String page = show(after, before);
        assertThat(page)
                .contains(
                        "4 before, 3 after: 1 fewer",
                        "pkg:deb/debian/bash-" + code,
                        "pkg:apk/alpine/musl-" + code,
                        ">5.1<",
                        ">5.2<")
                .contains("Only before</span>: <span>2", "Only after</span>: <span>1")
                .contains("In another version</span>: <span>1");
        // One left with its package, one was patched, one stayed in a package of another name, one came.
        assertThat(page)
                .contains("3 before, 2 after: 1 fewer", "Removed</span>: <span>2", "New</span>: <span>1")
                .contains("Still there</span>: <span>1");
        assertThat(page).contains("Trivy", "/evidence/", "/ledger/");
        String swapped = show(before, after);
        assertThat(swapped).contains("3 before, 4 after: 1 more", "Removed</span>: <span>1", "New</span>: <span>2");
    }

    @Test
    void comparesWithWhatTheLastScanOfEachListedHoweverOftenTheyWereScannedAgain() {
        UUID before = scanFat("1.0");
        UUID after = scanLean("1.1");
        // The older image again: in the findings of the repository all of it is open, in the newer image it is not.
        scanFat("1.0");
        assertThat(show(after, before)).contains("3 before, 2 after: 1 fewer", "Removed</span>: <span>2");
        // Known later: the next scan of the newer image lists one more.
        scan(
                "1.1",
                "2026-05-12T00:00:00Z",
                "0.58.0",
                packages("zlib", "1.3", "apk/alpine"),
                vulnerability(3, "zlib", "MEDIUM", null) + "," + vulnerability(4, "zlib", "LOW", null) + ","
                        + vulnerability(5, "zlib", "CRITICAL", null));
        assertThat(show(after, before)).contains("3 before, 3 after: the same", "New</span>: <span>2");
    }

    @Test
    void saysWhatIsNotToldAndNeverNone() {
        UUID listed = scanFat("1.0");
        UUID silent = scan("1.1", "2026-05-10T00:00:00Z", "0.58.0", "", vulnerability(3, "zlib", "HIGH", null));
        assertThat(show(silent, listed))
                .contains("not told", "No scan or SBOM here listed the packages of the image after.", "Removed</span>")
                .doesNotContain("0 after");
        post("1.2", """
                {"SchemaVersion":2,"CreatedAt":"2026-05-10T00:00:00Z","ArtifactName":"%s:1.2","ArtifactType":"container_image","Results":[]}
                """.formatted(repository));
        UUID failed = image("1.2");
        String page = show(failed, silent);
        assertThat(page)
                .contains(
                        "Nothing can be compared.",
                        "No scan here tells what is in, and what is not in, the image after.")
                .doesNotContain("Keep as evidence", "0 before", "0 after");
        assertThat(csv(failed, silent))
                .contains("\"package\",\"not told\",\"No scan or SBOM here listed the packages of either image.\"");
    }

    @Test
    void takesThePackagesThatAnSbomLists() {
        UUID before = scanFat("1.0");
        UUID after = scan("1.1", "2026-05-10T00:00:00Z", "0.58.0", "", vulnerability(3, "zlib", "HIGH", null));
        post("1.1", """
                {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"type":"application","name":"syft",
                 "version":"1.18.0"}]},"component":{"type":"container","name":"%s:1.1"}},"components":[
                 {"type":"library","name":"musl-%s","version":"1","purl":"pkg:apk/alpine/musl-%s@1"}]}
                """.formatted(repository, code, code));
        assertThat(show(after, before))
                .contains(
                        "SBOM by syft 1.18.0",
                        "pkg:apk/alpine/musl-" + code,
                        "The packages were listed by Trivy 0.58.0 before and SBOM by syft 1.18.0 after",
                        "Only one of the two was listed in an SBOM")
                .doesNotContain("not told");
    }

    @Test
    void saysWhatElseCanMakeTheDifference() {
        UUID before = scan(
                "1.0",
                "2026-03-01T00:00:00Z",
                "0.50.0",
                packages("zlib", "1.2", "deb/debian"),
                vulnerability(3, "zlib", "HIGH", null));
        UUID after = scan(
                "1.1",
                "2026-05-10T00:00:00Z",
                "0.58.0",
                packages("zlib", "1.3", "deb/debian"),
                vulnerability(6, "zlib", "HIGH", "2026-04-01T00:00:00Z"));
        post("1.1", """
                {"SchemaVersion":2,"ArtifactName":"%s:1.1","ArtifactType":"container_image","Results":[]}
                """.formatted(repository));
        assertThat(show(after, before))
                .contains(
                        "The scans were made with Trivy 0.50.0 before and Trivy 0.58.0 after",
                        "The scans were made 70 days apart",
                        "1 of the 1 new were published after the scan of the image before",
                        "1 later scan of the image after proved nothing");
    }

    @Test
    void saysWhereTheScannerChangedItsMindAndNotTheImage() {
        UUID before = scanFat("1.0", vulnerability(10, "curl", "HIGH", null));
        UUID after = scanLean("1.1");
        assertThat(show(after, before))
                .contains("1 of the 3 removed are of packages that both images have in the same version");
        assertThat(show(before, after))
                .contains("1 of the 3 new are of packages that both images have in the same version");
    }

    @Test
    void doesNotCompareKindsOfPackagesThatOnlyOneScanLookedAt() {
        UUID before = scanFat("1.0");
        post("1.1", """
                {"SchemaVersion":2,"ArtifactName":"%s:1.1","ArtifactType":"container_image","Results":[
                  {"Target":"app.jar","Class":"lang-pkgs","Type":"jar","Vulnerabilities":[%s]}]}
                """.formatted(repository, vulnerability(9, "log4j", "HIGH", null)));
        UUID after = image("1.1");
        assertThat(show(after, before))
                .contains("The two scans looked at different kinds of packages.")
                .doesNotContain("Removed</span>");
    }

    @Test
    void keepsAComparisonAsItWasThen() {
        UUID before = scanFat("1.0");
        UUID after = scanLean("1.1");
        String seen = seen(show(after, before));
        Desk.Page answer = keep(Role.SECURITY_ENGINEER, after, before, seen, "No shell <b>any more</b>.");
        assertThat(answer.status()).isEqualTo(302);
        String place = String.valueOf(answer.response().getRedirectedUrl());
        assertThat(place).matches("/comparisons/\\d+");
        String page = desk.get(Role.AUDITOR, place).text();
        assertThat(page)
                .contains(
                        "No shell &lt;b&gt;any more&lt;/b&gt;.",
                        "4 before, 3 after: 1 fewer",
                        "Removed</span>: <span>2")
                .contains("Test Security engineer", "/evidence/" + seen);
        scanLean("1.1", vulnerability(7, "musl", "CRITICAL", null));
        assertThat(show(after, before)).contains("3 before, 3 after: the same");
        assertThat(desk.get(Role.AUDITOR, place).text()).contains("3 before, 2 after: 1 fewer");
        assertThat(desk.get(Role.AUDITOR, "/comparisons?repository=" + repository)
                        .text())
                .contains("4 before, 3 after", "2 removed, 1 new, 1 still there", "No shell &lt;b&gt;any");
        assertThat(desk.get(Role.AUDITOR, "/comparisons?asOf=2020-01-01&repository=" + repository)
                        .text())
                .contains("No kept comparison matches");
        long entry = Long.parseLong(place.substring(place.lastIndexOf('/') + 1));
        assertThat(desk.get(Role.AUDITOR, "/comparisons.csv?repository=" + repository)
                        .text()
                        .lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("\"" + entry + "\",\"" + repository + "\"")
                .contains("\"No shell <b>any more</b>.\",\"4\",\"3\",\"2\",\"1\",\"1\",\"" + seen + "\"");
        assertThat(desk.get(Role.AUDITOR, "/comparisons.csv?asOf=2020-01-01&repository=" + repository)
                        .text()
                        .lines())
                .hasSize(1);
        assertThat(jdbc.sql("SELECT kind FROM ledger.entry WHERE index = :index")
                        .param("index", entry)
                        .query(String.class)
                        .single())
                .isEqualTo("comparison.kept");
        assertThat(jdbc.sql("SELECT convert_from(head, 'UTF8') FROM ledger.original WHERE sha256 = decode(:hex, 'hex')")
                        .param("hex", seen)
                        .query(String.class)
                        .single())
                .startsWith("{\"after\":{\"builtAt\":")
                .contains("\"format\":\"exhibit-comparison-1\"");
    }

    @Test
    void showsNothingOfAComparisonWhoseBytesAreNotThoseThatWereKept() {
        UUID before = scanFat("1.0");
        UUID after = scanLean("1.1");
        Desk.Page answer = keep(Role.COMPLIANCE_OFFICER, after, before, seen(show(after, before)), "Leaner.");
        String place = String.valueOf(answer.response().getRedirectedUrl());
        byte[] another = Sha256.of(code.getBytes(StandardCharsets.UTF_8)).bytes();
        jdbc.sql("UPDATE hardening.comparison SET sha256 = :another WHERE repository = :repository")
                .param("another", another)
                .param("repository", repository)
                .update();
        assertThat(desk.get(Role.AUDITOR, place).text())
                .contains("What is stored is not what was kept.")
                .doesNotContain("Removed</span>");
    }

    @Test
    void keepsOnlyWhatItsReaderSawWithWordsAndOnce() {
        UUID before = scanFat("1.0");
        UUID after = scanLean("1.1");
        String seen = seen(show(after, before));
        assertThat(keep(Role.COMPLIANCE_OFFICER, after, before, seen, " ")
                        .response()
                        .getRedirectedUrl())
                .contains("/comparison?with=");
        scanLean("1.1", vulnerability(7, "musl", "CRITICAL", null));
        assertThat(keep(Role.COMPLIANCE_OFFICER, after, before, seen, "Leaner.")
                        .response()
                        .getRedirectedUrl())
                .contains("/comparison?with=");
        assertThat(count()).isZero();
        String now = seen(show(after, before));
        keep(Role.COMPLIANCE_OFFICER, after, before, now, "Leaner.");
        keep(Role.COMPLIANCE_OFFICER, after, before, now, "Leaner, again.");
        assertThat(count()).isEqualTo(1);
        assertThat(show(after, before)).contains("This very comparison is kept").doesNotContain("name=\"seen\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"COMPLIANCE_OFFICER", "SECURITY_ENGINEER"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseKeepsAnythingAndNobodyWithoutAToken(Role role) {
        UUID before = scanFat("1.0");
        UUID after = scanLean("1.1");
        String seen = seen(show(after, before));
        assertThat(keep(role, after, before, seen, "Leaner.").status()).isEqualTo(403);
        assertThat(desk.postWithoutToken(
                                Role.COMPLIANCE_OFFICER,
                                "/images/" + after + "/comparison",
                                "with",
                                before.toString(),
                                "seen",
                                seen,
                                "words",
                                "Leaner.")
                        .status())
                .isEqualTo(403);
        assertThat(desk.get(role, "/images/" + after + "/comparison?with=" + before)
                        .text())
                .doesNotContain("name=\"words\"");
        assertThat(count()).isZero();
    }

    @Test
    void refusesWhatAreNotTwoImagesOfARepository() {
        UUID one = scanFat("1.0");
        assertThat(get(one, one.toString())).isEqualTo(400);
        assertThat(get(one, UUID.randomUUID().toString())).isEqualTo(404);
        assertThat(get(one, "1")).isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/images/" + one + "/comparison.csv").status())
                .isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/images/" + one + "/comparison").text())
                .contains("There is no other digest");
        api.post("/api/v1/scans?wait=30s&environment=" + code, """
                {"SchemaVersion":2,"ArtifactName":"%s:moved","ArtifactType":"container_image","Results":[]}
                """.formatted(repository)
                .getBytes(StandardCharsets.UTF_8));
        UUID tag = image("moved");
        assertThat(get(one, tag.toString())).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/images/" + tag + "/comparison").text())
                .contains("This image is not compared");
        assertThat(desk.get(Role.AUDITOR, "/comparisons/999999999").status()).isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/comparisons?before=x").status()).isEqualTo(400);
        assertThat(keep(Role.COMPLIANCE_OFFICER, one, one, "", "Nothing.").status())
                .isEqualTo(302);
        assertThat(count()).isZero();
    }

    @Test
    void writesAllOfItToAFileWithALineInTheTrail() {
        UUID before = scanFat("1.0");
        UUID after = scan(
                "1.1",
                "2026-05-10T00:00:00Z",
                "0.58.0",
                packages("=zlib", "1.3", "deb/debian"),
                vulnerability(3, "@zlib", "HIGH", null));
        assertThat(csv(after, before))
                .startsWith("\"about\",\"change\",\"name\",")
                .contains("\"scan\",\"packages before\",\"Trivy 0.58.0, made 2026-05-10T00:00:00Z, received ")
                .contains("\"package\",\"added\",\"'=zlib-" + code, "\"package\",\"removed\",\"bash-" + code)
                .contains("\"vulnerability\",\"still there\",\"" + cve(3) + "\",\"\",\"zlib-" + code + "\",\"'@zlib-"
                        + code);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger.activity WHERE action = 'comparison.exported' AND object LIKE :like")
                        .param("like", "%" + code + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void escapesWhatScannersSay() {
        UUID before = scanFat("1.0");
        UUID after = scan(
                "1.1",
                "2026-05-10T00:00:00Z",
                "0.58.0<script>",
                packages("<img src=x>", "<svg onload=alert(1)>", "deb/debian"),
                vulnerability(8, "<b>zlib", "HIGH", null));
        assertThat(show(after, before))
                .contains("&lt;img src=x&gt;", "&lt;svg onload=alert(1)&gt;", "0.58.0&lt;script&gt;")
                .doesNotContain("<img src=x>", "<svg onload", "<b>zlib", "0.58.0<script>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            pkg:npm/%40angular/core@16.1.0 pkg:npm/%40angular/core
            pkg:npm/@angular/core@16.1.0 pkg:npm/@angular/core
            pkg:npm/@angular/core pkg:npm/@angular/core
            pkg:golang/example.com/x@v1.0.0%2Bincompatible?type=module#sub/dir pkg:golang/example.com/x
            pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12.7 pkg:deb/debian/libc6
            """)
    void tellsPackagesApartByTheirPackageUrlWithoutTheVersion(String purl, String identity) {
        UUID before = scanFat("1.0");
        UUID after = scanLean("1.1");
        jdbc.sql(
                        "INSERT INTO estate.component (image_id, name, version, purl, location) VALUES (:id, 'p', '1', :purl, '')")
                .param("id", after)
                .param("purl", purl)
                .update();
        assertThat(show(after, before)).contains(">" + identity + "<");
    }

    private UUID scanFat(String tag, String... more) {
        return scan(
                tag,
                "2026-05-10T00:00:00Z",
                "0.58.0",
                Arrays.asList(
                                packages("bash", "5.1", "deb/debian"),
                                packages("perl", "5", "deb/debian"),
                                packages("zlib", "5.1", "deb/debian"),
                                packages("curl", "8", "deb/debian"))
                        .stream()
                        .collect(Collectors.joining(",")),
                vulnerability(1, "bash", "HIGH", null) + "," + vulnerability(2, "zlib", "CRITICAL", null) + ","
                        + vulnerability(3, "zlib", "MEDIUM", null)
                        + (more.length == 0 ? "" : "," + String.join(",", more)));
    }

    private UUID scanLean(String tag, String... more) {
        return scan(
                tag,
                "2026-05-11T00:00:00Z",
                "0.58.0",
                packages("zlib", "5.2", "deb/debian") + "," + packages("curl", "8", "deb/debian") + ","
                        + packages("musl", "1", "apk/alpine"),
                vulnerability(3, "zlib1g", "MEDIUM", null) + "," + vulnerability(4, "musl", "LOW", null)
                        + (more.length == 0 ? "" : "," + String.join(",", more)));
    }

    private UUID scan(String tag, String at, String version, String packages, String vulnerabilities) {
        post(tag, """
                {"SchemaVersion":2,"CreatedAt":"%s","Trivy":{"Version":"%s"},"ArtifactName":"%s:%s","ArtifactType":"container_image",
                 "Results":[{"Target":"os","Class":"os-pkgs","Type":"debian"%s,"Vulnerabilities":[%s]}]}
                """.formatted(
                        at,
                        version,
                        repository,
                        tag,
                        packages.isEmpty() ? "" : ",\"Packages\":[" + packages + "]",
                        vulnerabilities));
        return image(tag);
    }

    private void post(String tag, String report) {
        String digest = "sha256:"
                + Sha256.of((tag + code).getBytes(StandardCharsets.UTF_8)).hex();
        assertThat(api.post(
                                "/api/v1/scans?wait=30s&environment=" + code + "&digest=" + digest,
                                report.getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
    }

    private UUID image(String tag) {
        return jdbc.sql("SELECT id FROM estate.image WHERE repository = :repository AND tag = :tag")
                .param("repository", repository)
                .param("tag", tag)
                .query(UUID.class)
                .single();
    }

    private String packages(String name, String version, String type) {
        return """
                {"Name":"%1$s-%4$s","Version":"%2$s","Identifier":{"PURL":"pkg:%3$s/%1$s-%4$s@%2$s?arch=amd64"}}
                """.formatted(name, version, type, code).strip();
    }

    private String vulnerability(int n, String name, String severity, @Nullable String published) {
        return """
                {"VulnerabilityID":"%s","PkgName":"%s-%s","InstalledVersion":"1","Severity":"%s","Title":"t"%s}
                """.formatted(
                cve(n), name, code, severity, published == null ? "" : ",\"PublishedDate\":\"" + published + "\"").strip();
    }

    private String cve(int n) {
        return "CVE-2026-" + code.substring(1) + n;
    }

    private String show(UUID after, UUID before) {
        Desk.Page page = desk.get(Role.COMPLIANCE_OFFICER, "/images/" + after + "/comparison?with=" + before);
        assertThat(page.status()).isEqualTo(200);
        return page.text();
    }

    private int get(UUID after, String before) {
        return desk.get(Role.AUDITOR, "/images/" + after + "/comparison?with=" + before)
                .status();
    }

    private String csv(UUID after, UUID before) {
        return desk.get(Role.AUDITOR, "/images/" + after + "/comparison.csv?with=" + before)
                .text();
    }

    private Desk.Page keep(Role role, UUID after, UUID before, String seen, String words) {
        return desk.post(
                role, "/images/" + after + "/comparison", "with", before.toString(), "seen", seen, "words", words);
    }

    private static String seen(String page) {
        Matcher seen = SEEN.matcher(page);
        assertThat(seen.find()).isTrue();
        return seen.group(1);
    }

    private long count() {
        return jdbc.sql("SELECT count(*) FROM hardening.comparison WHERE repository = :repository")
                .param("repository", repository)
                .query(Long.class)
                .single();
    }
}
