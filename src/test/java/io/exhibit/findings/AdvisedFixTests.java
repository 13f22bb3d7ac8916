package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.Register;
import io.exhibit.estate.ScopeTags;
import io.exhibit.ledger.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What makers state of their fixes dates what scans show. A report is the tool, its day, and packages of Red Hat with the version in which
 * they are fixed, after an at sign the day that Grype gives for it; {@code RHSA} is a real advisory, with package URLs as Red Hat writes them.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class AdvisedFixTests {

    private static final String RHSA = "RHSA";

    private static final List<String> AT_ONCE =
            List.of("T 2026-10-01: telnet=1:0.17-65.el7_6", RHSA, "T 2026-10-09: telnet=1:0.17-65.el7_6");

    private static final List<String> BY_TWO = List.of(
            "T 2026-10-01: telnet=1:0.17-64.el7_6",
            "T 2026-10-09: telnet=1:0.17-65.el7_6 telnet-server=1:0.17-65.el7_6",
            RHSA,
            "G 2026-10-12: telnet=1:0.17-66.el7_6@2022-01-04");

    private static final List<String> NO_LONGER_SHOWN = List.of(
            "T 2026-10-01: telnet=1:0.17-65.el7_6 telnet-server=1:0.17-65.el7_6",
            "T 2026-10-09: telnet=1:0.17-66.el7_6",
            RHSA);

    private static final List<String> EARLIER_BY_A_SCANNER =
            List.of("G 2026-10-01: telnet=1:0.17-65.el7_6@2022-01-03", RHSA, "T 2026-10-02: telnet=1:0.17-65.el7_6");

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RankTurns turns;

    private final String world = "advised" + System.nanoTime();
    private final String cve = "CVE-2020-" + System.nanoTime() % 10_000_000_000L;
    private Api api;
    private Desk desk;

    @BeforeEach
    void enterASystem(@Autowired BeanFactory beans, @Autowired Register register) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "advised", Permission.SCANS_WRITE, Permission.VEX_WRITE);
        register.enter(
                world,
                new Register.Entry(
                        "Cards", "Owner", "", "", new ScopeTags(true, false, false, false), Exposure.INTERNAL),
                new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Mara", "test"));
    }

    static Stream<List<String>> orders() {
        return Stream.of(AT_ONCE, BY_TWO, NO_LONGER_SHOWN, EARLIER_BY_A_SCANNER)
                .flatMap(all -> Orders.of(all.size())
                        .map(order -> order.stream().map(all::get).toList()));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anyOrderOfReportsAndAdvisoriesGivesTheSameState(List<String> order) {
        order.forEach(this::come);
        String dated = "2022-01-04 first release, due 2022-02-03, advisory RHSA-2022:0011 of Red Hat Product Security";
        if (order.contains(BY_TWO.getLast())) {
            assertThat(findings()).containsExactly("telnet OPEN " + dated, "telnet-server OPEN " + dated);
        } else if (order.contains(NO_LONGER_SHOWN.get(1))) {
            assertThat(findings()).containsExactly("telnet OPEN " + dated, "telnet-server CLOSED " + dated);
        } else if (order.contains(EARLIER_BY_A_SCANNER.getFirst())) {
            assertThat(findings()).containsExactly("telnet OPEN 2022-01-03 advisory, due 2022-02-02, Grype");
        } else {
            assertThat(findings()).containsExactly("telnet OPEN " + dated);
        }
    }

    @Test
    void aVerdictThatStoodIsSupersededAndStays() {
        come("T 2026-10-01: telnet=1:0.17-65.el7_6");
        String before = verdicts();
        come(RHSA);
        assertThat(before).isEqualTo("2026-10-31 true stands");
        assertThat(verdicts()).isEqualTo("2026-10-31 true superseded, 2022-02-03 false stands");
    }

    @Test
    void isSaidWithItsDocumentInTheStoryAndTheFiles() {
        come("T 2026-10-01: telnet=1:0.17-65.el7_6");
        String submission = advise(advisory());
        String source =
                "as advisory RHSA-2022:0011 of Red Hat Product Security states it: first release, 1:0.17-65.el7_6";
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding()).text())
                .contains(source, "4 Jan 2022", "/submissions/" + submission, "the document that states it")
                .doesNotContain("counted from an estimated date");
        String then = jdbc.sql("""
                        SELECT to_char((fix_stated_seen - interval '1 microsecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                          FROM findings.finding WHERE id = :id
                        """).param("id", finding()).query(String.class).single();
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding() + "?asOf=" + then)
                        .text())
                .as("what was known before")
                .doesNotContain("RHSA-2022:0011", "/submissions/" + submission);
        assertThat(desk.get(Role.AUDITOR, "/timeline.csv?profile=PCI&system=" + world)
                        .text())
                .contains("\"2022-01-04T00:00:00Z\"", source);
        assertThat(desk.get(Role.AUDITOR, "/vex?submission=" + submission).text())
                .contains("dates the fix of 3 versions of packages", "1 finding has its date from it");
    }

    /** The same of each: another version, package, type or maker's distribution is dated by nothing, and is kept. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pkg:rpm/redhat/telnet@0.17-65.el7_6?epoch=1            | redhat     | telnet      | 1:0.17-65.el7_6             | true
            pkg:rpm/redhat/telnet@0.17-65.el7_6                    | redhat     | telnet      | 0:0.17-65.el7_6             | true
            pkg:rpm/redhat/telnet@0.17-65.el7_6?epoch=0            | redhat     | telnet      | 0.17-65.el7_6               | true
            pkg:rpm/telnet@0.17-65.el7_6                           | amazon     | telnet      | 0.17-65.el7_6               | true
            pkg:rpm/suse/curl@8.0-1                                | suse linux enterprise server | curl | 8.0-1            | true
            pkg:deb/debian/libssl3@3.0.1-1%2Bdeb12u1               | debian     | libssl3     | 3.0.1-1+deb12u1             | true
            pkg:maven/org.example/core@2.0.1                       | jar        | org.example:core | 1.9.9, 2.0.1           | true
            pkg:npm/%40scope/ui@2.0.0                              | node-pkg   | @scope/ui   | 2.0.0                       | true
            pkg:golang/github.com/maker/gateway@v1.2.0             | gobinary   | github.com/maker/gateway | 1.1.9,1.2.0    | true
            pkg:pypi/zope-interface@5.0                            | python-pkg | Zope.Interface | 5.0                      | true
            pkg:rpm/redhat/telnet@0.17-65.el7_6                    | redhat     | telnet      | 1:0.17-65.el7_6             | false
            pkg:rpm/redhat/telnet@0.17-65.el7_6?epoch=1            | redhat     | telnet      | 1:0.17-65.el7_6.1           | false
            pkg:rpm/redhat/telnet@0.17-65.el7_6?epoch=1            | centos     | telnet      | 1:0.17-65.el7_6             | false
            pkg:rpm/redhat/telnet-server@0.17-65.el7_6?epoch=1     | redhat     | telnet      | 1:0.17-65.el7_6             | false
            pkg:deb/redhat/telnet@0.17-65.el7_6                    | redhat     | telnet      | 0.17-65.el7_6               | false
            pkg:npm/core@2.0.1                                     | jar        | core        | 2.0.1                       | false
            pkg:maven/org.other/core@2.0.1                         | jar        | org.example:core | 2.0.1                  | false
            """)
    void datesTheVerySameVersionOfTheVerySamePackage(
            String purl, String type, String packaged, String fixed, boolean dates) {
        send("/api/v1/scans?wait=60s&environment=" + world, """
                {"SchemaVersion":2,"CreatedAt":"2026-10-01T10:00:00Z","ArtifactName":"registry.example/%s:1","ArtifactType":"container_image",
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"%s","Vulnerabilities":[{"VulnerabilityID":"%s","PkgName":"%s",
                  "InstalledVersion":"0","FixedVersion":"%s","Severity":"HIGH"}]}]}
                """.formatted(world, type, cve, packaged, fixed));
        advise(made(cve, purl, "2022-03-01T23:00:00-02:00"));
        assertThat(jdbc.sql(
                                "SELECT coalesce(fix_stated_at::text, 'never') FROM findings.finding WHERE vulnerability = :cve")
                        .param("cve", cve)
                        .query(String.class)
                        .single())
                .isEqualTo(dates ? "2022-03-02 00:00:00+00" : "never");
        assertThat(jdbc.sql("SELECT count(*) FROM scans.advised_fix WHERE vulnerability = :cve")
                        .param("cve", cve)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDateAfterTheReceiptDatesNothing() {
        come("T 2026-10-01: telnet=1:0.17-65.el7_6");
        Api.Answer answer = post(made(cve, "pkg:rpm/redhat/telnet@0.17-65.el7_6?epoch=1", "2087-03-01T00:00:00Z"));
        turns.follow();
        assertThat(answer.number("/counts/fixes dated after the receipt")).isEqualTo(1);
        assertThat(jdbc.sql("SELECT fix_stated_at IS NULL FROM findings.finding WHERE vulnerability = :cve")
                        .param("cve", cve)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void whatIsNamedWithoutPackageUrlsIsCounted() throws IOException {
        Api.Answer answer = post(sample());
        assertThat(answer.text("/state")).isEqualTo("INTERPRETED");
        assertThat(answer.number("/counts/fixes with a date, not to be compared"))
                .isEqualTo(15);
        assertThat(post(advisory()).number("/counts/fixes with a date")).isEqualTo(3);
    }

    @Test
    void theSameDocumentAgainChangesNothing() {
        come("T 2026-10-01: telnet=1:0.17-65.el7_6");
        String first = advise(advisory());
        advise(advisory().replaceFirst("\\{", "{ "));
        come("T 2026-10-02: telnet=1:0.17-65.el7_6");
        assertThat(jdbc.sql("SELECT fix_stated_by::text FROM findings.finding WHERE vulnerability = :cve")
                        .param("cve", cve)
                        .query(String.class)
                        .single())
                .isEqualTo(first);
        assertThat(verdicts()).isEqualTo("2026-10-31 true superseded, 2022-02-03 false stands");
    }

    static Stream<List<Integer>> orders3() {
        return Orders.of(3);
    }

    /** The maker knows it by an id that only one of the two scanners gives beside the CVE, in another environment. */
    @ParameterizedTest
    @MethodSource("orders3")
    void anyOrderGivesTheSameStateWhenTheNameIsLearntOnTheWay(List<Integer> order) {
        String ghsa = "GHSA-"
                + Stream.of(1, 2, 3)
                        .map(n -> UUID.randomUUID().toString().substring(0, 4))
                        .collect(Collectors.joining("-"));
        List<Runnable> steps = List.of(
                () -> advise(made(ghsa, "pkg:npm/left@2", "2022-03-01T00:00:00Z")),
                () -> send("/api/v1/scans?wait=60s&environment=" + world, """
                        {"SchemaVersion":2,"CreatedAt":"2026-10-01T10:00:00Z","ArtifactName":"registry.example/one:1",
                         "ArtifactType":"container_image","Results":[{"Target":"t","Class":"lang-pkgs","Type":"node-pkg","Vulnerabilities":[
                         {"VulnerabilityID":"%s","PkgName":"left","InstalledVersion":"1","FixedVersion":"2","Severity":"HIGH"}]}]}
                        """.formatted(cve)),
                () -> send("/api/v1/scans?wait=60s&environment=" + world + "-other", """
                        {"matches":[{"vulnerability":{"id":"%s","severity":"High","fix":{"versions":["3"],"state":"fixed"}},
                         "relatedVulnerabilities":[{"id":"%s"}],"artifact":{"name":"right","version":"1","type":"npm","purl":"pkg:npm/right@1"}}],
                         "source":{"type":"image","target":{"userInput":"registry.example/other:1","tags":["registry.example/other:1"]}},
                         "descriptor":{"name":"grype","version":"0.99.1","timestamp":"2026-10-02T10:00:00Z"}}
                        """.formatted(ghsa, cve)));
        order.forEach(n -> steps.get(n).run());
        assertThat(jdbc.sql("""
                        SELECT string_agg(package || ' ' || coalesce(fix_stated_at::date::text, 'never'), ', ' ORDER BY package)
                          FROM findings.finding WHERE vulnerability = :cve
                        """).param("cve", cve).query(String.class).single())
                .isEqualTo("left 2022-03-01, right never");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void anAdvisoryNeverMovesADeadlineLater(long seed) {
        Random random = new Random(seed);
        List<String> versions = List.of("1:1-1", "1:1-2", "1:1-3");
        List<String> dues = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            String version = versions.get(random.nextInt(3));
            String day = "2026-0%d-%02d".formatted(1 + random.nextInt(8), 1 + random.nextInt(28));
            if (random.nextInt(3) == 0) {
                come("%s %s: telnet=%s@%s".formatted(random.nextBoolean() ? "T" : "G", day, version, "2026-02-02"));
                dues.clear();
            } else {
                advise(made(cve, "pkg:rpm/redhat/telnet@" + version.replace(":", "%3A"), day + "T00:00:00Z"));
            }
            dues.addAll(jdbc.sql("""
                            SELECT coalesce(d.due_at, 'infinity')::text
                              FROM findings.finding f
                              JOIN findings.deadline d ON d.finding_id = f.id AND d.episode = f.episode AND d.superseded_at IS NULL
                             WHERE f.vulnerability = :cve AND d.profile = 'PCI'
                            """).param("cve", cve).query(String.class).list());
            for (int at = 1; at < dues.size(); at++) {
                assertThat(dues.get(at)).as("seed %d: %s", seed, dues).isLessThanOrEqualTo(dues.get(at - 1));
            }
        }
    }

    private void come(String what) {
        if (what.equals(RHSA)) {
            advise(advisory());
        } else {
            scan(what);
        }
    }

    /** In the turn of what was sent; answers its submission. */
    private String advise(String document) {
        Api.Answer answer = post(document);
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
        turns.follow();
        return answer.text("/id");
    }

    private Api.Answer post(String document) {
        return api.post("/api/v1/vex?wait=60s", document.getBytes(StandardCharsets.UTF_8));
    }

    private String advisory() {
        return sample().replace("CVE-2020-10188", cve)
                .replaceAll(
                        "(\"product_id\": \"(telnet[a-z-]*)-1:([^\"]+)\\.(src|x86_64|ppc64le)\")",
                        "$1, \"product_identification_helper\": {\"purl\": \"pkg:rpm/redhat/$2@$3?arch=$4&epoch=1\"}");
    }

    private static String sample() {
        try (InputStream in = Objects.requireNonNull(
                AdvisedFixTests.class.getResourceAsStream("/vex/csaf/claircore-rhsa-2022-0011.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A VEX document that dates one product. */
    private static String made(String vulnerability, String purl, String date) {
        return """
                {"document":{"category":"csaf_vex","csaf_version":"2.0","publisher":{"name":"Maker","namespace":"https://maker.example"},
                  "tracking":{"id":"M-1","initial_release_date":"2021-01-01T00:00:00Z"}},
                 "product_tree":{"full_product_names":[{"product_id":"a","name":"A","product_identification_helper":{"purl":"%s"}}]},
                 "vulnerabilities":[{"ids":[{"system_name":"x","text":"%s"}],"product_status":{"fixed":["a"]},
                  "remediations":[{"category":"vendor_fix","date":"%s","details":"Update.","product_ids":["a"]}]}]}
                """.formatted(purl, vulnerability, date);
    }

    private UUID finding() {
        return jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = :cve")
                .param("cve", cve)
                .query(UUID.class)
                .single();
    }

    private List<String> findings() {
        return jdbc.sql("""
                        SELECT f.package || ' ' || f.state || ' ' || coalesce(f.fix_at::date::text, 'never') || ' ' || coalesce(f.fix_kind, '')
                               || ', due ' || coalesce(d.due_at::date::text, 'never') || ', ' || coalesce(f.fix_stated_tool, '')
                          FROM findings.finding f
                          JOIN findings.deadline d ON d.finding_id = f.id AND d.episode = f.episode AND d.profile = 'PCI'
                               AND d.superseded_at IS NULL AND (d.ended_at IS NULL) = (f.state = 'OPEN')
                         WHERE f.vulnerability = :cve
                         ORDER BY f.package
                        """).param("cve", cve).query(String.class).list();
    }

    private String verdicts() {
        return jdbc.sql("""
                        SELECT string_agg(d.due_at::date || ' ' || d.estimated || CASE WHEN d.superseded_at IS NULL THEN ' stands' ELSE ' superseded' END,
                                          ', ' ORDER BY d.decided_at)
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                         WHERE f.vulnerability = :cve AND d.profile = 'PCI'
                        """).param("cve", cve).query(String.class).single();
    }

    /** Of another image each day. */
    private void scan(String report) {
        String day = report.substring(2, report.indexOf(':'));
        boolean grype = report.startsWith("G");
        String rows = Arrays.stream(report.substring(report.indexOf(": ") + 2).split(" ", -1))
                .map(grype ? this::match : this::row)
                .collect(Collectors.joining(","));
        String digest = "sha256:" + day.substring(8).repeat(32);
        send(
                "/api/v1/scans?wait=60s&environment=" + world + "&system=" + world,
                grype ? """
                {"matches":[%s],"source":{"type":"image","target":{"userInput":"registry.example/cards:1",
                 "repoDigests":["registry.example/cards@%s"],"tags":["registry.example/cards:1"]}},
                 "distro":{"name":"redhat","version":"7"},"descriptor":{"name":"grype","version":"0.99.1","timestamp":"%sT10:00:00Z"}}
                """.formatted(rows, digest, day) : """
                {"SchemaVersion":2,"CreatedAt":"%sT10:00:00Z","ArtifactName":"registry.example/cards:1",
                 "ArtifactType":"container_image","Metadata":{"RepoTags":["registry.example/cards:1"],
                 "RepoDigests":["registry.example/cards@%s"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"redhat","Vulnerabilities":[%s]}]}
                """.formatted(day, digest, rows));
    }

    private String row(String text) {
        return """
                {"VulnerabilityID":"%s","PkgName":"%s","InstalledVersion":"0","FixedVersion":"%s","Severity":"CRITICAL"}
                """.formatted(cve, name(text), version(text));
    }

    private String match(String text) {
        return """
                {"vulnerability":{"id":"%s","severity":"Critical","fix":{"versions":["%s"],"state":"fixed",
                 "available":[{"version":"%s","date":"%s","kind":"advisory"}]}},
                 "artifact":{"name":"%s","version":"0","type":"rpm","purl":"pkg:rpm/redhat/%s@0?distro=rhel-7"}}
                """.formatted(
                cve, version(text), version(text), text.substring(text.indexOf('@') + 1), name(text), name(text));
    }

    private static String name(String text) {
        return text.substring(0, text.indexOf('='));
    }

    private static String version(String text) {
        return text.substring(text.indexOf('=') + 1).replaceFirst("@.*", "");
    }

    private void send(String path, String report) {
        Api.Answer answer = api.post(path, report.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
    }
}
