package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A tab of a browser of its own, which remembers what its page complained of.
final class Tab {
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    final Page page;

    Tab(BrowserAtHand at) {
        this(at, 1280, ColorScheme.LIGHT);
    }

    /// @param width in CSS pixels
    Tab(BrowserAtHand at, int width, ColorScheme colours) {
        context =
                at.browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 844)
                                .setColorScheme(colours));
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(
                message -> {
                    if (message.text().contains("Content Security Policy")) {
                        complaints.add(message.text());
                    }
                });
    }

    void see(URI inspector, String path) {
        page.navigate(inspector.resolve(path).toString());
    }

    /// @param expression of `element`, the one that has the focus
    String focused(String expression) {
        return String.valueOf(
                page.evaluate(
                        "() => { const element = document.activeElement; return "
                                + expression
                                + "; }"));
    }

    /// How wide the page is, with what may stick out of the window.
    String width() {
        return String.valueOf(page.evaluate("document.documentElement.scrollWidth"));
    }

    /// No script failed, and nothing on the page broke its own policy.
    void leave() {
        context.close();
        assertEquals(List.of(), complaints);
    }
}
