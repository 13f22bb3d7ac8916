package io.exhibit;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The browser of this machine, and what a machine can tell of a page in it. */
final class Chromium implements AutoCloseable {

    static final String PASSWORD = "a long password for the browser";

    private final Playwright playwright;
    private final Browser browser;
    private final int port;

    /** For pages of an application at that port. */
    Chromium(int port) {
        this.port = port;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    Browser browser() {
        return browser;
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** Fills the form of the first page in and sends it, whatever comes of it. */
    void enter(Page page, String email, String password) {
        page.navigate(url("/sign-in"));
        page.fill("input[name=username]", email);
        page.fill("input[name=password]", password);
        page.press("input[name=password]", "Enter");
        page.waitForLoadState();
    }

    /** By how many pixels a page is wider than the screen. */
    static int overflow(Page page) {
        Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return ((Number) wider).intValue();
    }

    /** What keeps somebody without sight or mouse from using a page, as far as a machine can tell. */
    static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> page.url() + ": " + rule.getId() + " "
                                + rule.getNodes().getFirst().getHtml())
                        .toList();
    }

    private static Path executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no Chromium; bin/test installs it"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
