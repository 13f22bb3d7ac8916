package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.People;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * An officer's morning in a real browser: from home to what is due this week, to its story, to an exception that two others approve and that
 * ends by itself. It loads a catalogue, so it has a database of its own.
 */
@Tag("alone")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExceptionBrowserTests {

    private static final String VULNERABILITY = "CVE-2026-778899";

    @LocalServerPort
    private int port;

    @Autowired
    private Clock clock;

    private Api api;
    private Chromium chromium;

    @BeforeAll
    void open(@Autowired People people, @Autowired MachineTokens tokens) {
        people.add("tomasz@bank.example", "Tomasz Wrona", Role.COMPLIANCE_OFFICER, Chromium.PASSWORD, Actor.SYSTEM);
        people.add("mara@bank.example", "Mara Lindqvist", Role.COMPLIANCE_OFFICER, Chromium.PASSWORD, Actor.SYSTEM);
        people.add("ines@bank.example", "Ines Duarte", Role.COMPLIANCE_OFFICER, Chromium.PASSWORD, Actor.SYSTEM);
        chromium = new Chromium(port);
        api = Api.of(port, tokens, "browser", Permission.SCANS_WRITE, Permission.REFERENCE_WRITE);
        assertThat(api.post("/api/v1/scans?wait=60s&environment=production", report())
                        .text("/state"))
                .isEqualTo("INTERPRETED");
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @Test
    void isAskedForApprovedByTwoAndLapsesByItself() {
        String address;
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = signIn(context, "mara@bank.example");
            page.navigate(chromium.url("/"));
            assertThat(page.locator(".card[data-state=soon]").innerText()).contains("1", "more fall due in 14 days");
            page.click("text=Due this week");
            assertThat(page.locator("main").innerText())
                    .contains(
                            "1 finding is open, or fixed and still running, and due within 7 days",
                            VULNERABILITY,
                            "due in 3 days");
            usable(page);
            page.setViewportSize(360, 740);
            usable(page);
            page.setViewportSize(1280, 720);
            page.selectOption("select[name=fix]", "yes");
            page.selectOption("select[name=covered]", "no");
            page.click("form[role=search] button");
            page.click("tbody th a");
            assertThat(page.locator("main").innerText()).contains(VULNERABILITY, "due in 3 days");
            page.click("text=Ask for an exception");
            assertThat(page.isChecked("input[name=place]")).isTrue();
            usable(page);
            page.setViewportSize(360, 740);
            usable(page);
            page.selectOption("select[name=kind]", "RISK_ACCEPTANCE");
            page.fill("textarea[name=reason]", "The fixed version breaks the scheme's interface.");
            page.fill("input[name=owner]", "Head of card payments");
            page.fill(
                    "input[name=until]",
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                            .plusDays(14)
                            .toString());
            page.click("text=Ask for it");
            assertThat(page.locator("main").innerText()).contains("waits for approval", "You asked for it");
            address = page.url();
        }
        approve("ines@bank.example", address, "1 of 2 approvals");
        approve("tomasz@bank.example", address, "for 1 of 1 finding");
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(360, 740))) {
            Page page = signIn(context, "mara@bank.example");
            page.navigate(chromium.url("/findings?due=7&covered=yes"));
            assertThat(page.locator("main").innerText()).contains(VULNERABILITY, "exception until");
            usable(page);

            assertThat(api.post("/api/v1/reference/kev", catalogue()).status()).isEqualTo(200);

            page.navigate(address);
            assertThat(page.locator("main").innerText())
                    .contains("lapsed", "the vulnerability became known to be exploited");
            usable(page);
            page.navigate(chromium.url("/exceptions"));
            assertThat(page.locator("main").innerText()).contains("lapsed", "0 of 1");
            usable(page);
            page.navigate(chromium.url("/findings?q=" + VULNERABILITY + "&covered=yes"));
            assertThat(page.locator("main").innerText()).contains("No finding matches");
            page.navigate(chromium.url("/policies"));
            usable(page);
        }
    }

    private void approve(String email, String address, String seen) {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = signIn(context, email);
            page.navigate(address);
            usable(page);
            page.click("button:text-is('Approve')");
            assertThat(page.locator("main").innerText()).contains("entered in the ledger", seen);
        }
    }

    private Page signIn(BrowserContext context, String email) {
        Page page = context.newPage();
        chromium.enter(page, email, Chromium.PASSWORD);
        assertThat(page.url()).doesNotContain("/sign-in");
        return page;
    }

    /** As far as a machine can tell: nothing that somebody without sight or mouse cannot use, nothing wider than the screen. */
    private static void usable(Page page) {
        assertThat(Chromium.violations(page)).isEmpty();
        assertThat(Chromium.overflow(page)).as(page.url()).isLessThanOrEqualTo(0);
    }

    /** Made ten days ago: its first deadline is in this week. */
    private byte[] report() {
        return """
                {"SchemaVersion":2,"CreatedAt":"%s","ArtifactName":"registry.example/cards/settlement-service-with-a-long-name:1.0",
                 "ArtifactType":"container_image","Results":[{"Target":"os","Class":"os-pkgs","Type":"debian","Vulnerabilities":[
                   {"VulnerabilityID":"%s","PkgName":"openssl","InstalledVersion":"1","FixedVersion":"2","Severity":"CRITICAL",
                    "Title":"A title"}]}]}
                """.formatted(clock.instant().minus(Duration.ofDays(10)).truncatedTo(ChronoUnit.SECONDS), VULNERABILITY)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] catalogue() {
        return """
                {"title":"CISA Catalog of Known Exploited Vulnerabilities","catalogVersion":"2026.01.01",
                 "dateReleased":"2026-01-01T00:00:00Z","count":1,"vulnerabilities":[
                   {"cveID":"%s","vendorProject":"v","product":"p","vulnerabilityName":"n","dateAdded":"2026-01-01",
                    "shortDescription":"s","requiredAction":"r","dueDate":"2026-02-01","knownRansomwareCampaignUse":"Unknown",
                    "notes":""}]}
                """.formatted(VULNERABILITY).getBytes(StandardCharsets.UTF_8);
    }
}
