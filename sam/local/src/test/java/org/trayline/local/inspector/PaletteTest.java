package org.trayline.local.inspector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every colour that text is set in can be read on what it is set on, light and dark: WCAG 2.2
/// success criteria 1.4.3 (4.5 to 1) and, for lines and signs, 1.4.11 (3 to 1).
class PaletteTest {
    private static final Pattern COLOUR =
            Pattern.compile(
                    "--([a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)",
                    Pattern.CASE_INSENSITIVE);

    private static final Map<String, String[]> COLOURS = colours();

    @ParameterizedTest
    @CsvSource({
        "text,bg,4.5",
        "text,surface,4.5",
        "text,sunken,4.5",
        "text,hover,4.5",
        "muted,bg,4.5",
        "muted,surface,4.5",
        "muted,sunken,4.5",
        "muted,hover,4.5",
        "accent,surface,4.5",
        "accent,bg,4.5",
        "on-accent,accent,4.5",
        "ok,ok-tint,4.5",
        "held,held-tint,4.5",
        "failed,failed-tint,4.5",
        "running,running-tint,4.5",
        "caught,caught-tint,4.5",
        "withheld,withheld-tint,4.5",
        "idle,idle-tint,4.5",
        "ok,surface,4.5",
        "held,surface,4.5",
        "failed,surface,4.5",
        "running,surface,4.5",
        "failed,bg,4.5",
        "failed,hover,4.5",
        "text,failed-tint,4.5",
        "muted,failed-tint,4.5",
        "text,held-tint,4.5",
        "muted,held-tint,4.5",
        "text,caught-tint,4.5",
        "muted,caught-tint,4.5",
        "text,withheld-tint,4.5",
        "muted,withheld-tint,4.5",
        "text,running-tint,4.5",
        "muted,running-tint,4.5",
        "text,ok-tint,4.5",
        "muted,ok-tint,4.5",
        "accent,sunken,3",
        "line-strong,surface,3",
        "line-strong,bg,3"
    })
    void canBeRead(String on, String under, double least) {
        for (int scheme = 0; scheme < 2; scheme++) {
            double contrast = contrast(colour(on, scheme), colour(under, scheme));
            assertTrue(
                    contrast >= least,
                    "%s on %s, %s: %.2f"
                            .formatted(on, under, scheme == 0 ? "light" : "dark", contrast));
        }
    }

    private static String colour(String name, int scheme) {
        return Objects.requireNonNull(COLOURS.get(name), name)[scheme];
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1)
                + 0.7152 * channel(colour, 3)
                + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, String[]> colours() {
        try (InputStream css = Inspector.class.getResourceAsStream("tokens.css")) {
            String text =
                    new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String[]> colours = new TreeMap<>();
            Matcher found = COLOUR.matcher(text);
            while (found.find()) {
                colours.put(found.group(1), new String[] {found.group(2), found.group(3)});
            }
            return colours;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
