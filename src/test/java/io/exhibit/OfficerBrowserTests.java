package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.People;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.estate.Relationship;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A compliance officer's way through the product, in a real browser, on a wide and on a narrow screen. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficerBrowserTests {

    private static final List<String> PAGES = List.of(
            "/",
            "/timeline",
            "/timeline/groups",
            "/findings",
            "/progress",
            "/images",
            "/comparisons",
            "/components?name=openssl",
            "/deployments",
            "/deployments/never-run",
            "/clusters",
            "/systems",
            "/vendors",
            "/vendors/new",
            "/vendors/browser-vendor",
            "/vendors/browser-vendor/verification",
            "/alerts",
            "/controls",
            "/frameworks",
            "/frameworks/crosswalk?control=PCI-DSS/6.3.3",
            "/documents",
            "/mandates",
            "/packs",
            "/submissions",
            "/submissions/gaps",
            "/quarantine",
            "/ledger",
            "/policies",
            "/policies/new?from=3",
            "/policies/new?from=4",
            "/policies/new?from=5",
            "/reference",
            "/exploited?here=all",
            "/exceptions",
            "/exceptions/new",
            "/escalations",
            "/escalations/new",
            "/retirements",
            "/unattributed");

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private VendorRegister vendors;

    private final String email = "officer" + System.nanoTime() + "@bank.example";
    private final List<String> pages = new ArrayList<>(PAGES);
    private Chromium chromium;

    @BeforeAll
    void open(@Autowired JdbcClient jdbc) {
        people.add(email, "Mara Lindqvist", Role.COMPLIANCE_OFFICER, Chromium.PASSWORD, Actor.SYSTEM);
        chromium = new Chromium(port);
        Api api = Api.of(port, tokens, "browser", Permission.SCANS_WRITE);
        post(api, "/api/v1/scans?wait=60s", hostileReport());
        post(api, "/api/v1/scans?wait=60s&digest=" + digest("a"), hostileReport());
        post(api, "/api/v1/scans?wait=60s&digest=" + digest("b"), hostileReport());
        enterVendor();
        List<String> images = jdbc.sql("""
                        SELECT id::text FROM estate.image WHERE repository LIKE 'browser.example/%' AND digest IS NOT NULL
                        """).query(String.class).list();
        pages.add("/images/" + images.getFirst());
        pages.add("/images/" + images.getFirst() + "/comparison");
        pages.add("/images/" + images.getFirst() + "/comparison?with=" + images.getLast());
    }

    private String digest(String of) {
        return "sha256:"
                + Sha256.of((of + email).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static void post(Api api, String door, String report) {
        assertThat(api.post(door, report.getBytes(StandardCharsets.UTF_8)).text("/state"))
                .isEqualTo("INTERPRETED");
    }

    /** The maker of the hostile report's image, with a name that is as long as it may be. */
    private void enterVendor() {
        try {
            vendors.add(
                    "browser-vendor",
                    new VendorEntry(
                            "V".repeat(200),
                            Relationship.COMMERCIAL,
                            true,
                            "<b>Owner</b>",
                            "",
                            "Makes things.",
                            14,
                            null),
                    Actor.SYSTEM);
            vendors.addRule("browser-vendor", "browser.example/*", Actor.SYSTEM);
        } catch (InvalidRequest known) {
            assertThat(known.detail()).contains("taken");
        }
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @Test
    void showsEveryPageWithoutAScriptErrorOnAWideAndANarrowScreen() {
        for (int width : new int[] {1920, 360}) {
            try (BrowserContext context =
                    chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
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
                for (String path : pages) {
                    Response response = page.navigate(chromium.url(path));
                    assertThat(response.status()).as(path).isEqualTo(200);
                    assertThat(Chromium.overflow(page))
                            .as(path + " at " + width + " is wider than the screen")
                            .isLessThanOrEqualTo(0);
                }
                assertThat(errors).isEmpty();
            }
        }
    }

    @Test
    void isUsableWithoutSightOrMouseAsFarAsAMachineCanTell() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = signIn(context);
            for (String path : pages) {
                page.navigate(chromium.url(path));
                assertThat(Chromium.violations(page)).isEmpty();
            }
        }
    }

    @Test
    void showsHostileTextAsText() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = signIn(context);
            page.navigate(chromium.url("/findings"));
            assertThat(page.content()).doesNotContain("<img src=x");
            assertThat(page.locator("main").innerText()).contains("CVE-2026-");
        }
    }

    @Test
    void letsNobodyInWithAWrongPassword() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            chromium.enter(page, email, "not the password");
            assertThat(page.url()).contains("/sign-in?failed");
            assertThat(page.navigate(chromium.url("/findings")).url()).contains("/sign-in");
        }
    }

    private Page signIn(BrowserContext context) {
        Page page = context.newPage();
        chromium.enter(page, email, Chromium.PASSWORD);
        assertThat(page.url()).doesNotContain("/sign-in");
        return page;
    }

    private static String hostileReport() {
        return "{\"SchemaVersion\":2,\"ArtifactName\":\"browser.example/<script>alert(1)</script>:1.0\",\"ArtifactType\":\"container_image\","
                + "\"Results\":[{\"Target\":\"os\",\"Class\":\"os-pkgs\",\"Type\":\"debian\",\"Packages\":[{\"Name\":\"<b>"
                + "n".repeat(200)
                + System.nanoTime()
                + "\",\"Version\":\"1\"}],\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-2026-"
                + System.nanoTime() % 1_000_000
                + "\",\"PkgName\":\"<img src=x onerror=alert(1)>\",\"InstalledVersion\":\"${7*7}\","
                + "\"FixedVersion\":\"2\",\"Severity\":\"CRITICAL\",\"Title\":\"<svg onload=alert(2)>\",\"PrimaryURL\":\"javascript:alert(3)\"}]}]}";
    }
}
