package io.backstitch.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.backstitch.stack.junit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium. Each person has a context of their own, as on a computer of their own. */
final class Browser implements AutoCloseable {

    /** In milliseconds, as a browser is told it. */
    static final double PATIENCE = (double) Patience.OF_TESTS.toMillis();

    private static final String HINT =
            "No Chromium was found: install one (Debian: apt-get install chromium) or set CHROMIUM to its path";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();

    private Browser(Path chromium) {
        // Five seconds by itself.
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(chromium)
                        .setTimeout(PATIENCE)
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")));
    }

    /** Skips the test where there is no Chromium; in CI that is a failure. */
    static Browser openOrSkip() {
        Optional<Path> chromium = Stream.of(
                        System.getenv("CHROMIUM"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (chromium.isEmpty() && System.getenv("CI") != null) {
            throw new IllegalStateException(HINT);
        }
        assumeTrue(chromium.isPresent(), HINT);
        return new Browser(chromium.orElseThrow());
    }

    /** Logs a user of the demo realm in, at the page. */
    Page logIn(String user, String url) {
        BrowserContext context =
                browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1360, 860));
        contexts.add(context);
        context.setDefaultTimeout(PATIENCE);
        Page page = context.newPage();
        page.navigate(url);
        page.fill("#username", user);
        page.fill("#password", "demo");
        page.click("#kc-login");
        return page;
    }

    /** Keeps what the person sees, as {@code target/screenshots/<name>.png}. */
    void photograph(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        browser.close();
        playwright.close();
    }
}
