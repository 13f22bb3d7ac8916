package io.exhibit.estate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.SecondOfficer;
import io.exhibit.access.Role;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
class EstatePagesTests {

    private static final String HOSTILE = "<svg onload=alert(1)>";

    @Autowired
    private Images images;

    @Autowired
    private Targets targets;

    @Autowired
    private Deployments deployments;

    @Autowired
    private SystemList systems;

    @Autowired
    private ScopeConfirmations confirmations;

    @Autowired
    private NarrowingStore proposals;

    @Autowired
    private Narrowings narrowings;

    @Autowired
    private RegisterRedo register;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private final String code = "s" + System.nanoTime();
    private final String repository = "registry.example/" + code + "/app";

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    /** Home says nothing of gaps before anything was ever received. */
    private void somethingCameIn() {
        jdbc.sql("""
                INSERT INTO scans.scan (id, submission_id, n, entry_index, recorded_at, target_id, format, tool, artifact, outcome, classes,
                                        observations, critical, high, medium, low, unknown, suppressed, misconfigurations, secrets,
                                        licences, components, environment, version, revision, build)
                SELECT :id, :id, 0, 0, :at, :id, 'trivy-json', 'Trivy', 'x', 'CONCLUSIVE', '{os-pkgs}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                       '', '', '', ''
                 WHERE NOT EXISTS (SELECT 1 FROM scans.scan)
                """)
                .param("id", UUID.randomUUID())
                .param("at", clock.instant().minusSeconds(1).atOffset(ZoneOffset.UTC))
                .update();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyReads(Role role) {
        for (String path : List.of("/systems", "/systems/new", "/rules/new", "/unattributed", "/images")) {
            assertThat(desk.get(role, path).status()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AUDITOR", "SECURITY_ENGINEER"})
    void whoMayNotChangeThingsSeesNoFormsAndIsRefused(Role role) {
        enter();
        for (String path : List.of("/systems/new", "/systems/" + code, "/rules/new")) {
            assertThat(posts(desk.get(role, path).text())).as(path).containsOnly("/sign-out");
        }
        assertThat(desk.get(role, "/systems").text()).doesNotContain("Enter a system");
        assertThat(desk.post(role, "/systems", fields("x")).status()).isEqualTo(403);
        assertThat(desk.post(role, "/systems/" + code, fields("x")).status()).isEqualTo(403);
        assertThat(desk.post(role, "/systems/" + code + "/rules", "kind", "IMAGE", "pattern", "x")
                        .status())
                .isEqualTo(403);
        assertThat(desk.post(role, "/rules", "kind", "IMAGE", "pattern", "x").status())
                .isEqualTo(403);
        assertThat(desk.post(role, "/rules/" + new UUID(0, 0) + "/remove").status())
                .isEqualTo(403);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        assertThat(desk.postWithoutToken(Role.COMPLIANCE_OFFICER, "/systems", fields(code))
                        .status())
                .isEqualTo(403);
        assertThat(systems.find(code)).isEmpty();
    }

    @Test
    void entersASystemWithItsScopeConfirmedAndItsNameInert() {
        assertThat(enter().status()).isEqualTo(302);
        SystemSheet sheet = systems.find(code).orElseThrow();
        assertThat(sheet.tags()).containsExactly("cardholder data");
        assertThat(sheet.confirmedBy()).isEqualTo("Test Compliance officer");
        assertThat(sheet.standing(clock.instant()).tone()).isEqualTo("ok");
        Desk.Page page = desk.get(Role.AUDITOR, "/systems/" + code);
        assertThat(page.text()).contains("&lt;svg onload").doesNotContain(HOSTILE);
        assertThat(desk.get(Role.AUDITOR, "/systems").text()).contains(code).doesNotContain(HOSTILE);
        assertThat(trail("scope.changed", code)).isEqualTo(1);
    }

    @Test
    void keepsWhyASystemIsInTheScopeOfPciDssAndRefusesToDoWithout() {
        enter();
        String[] connected = {"name", "Fraud", "owner", "Fraud team", "connectedToCde", "true"};
        Desk.Page refused = desk.post(Role.COMPLIANCE_OFFICER, "/systems/" + code, connected);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Say why the system is connected");
        assertThat(desk.post(
                                Role.COMPLIANCE_OFFICER,
                                "/systems/" + code,
                                "name",
                                "Fraud",
                                "owner",
                                "Fraud team",
                                "connectedToCde",
                                "true",
                                "connectedReason",
                                "asks the vault for tokens",
                                "cdeReason",
                                "sees tokens only",
                                "removal",
                                "the card data went to <b>the vault</b>",
                                "legalEntity",
                                "Entity " + code,
                                "supportedUntil",
                                "2020-06-30",
                                "supportSource",
                                "contract 17")
                        .status())
                .isEqualTo(302);
        assertThat(systems.find(code).orElseThrow().tags()).containsExactly("cardholder data", "connected to the CDE");
        agree();
        SystemSheet sheet = systems.find(code).orElseThrow();
        assertThat(sheet.tags()).containsExactly("connected to the CDE");
        Desk.Page page = desk.get(Role.AUDITOR, "/systems/" + code);
        assertThat(page.text())
                .contains("asks the vault for tokens", "sees tokens only", "Entity " + code, "support is over")
                .contains("contract 17", "30 Jun 2020")
                .contains("less than before: ", "the card data went to &lt;b&gt;the vault&lt;/b&gt;")
                .doesNotContain("before Exhibit asked");
        assertThat(confirmations.of(code, Instant.now(), 9))
                .extracting(one -> one.tags().words())
                .containsExactly(
                        List.of("connected to the CDE"),
                        List.of("cardholder data", "connected to the CDE"),
                        List.of("cardholder data"));
        assertThat(desk.get(Role.AUDITOR, "/systems?entity=Entity%20" + code).text())
                .contains("1 system<");
        assertThat(desk.get(Role.AUDITOR, "/systems.csv?entity=Entity%20" + code)
                        .text())
                .contains("\"asks the vault for tokens\"")
                .hasLineCount(2);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM estate.pub_system_in('tag:pci') i JOIN estate.system s ON s.id = i.system_id WHERE s.code = :code")
                        .param("code", code)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2027-13-01", "0001-01-01", "2027-06-30"})
    void refusesAnEndOfSupportThatIsNoDayOrThatNobodySays(String wrong) {
        assertThat(desk.post(
                                Role.COMPLIANCE_OFFICER,
                                "/systems",
                                "code",
                                code,
                                "name",
                                "Fraud",
                                "owner",
                                "Fraud team",
                                "supportedUntil",
                                wrong)
                        .status())
                .isEqualTo(400);
        assertThat(systems.find(code)).isEmpty();
    }

    @Test
    void readsAnEntryFromBeforeTheQuestionsAsNotStatedAndSaysSo() {
        somethingCameIn();
        redo("""
                {"system": "%s", "name": "Old", "owner": "Somebody", "ownerEmail": "", "description": "", "cardholderData": true,
                 "criticalFunction": false, "customerData": false, "thirdParty": false}
                """.formatted(code), clock.instant().minus(Duration.ofDays(370)));

        SystemSheet sheet = systems.find(code).orElseThrow();
        assertThat(sheet.entry().tags().connectedToCde()).isFalse();
        assertThat(sheet.entry().exposure()).isEqualTo(Exposure.UNKNOWN);
        assertThat(sheet.standing(clock.instant())).isEqualTo(new SystemSheet.Standing("late", "expired 4 days ago"));
        assertThat(desk.get(Role.AUDITOR, "/systems/" + code).text())
                .contains("before Exhibit asked", "not asked when the scope was confirmed; counts as no");
        assertThat(desk.get(Role.AUDITOR, "/systems?show=unconfirmed").text())
                .contains("The confirmation of the scope has expired for", code, "expired 4 days ago");
        assertThat(desk.get(Role.AUDITOR, "/systems?show=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/?scope=system:" + code).text())
                .contains("Systems whose scope is not confirmed, or was too long ago");
        enter();
        desk.post(Role.COMPLIANCE_OFFICER, "/systems/" + code, fields(code));
        assertThat(desk.get(Role.AUDITOR, "/systems?show=unconfirmed").text()).doesNotContain(code);
        assertThat(desk.get(Role.AUDITOR, "/?scope=system:" + code).text())
                .doesNotContain("Systems whose scope is not confirmed");
    }

    @Test
    void letsTheConfirmationOfAServiceProviderCountForHalfAYear() {
        somethingCameIn();
        redo("""
                {"system": "%s", "name": "Acquiring", "owner": "Somebody", "ownerEmail": "", "description": "", "cardholderData": true,
                 "criticalFunction": false, "customerData": false, "thirdParty": false, "serviceProvider": true}
                """.formatted(code), clock.instant().minus(Duration.ofDays(186)));

        assertThat(systems.find(code).orElseThrow().standing(clock.instant()))
                .isEqualTo(new SystemSheet.Standing("late", "expired 2 days ago"));
        assertThat(desk.get(Role.AUDITOR, "/?scope=system:" + code).text())
                .contains("Systems whose scope is not confirmed, or was too long ago");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/systems/" + code).text())
                .contains("as a service provider", "It counts for <span>184</span> days")
                .containsPattern("name=\"serviceProvider\" value=\"true\" checked");

        assertThat(desk.post(
                                Role.COMPLIANCE_OFFICER,
                                "/systems/" + code,
                                "code",
                                code,
                                "name",
                                "Acquiring",
                                "owner",
                                "Somebody",
                                "cardholderData",
                                "true",
                                "serviceProvider",
                                "true")
                        .status())
                .isEqualTo(302);
        SystemSheet sheet = systems.find(code).orElseThrow();
        assertThat(sheet.expiresAt())
                .isEqualTo(requireNonNull(sheet.confirmedAt()).plus(Duration.ofDays(184)));
        assertThat(confirmations.of(code, Instant.now(), 9))
                .extracting(one -> one.tags().serviceProvider())
                .containsExactly(true, true);
        assertThat(desk.get(Role.AUDITOR, "/?scope=system:" + code).text())
                .doesNotContain("Systems whose scope is not confirmed");
    }

    private void agree() {
        SecondOfficer.agree(
                narrowings,
                code,
                OptionalLong.of(proposals.waiting(code).orElseThrow().entry()));
    }

    private void redo(String detail, Instant at) {
        transactions.executeWithoutResult(status -> register.redo(
                new Decision(1, Register.SCOPE, at, null, JsonMapper.shared().readTree(detail))));
    }

    @Test
    void changesASystemButNeverTwiceEntersIt() {
        enter();
        Desk.Page again = enter();
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("is taken").contains("value=\"" + code + "\"");
        Desk.Page unsaid =
                desk.post(Role.ADMINISTRATOR, "/systems/" + code, "name", "New name", "owner", "Ledger team");
        assertThat(unsaid.status()).isEqualTo(400);
        assertThat(unsaid.text()).contains("Say why the system is no longer in scope as cardholder data");
        assertThat(systems.find(code).orElseThrow().tags()).containsExactly("cardholder data");
        assertThat(desk.post(
                                Role.ADMINISTRATOR,
                                "/systems/" + code,
                                "name",
                                "New name",
                                "owner",
                                "Ledger team",
                                "removal",
                                "it holds tokens only")
                        .status())
                .isEqualTo(302);
        assertThat(confirmations.of(code, Instant.now(), 1).getFirst().removal())
                .isEmpty();
        agree();
        assertThat(confirmations.of(code, Instant.now(), 1).getFirst().removal())
                .isEqualTo("it holds tokens only");
        assertThat(jdbc.sql("SELECT name || ' ' || owner FROM estate.pub_system_at(:at) WHERE code = :code")
                        .param("at", clock.instant().minusSeconds(60).atOffset(java.time.ZoneOffset.UTC))
                        .param("code", code)
                        .query(String.class)
                        .single())
                .as("of before its first confirmation there is none but that of now")
                .isEqualTo("New name Ledger team");
        assertThat(systems.find(code).orElseThrow().entry().name()).isEqualTo("New name");
        assertThat(desk.post(Role.ADMINISTRATOR, "/systems/none-such", fields("x"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPPER", "new", "a b", "\0"})
    void refusesACodeThatIsNone(String wrong) {
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/systems", fields(wrong)).status())
                .isEqualTo(400);
    }

    @Test
    void aRuleGivesWhatIsKnownToASystemAndTakingItAwayTakesItBack() {
        enter();
        image("1.0", digest("a"));
        assertThat(desk.get(Role.ADMINISTRATOR, "/unattributed").text()).contains(repository, "rule for the name");
        String rules = "/systems/" + code + "/rules";
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, rules, "kind", "IMAGE", "pattern", "*")
                        .text())
                .contains("not only stars");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, rules, "kind", "X", "pattern", "x")
                        .status())
                .isEqualTo(400);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, rules, "kind", "IMAGE", "pattern", repository + "*")
                        .status())
                .isEqualTo(302);
        assertThat(desk.get(Role.AUDITOR, "/unattributed").text()).doesNotContain(repository);
        assertThat(desk.get(Role.AUDITOR, "/unattributed.csv").text())
                .startsWith("\"target\",\"kind\",\"name\"")
                .doesNotContain(repository);
        assertThat(desk.get(Role.AUDITOR, "/images.csv?scope=system:" + code).text())
                .contains(repository, "\"" + code + "\"");
        assertThat(desk.get(Role.AUDITOR, "/images?scope=system:" + code).text())
                .contains(repository);
        assertThat(systems.find(code).orElseThrow().counts()).isEqualTo(new SystemSheet.Counts(1, 1, 1, 1L, 0));
        UUID rule =
                systems.rules(code, new AsOf(Instant.now(), true)).getFirst().id();
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/rules/" + rule + "/remove")
                        .response()
                        .getRedirectedUrl())
                .isEqualTo("/systems/" + code);
        assertThat(desk.get(Role.AUDITOR, "/images?scope=system:" + code).text())
                .contains("No image matches");
        assertThat(desk.get(Role.AUDITOR, "/unattributed").text()).contains(repository);
        assertThat(desk.get(Role.AUDITOR, "/unattributed.csv").text()).contains("\"" + repository + "\"");
        assertThat(desk.get(Role.AUDITOR, "/images.csv?scope=system:" + code)
                        .text()
                        .lines())
                .hasSize(1);
    }

    @Test
    void aRuleComesPrefilledFromWhatBelongsToNobody() {
        enter();
        Desk.Page form = desk.get(Role.COMPLIANCE_OFFICER, "/rules/new?kind=NAMESPACE&cluster=prod-1&pattern=%3Cb%3E");
        assertThat(form.text()).contains("value=\"prod-1\"", "value=\"&lt;b&gt;\"");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/rules", "system", "", "kind", "IMAGE", "pattern", "x")
                        .status())
                .isEqualTo(400);
        assertThat(desk.post(
                                Role.COMPLIANCE_OFFICER,
                                "/rules",
                                "system",
                                code,
                                "kind",
                                "NAMESPACE",
                                "cluster",
                                "prod-1",
                                "pattern",
                                "ns-" + code)
                        .status())
                .isEqualTo(302);
        assertThat(systems.rules(code, new AsOf(Instant.now(), true))).hasSize(1);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/systems/new?code=abc").text())
                .contains("value=\"abc\"");
    }

    @Test
    void saysWhichImagesAreKnownByTagOnlyAndWhichOperatingSystemHasEnded() {
        image("1.0", digest("b"));
        image("2.0", null);
        String all = desk.get(Role.AUDITOR, "/images?q=" + code).text();
        assertThat(all).contains("2 images on this page", "lower assurance</span>", "support ended", "1 place");
        assertThat(desk.get(Role.AUDITOR, "/images?show=tag-only&q=" + code).text())
                .contains("1 image on this page");
        assertThat(desk.get(Role.AUDITOR, "/images?show=running&q=" + code).text())
                .contains("1 image on this page");
        assertThat(desk.get(Role.AUDITOR, "/images?asOf=2020-01-01&q=" + code).text())
                .contains("No image matches");
        assertThat(desk.get(Role.AUDITOR, "/images?q=%00%25_&show=unowned").status())
                .isEqualTo(200);
        assertThat(desk.get(Role.AUDITOR, "/images?show=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/images?scope=x").status()).isEqualTo(400);
    }

    @Test
    void showsWhatIsInAnImageAndWhereItRan() {
        UUID first = image("1.0", null);
        image("2.0", null);
        for (int i = 0; i < 101; i++) {
            component(first, "part-" + (1000 + i));
        }
        component(first, HOSTILE);
        Desk.Page page = desk.get(Role.AUDITOR, "/images/" + first);
        assertThat(page.text()).contains("Lower assurance", "part-1000", "production / prod-1 / pay / gateway", " to ");
        assertThat(page.text()).doesNotContain("part-1100", HOSTILE);
        Matcher next = Pattern.compile("href=\"(/images/[^\"]*skip=100)\"").matcher(page.text());
        assertThat(next.find()).isTrue();
        assertThat(desk.get(Role.AUDITOR, next.group(1)).text()).contains("part-1100");
        assertThat(desk.get(Role.AUDITOR, "/images/" + first + "?q=part-1007").text())
                .contains("part-1007")
                .doesNotContain("part-1008");
        assertThat(desk.get(Role.AUDITOR, "/images/" + first + "?q=none").text())
                .contains("No component matches");
        assertThat(desk.get(Role.AUDITOR, "/images/" + new UUID(0, 0)).status()).isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/images/x").status()).isEqualTo(400);
    }

    private Desk.Page enter() {
        return desk.post(Role.COMPLIANCE_OFFICER, "/systems", fields(code));
    }

    /** A digest that no other test has: what runs is known by its digest, wherever else it was scanned. */
    private String digest(String of) {
        return "sha256:"
                + Sha256.of((of + code).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String[] fields(String code) {
        return new String[] {"code", code, "name", HOSTILE, "owner", "Cards", "cardholderData", "true"};
    }

    /** An image that runs in the one place there is: the next one takes it over. */
    private UUID image(String tag, @Nullable String digest) {
        ImageFacts facts = new ImageFacts(new ImageReference(repository, tag, digest), null, "debian", "9", true, null);
        Place place = new Place("production", "prod-1", "pay", "gateway-" + code);
        targets.known(
                new TargetFacts(TargetFacts.Kind.IMAGE, facts.reference().lineage(), place, "", ""), clock.instant());
        UUID id = images.known(facts, clock.instant(), 0);
        deployments.state(
                id, place, new Deployments.Statement(UUID.randomUUID(), clock.instant(), clock.instant(), 0, ""));
        return id;
    }

    @Test
    void anImageSaysWhereItsComponentsAreFrom() {
        UUID image = image("1", digest("sourced"));
        component(image, "openssl");
        source(image, "SCAN", "Trivy", 40, "");
        source(image, "SBOM", "", 19, "application " + HOSTILE);
        assertThat(desk.get(Role.AUDITOR, "/images/" + image).text())
                .contains(
                        "scan by Trivy",
                        "SBOM by a tool that is not stated",
                        "is what its sender says",
                        "CycloneDX 1.6")
                .containsOnlyOnce("less than half of what a scan found")
                .doesNotContain(HOSTILE);
    }

    private void source(UUID image, String source, String tool, int components, String about) {
        jdbc.sql("""
                INSERT INTO estate.component_list (image_id, submission_id, n, entry_index, recorded_at, source, format, tool, tool_version,
                       components, about)
                VALUES (:image, :submission, 0, 0, :at, :source, 'CycloneDX 1.6', :tool, '', :components, :about)
                """)
                .param("image", image)
                .param("submission", UUID.randomUUID())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("source", source)
                .param("tool", tool)
                .param("components", components)
                .param("about", about)
                .update();
    }

    private void component(UUID image, String name) {
        jdbc.sql(
                        "INSERT INTO estate.component (image_id, name, version, purl, location) VALUES (:image, :name, '1', '', '')")
                .param("image", image)
                .param("name", name)
                .update();
    }

    private long trail(String action, String object) {
        return jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = :action AND object = :object")
                .param("action", action)
                .param("object", object)
                .query(Long.class)
                .single();
    }

    private static List<String> posts(String page) {
        return Pattern.compile(
                        "<form[^>]*method=\"post\"[^>]*action=\"([^\"]*)\"|<form[^>]*action=\"([^\"]*)\"[^>]*method=\"post\"")
                .matcher(page)
                .results()
                .map(form -> Optional.ofNullable(form.group(1)).orElse(form.group(2)))
                .toList();
    }
}
