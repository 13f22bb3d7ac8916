package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.People;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A compliance officer's way through the product, in a real browser, on a wide and on a narrow screen. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficerBrowserTests {

    private static final String PASSWORD = "a long password for the browser";
    private static final List<String> PAGES = List.of(
            "/",
            "/timeline",
            "/findings",
            "/images",
            "/systems",
            "/alerts",
            "/controls",
            "/packs",
            "/submissions",
            "/quarantine",
            "/ledger",
            "/policies",
            "/unattributed");

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    @Autowired
    private MachineTokens tokens;

    private final String email = "officer" + System.nanoTime() + "@bank.example";
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void open() {
        people.add(email, "Mara Lindqvist", Role.COMPLIANCE_OFFICER, PASSWORD, Actor.SYSTEM);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        Api.Answer answer = new Api(
                        port,
                        tokens.issue("browser", EnumSet.of(Permission.SCANS_WRITE), Duration.ofDays(1), Actor.SYSTEM))
                .post("/api/v1/scans?wait=60s", hostileReport().getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).isEqualTo("INTERPRETED");
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void showsEveryPageWithoutAScriptErrorOnAWideAndANarrowScreen() {
        for (int width : new int[] {1920, 360}) {
            try (BrowserContext context =
                    browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
                Page page = signIn(context);
                List<String> errors = new ArrayList<>();
                page.onConsoleMessage(message -> {
                    if (message.type().equals("error")) {
                        errors.add(page.url() + " " + message.text());
                    }
                });
                page.onDialog(dialog -> {
                    errors.add("A dialog opened at " + page.url());
                    dialog.dismiss();
                });
                for (String path : PAGES) {
                    Response response = page.navigate(url(path));
                    assertThat(response.status()).as(path).isEqualTo(200);
                    assertThat(overflow(page))
                            .as(path + " at " + width + " is wider than the screen")
                            .isLessThanOrEqualTo(0);
                }
                assertThat(errors).isEmpty();
            }
        }
    }

    @Test
    void isUsableWithoutSightOrMouseAsFarAsAMachineCanTell() {
        try (BrowserContext context = browser.newContext()) {
            Page page = signIn(context);
            for (String path : PAGES) {
                page.navigate(url(path));
                List<String> violations = new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                                .map(rule -> path + ": " + rule.getId() + " "
                                        + rule.getNodes().getFirst().getHtml())
                                .toList();
                assertThat(violations).isEmpty();
            }
        }
    }

    @Test
    void showsHostileTextAsText() {
        try (BrowserContext context = browser.newContext()) {
            Page page = signIn(context);
            page.navigate(url("/findings"));
            assertThat(page.content()).doesNotContain("<img src=x");
            assertThat(page.locator("main").innerText()).contains("CVE-2026-");
        }
    }

    @Test
    void letsNobodyInWithAWrongPassword() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            enter(page, "not the password");
            assertThat(page.url()).contains("/sign-in?failed");
            assertThat(page.navigate(url("/findings")).url()).contains("/sign-in");
        }
    }

    private Page signIn(BrowserContext context) {
        Page page = context.newPage();
        enter(page, PASSWORD);
        assertThat(page.url()).doesNotContain("/sign-in");
        return page;
    }

    private void enter(Page page, String password) {
        page.navigate(url("/sign-in"));
        page.fill("input[name=username]", email);
        page.fill("input[name=password]", password);
        page.press("input[name=password]", "Enter");
        page.waitForLoadState();
    }

    private static int overflow(Page page) {
        Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return ((Number) wider).intValue();
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }

    private static Path chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no Chromium; bin/test installs it"));
    }

    private static String hostileReport() {
        return "{\"SchemaVersion\":2,\"ArtifactName\":\"browser.example/<script>alert(1)</script>:1.0\",\"ArtifactType\":\"container_image\","
                + "\"Results\":[{\"Target\":\"os\",\"Class\":\"os-pkgs\",\"Type\":\"debian\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-2026-"
                + System.nanoTime() % 1_000_000
                + "\",\"PkgName\":\"<img src=x onerror=alert(1)>\",\"InstalledVersion\":\"${7*7}\","
                + "\"FixedVersion\":\"2\",\"Severity\":\"CRITICAL\",\"Title\":\"<svg onload=alert(2)>\",\"PrimaryURL\":\"javascript:alert(3)\"}]}]}";
    }
}
