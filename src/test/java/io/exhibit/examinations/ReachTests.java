package io.exhibit.examinations;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.findings.StoredFinding;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** An examiner sees what a mandate reaches, and nothing else. */
@SpringBootTest
@AutoConfigureMockMvc
class ReachTests {

    /** What belongs to being signed in. */
    private static final Set<String> FOR_EVERYBODY = Set.of("/password", "/sign-in", "/error", "/problems/{slug}");

    private static final Set<String> LED_ON = Set.of("/", "/packs", "/controls");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private Mandates mandates;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Test
    void withoutAMandateNothingIsSeenButThePageThatSaysSo() {
        assertThat(seen(RequestMethod.GET)).containsExactly("/mandate");
        assertThat(seen(RequestMethod.POST)).isEmpty();
        assertThat(desk.get(Role.EXAMINER, "/mandate").text())
                .contains("No mandate is in force for you")
                .doesNotContain("href=\"/findings\"", "href=\"/ledger\"", "href=\"/systems\"");
        assertThat(desk.get(Role.EXAMINER, "/").response().getRedirectedUrl()).isEqualTo("/mandate");
    }

    /** Every address there is: a page that nobody has cut to mandates is closed. */
    @Test
    void underTheWidestMandateEveryOtherPageStaysClosed() {
        grant(List.of("all"), today.minusYears(1), today);
        assertThat(seen(RequestMethod.GET)).containsExactly("/findings", "/findings.csv", "/mandate");
        assertThat(seen(RequestMethod.POST)).isEmpty();
        assertThat(desk.get(Role.EXAMINER, "/controls/OCC-2020-62/no-such").status())
                .isIn(302, 404);
    }

    @Test
    void findingsAreThoseOfTheMandatesSystems() {
        StoredFinding mine = StoredFinding.in(jdbc, "libmine", ago(40));
        StoredFinding other = StoredFinding.in(jdbc, "libother", ago(40));
        grant(List.of(mine.scope()), today.minusDays(90), today);

        String filled = filled("/findings?q=lib");
        assertThat(filled).isEqualTo("/findings?q=lib&scope=system%3A" + mine.code);
        assertThat(text(filled))
                .contains(mine.vulnerability, "value=\"" + mine.scope() + "\"")
                .doesNotContain(other.vulnerability, other.code, "value=\"all\"");
        assertThat(text("/findings.csv?scope=" + mine.scope()))
                .contains(mine.vulnerability)
                .doesNotContain(other.vulnerability);
        assertThat(text("/findings/" + mine.id + "?scope=" + mine.scope())).contains(mine.vulnerability);
        for (String closed : List.of(
                "/findings?scope=all",
                "/findings?scope=tag:pci",
                "/findings?scope=" + other.scope(),
                "/findings?scope=" + mine.scope() + "&scope=" + other.scope(),
                "/findings.csv?scope=" + other.scope(),
                "/findings/" + other.id + "?scope=" + mine.scope(),
                "/findings/" + UUID.randomUUID() + "?scope=" + mine.scope(),
                "/findings/x?scope=" + mine.scope(),
                "/images/" + mine.id,
                "/systems/" + mine.code)) {
            assertThat(desk.get(Role.EXAMINER, closed).status()).as(closed).isEqualTo(403);
        }
    }

    @Test
    void daysAreThoseThatAreExamined() {
        StoredFinding then = StoredFinding.in(jdbc, "libthen", ago(80));
        StoredFinding later = StoredFinding.in(jdbc, "liblater", ago(20));
        LocalDate last = today.minusDays(50);
        grant(List.of(then.scope(), later.scope()), today.minusDays(100), last);
        String scope = "&scope=" + then.scope();

        assertThat(filled("/findings?" + scope)).endsWith("&asOf=" + last);
        assertThat(filled("/findings/" + then.id + "?" + scope)).endsWith("&asOf=" + last);
        assertThat(desk.get(Role.EXAMINER, "/findings?asOf=" + last + scope).status())
                .isEqualTo(200);
        assertThat(desk.get(Role.EXAMINER, "/findings/" + then.id + "?asOf=" + last + "&known=now" + scope)
                        .status())
                .isEqualTo(200);
        for (String closed : List.of(
                "/findings?asOf=" + today + scope,
                "/findings?asOf=" + today.minusDays(101) + scope,
                "/findings?asOf=2026-13-77" + scope,
                "/findings?asOf=" + last + "&asOf=" + today + scope,
                "/findings/" + then.id + "?asOf=" + last + "&known=nonsense" + scope,
                "/findings/" + later.id + "?asOf=" + last + "&known=now&scope=" + later.scope())) {
            assertThat(desk.get(Role.EXAMINER, closed).status()).as(closed).isEqualTo(403);
        }
    }

    @Test
    void controlsAreThoseOfTheFrameworksOverTheDaysExamined() {
        StoredFinding mine = StoredFinding.in(jdbc, "libmine", ago(40));
        LocalDate first = today.minusDays(90);
        grant(List.of(mine.scope()), first, today);

        String link = "/controls/OCC-2020-62/" + code();
        assertThat(text("/mandate")).contains(link, "Authority &lt;b&gt;, letter 7");
        String filled = filled(link);
        assertThat(filled).isEqualTo(link + "?from=" + first + "&to=" + today + "&scope=system%3A" + mine.code);
        assertThat(desk.get(Role.EXAMINER, filled).status()).isEqualTo(200);
        assertThat(desk.get(Role.EXAMINER, filled.replace("OCC-2020-62", "occ-2020-62"))
                        .status())
                .isEqualTo(200);
        for (String closed : List.of(
                filled.replace("OCC-2020-62", "PCI-DSS"),
                filled.replace("from=" + first, "from=" + first.minusDays(1)),
                filled.replace("to=" + today, "to=" + today.plusDays(1)),
                filled.replace("to=" + today, "to=" + today + "T00:00:00Z"),
                filled.replace("scope=system%3A" + mine.code, "scope=all"))) {
            assertThat(desk.get(Role.EXAMINER, closed).status()).as(closed).isEqualTo(403);
        }
    }

    @Test
    void packsAreThoseThatWereHandedOver() {
        long entry = grant(List.of("tag:pci"), today.minusDays(90), today);
        UUID handed = pack("OCC-2020-62", "tag:pci", today.minusDays(80), today.minusDays(10));
        UUID another = pack("OCC-2020-62", "tag:pci", today.minusDays(80), today.minusDays(10));
        assertThat(desk.get(Role.EXAMINER, "/packs/" + handed).status()).isEqualTo(403);

        assertThat(handOver(entry, handed).flash("done")).contains("handed over");
        assertThat(handOver(entry, handed).flash("refused")).contains("already");
        assertThat(text("/mandate")).contains("/packs/" + handed).doesNotContain(another.toString());
        for (String path : List.of("", "/samples")) {
            assertThat(desk.get(Role.EXAMINER, "/packs/" + handed + path).status())
                    .isEqualTo(200);
            assertThat(desk.get(Role.EXAMINER, "/packs/" + another + path).status())
                    .isEqualTo(403);
        }
        assertThat(desk.get(Role.EXAMINER, "/packs/" + another + "/pack.zip").status())
                .isEqualTo(403);
        assertThat(desk.post(Role.EXAMINER, "/packs/" + handed + "/samples", "check", "C07")
                        .status())
                .isEqualTo(422);
        assertThat(desk.post(Role.EXAMINER, "/packs/" + another + "/samples", "check", "C07")
                        .status())
                .isEqualTo(403);
        for (UUID outside : List.of(
                pack("PCI-DSS", "tag:pci", today.minusDays(80), today.minusDays(10)),
                pack("OCC-2020-62", "all", today.minusDays(80), today.minusDays(10)),
                pack("OCC-2020-62", "tag:pci", today.minusDays(91), today.minusDays(10)),
                pack("OCC-2020-62", "tag:pci", today.minusDays(80), today.plusDays(2)))) {
            assertThat(handOver(entry, outside).flash("refused")).contains("does not cover");
        }
        assertThat(handOver(entry, UUID.randomUUID()).flash("refused")).contains("Choose a sealed pack");

        mandates.withdraw(entry, "The examination has ended.", Letters.ANOTHER);
        assertThat(desk.get(Role.EXAMINER, "/packs/" + handed).status()).isEqualTo(403);
    }

    private Desk.Page handOver(long entry, UUID pack) {
        return desk.post(Role.COMPLIANCE_OFFICER, "/mandates/" + entry + "/packs", "pack", pack.toString());
    }

    /** Of the patterns that controllers answer, those that the examiner is not refused at and not led away from. */
    private Set<String> seen(RequestMethod method) {
        Set<String> seen = new TreeSet<>();
        mappings.getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(method))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(pattern -> !pattern.matches("/(api|checkpoint|tile).*") && !FOR_EVERYBODY.contains(pattern))
                .forEach(pattern -> {
                    String path = pattern.replaceAll(
                                    "\\{(id|pack)}", UUID.randomUUID().toString())
                            .replaceAll("\\{sha256}", "a".repeat(64))
                            .replaceAll("\\{framework}", "DORA")
                            .replaceAll("\\{[^/]*}", "1");
                    Desk.Page page = method == RequestMethod.GET
                            ? desk.get(Role.EXAMINER, path)
                            : desk.post(Role.EXAMINER, path);
                    if (page.status() == 302) {
                        assertThat(LED_ON).as(path).contains(pattern);
                    } else if (page.status() != 403) {
                        seen.add(pattern);
                    }
                });
        return seen;
    }

    private long grant(List<String> scopes, LocalDate from, LocalDate to) {
        return Letters.grant(mandates, desk, Letters.terms(desk, List.of("OCC-2020-62"), scopes, from, to, today));
    }

    private String text(String path) {
        Desk.Page page = desk.get(Role.EXAMINER, path);
        assertThat(page.status()).as(path).isEqualTo(200);
        return page.text();
    }

    /** Where an address leads that leaves out what the mandate says. */
    private String filled(String path) {
        return String.valueOf(desk.get(Role.EXAMINER, path).response().getRedirectedUrl());
    }

    /** The code of a control of the framework. */
    private String code() {
        String page = text("/mandate");
        return page.replaceAll("(?s).*?/controls/OCC-2020-62/([^?\"]+).*", "$1");
    }

    private UUID pack(String framework, String scope, LocalDate from, LocalDate to) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO packs.pack (id, framework, scope, period_from, period_to, as_of, state, step, progress, attempts, requested_by,
                                        requested_at, demo, ledger_size, pdf_sha256, zip_sha256, entry_index, sealed_at, version)
                VALUES (:id, :framework, :scope, :from, :to, :to, 'SEALED', 'Sealed', 100, 1, 'test', :at, false, 1, :sha, :sha, 0, :at, 0)
                """)
                .param("id", id)
                .param("framework", framework)
                .param("scope", scope)
                .param("from", from.atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("to", to.atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param(
                        "sha",
                        Sha256.of(id.toString().getBytes(StandardCharsets.UTF_8))
                                .bytes())
                .update();
        return id;
    }

    private Instant ago(int days) {
        return clock.instant().truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
    }
}
