package org.trayline.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The system's Chromium, driven by Playwright. None is downloaded.
final class BrowserAtHand implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    /// As long as a click waits for what it clicks: a busy machine is slow, not wrong.
    private static final int PATIENCE_MS = 30_000;

    private static final List<Path> ELSEWHERE =
            List.of(
                    Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                    Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

    private final Playwright playwright;
    final Browser browser;

    /// Leaves the tests out, with one line that says so, where there is no Chromium.
    BrowserAtHand() {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            System.out.println(
                    "Browser tests left out: no Chromium on the PATH (apt-get install chromium).");
        }
        assumeTrue(chromium.isPresent(), "no Chromium on the PATH");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium.orElseThrow())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-dev-shm-usage",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--no-first-run")));
    }

    private static Optional<Path> chromium() {
        List<Path> folders =
                Arrays.stream(
                                System.getenv()
                                        .getOrDefault("PATH", "")
                                        .split(java.io.File.pathSeparator, -1))
                        .map(Path::of)
                        .toList();
        return java.util.stream.Stream.concat(
                        NAMES.stream()
                                .flatMap(
                                        name ->
                                                folders.stream()
                                                        .map(folder -> folder.resolve(name))),
                        ELSEWHERE.stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
