package org.trayline.local;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes pictures of the inspector's pages for people to look at, in both widths and both colours.
///
/// Arguments: a folder; and `stay` to keep the system running afterwards.
final class InspectorPictures {
    private InspectorPictures() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Path folder = Files.createDirectories(Path.of(args[0]));
        try (LiveInspector live =
                        new LiveInspector(Files.createTempDirectory("trayline-pictures"));
                BrowserAtHand at = new BrowserAtHand()) {
            System.out.println(live.served.address() + " " + live.failing.address());
            do {
                all(live, at.browser, folder);
                System.out.println("taken");
            } while (args.length > 1 && System.in.read() >= 0);
        }
    }

    private static void all(LiveInspector live, Browser browser, Path folder) {
        String lunchHeld = live.lunchOf(live.patients("HELD").getFirst());
        String lunchPlaced = live.lunchOf(live.patients("PLACED").get(5));
        for (int width : new int[] {1280, 390}) {
            for (ColorScheme colours : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                try (BrowserContext context =
                        browser.newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(width, width == 390 ? 844 : 800)
                                        .setColorScheme(colours))) {
                    String kind =
                            "-" + width + "-" + colours.name().toLowerCase(java.util.Locale.ROOT);
                    URI served = live.served.address();
                    URI failing = live.failing.address();
                    shoot(
                            context,
                            served.resolve("/?meal=LUNCH"),
                            ".row .pill",
                            folder.resolve("list" + kind));
                    shoot(
                            context,
                            failing.resolve("/executions"),
                            ".row .pill",
                            folder.resolve("dinners" + kind));
                    shoot(
                            context,
                            served.resolve("/executions/" + lunchPlaced),
                            ".items",
                            folder.resolve("placed" + kind));
                    shoot(
                            context,
                            served.resolve("/executions/" + lunchHeld),
                            ".reasons",
                            folder.resolve("held" + kind));
                    shoot(
                            context,
                            failing.resolve("/executions/" + live.failed),
                            ".expressions",
                            folder.resolve("failed" + kind));
                    shoot(
                            context,
                            failing.resolve("/executions/" + live.retried + "?tab=timeline"),
                            ".timeline",
                            folder.resolve("retried" + kind));
                    shoot(
                            context,
                            failing.resolve("/executions/" + live.retried + "?tab=events&event=9"),
                            ".events",
                            folder.resolve("events" + kind));
                    shoot(
                            context,
                            failing.resolve("/executions/" + live.running),
                            ".node.RUNNING",
                            folder.resolve("running" + kind));
                }
            }
        }
    }

    private static void shoot(BrowserContext context, URI address, String ready, Path file) {
        Page page = context.newPage();
        page.onConsoleMessage(
                message -> System.out.println(file.getFileName() + " " + message.text()));
        page.onPageError(error -> System.out.println(file.getFileName() + " " + error));
        page.navigate(address.toString());
        try {
            page.waitForSelector(ready, new Page.WaitForSelectorOptions().setTimeout(8000));
            page.waitForTimeout(300);
        } catch (RuntimeException e) {
            System.out.println(
                    file.getFileName()
                            + " "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(file + ".png")));
        page.close();
    }
}
