package org.trayline.local.proof;

import static org.trayline.local.proof.Markup.element;
import static org.trayline.local.proof.Markup.escaped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.ProofPicture.Fact;
import org.trayline.local.proof.ProofPicture.Finding;
import org.trayline.local.proof.ProofPicture.KeptOff;
import org.trayline.local.proof.ProofPicture.LimitBar;
import org.trayline.local.proof.ProofPicture.Standing;
import org.trayline.meal.diet.NutrientLimit.Per;

/// A picture of a proof as HTML. No inline style and no script: what it looks like is in
/// `proof.css`, so that it can stand in a page that forbids both.
public final class ProofHtml {
    /// How many names stand open.
    private static final int UNFOLDED = 8;

    private final ProofPicture picture;
    private final StringBuilder html = new StringBuilder();

    private ProofHtml(ProofPicture picture) {
        this.picture = picture;
    }

    /// An `article` for a page that has the [#stylesheet].
    public static String fragment(ProofPicture picture) {
        ProofHtml html = new ProofHtml(picture);
        html.write();
        return html.html.toString();
    }

    /// A page of its own that needs nothing else.
    public static String page(ProofPicture picture) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Proof of tray order %s</title>
        <style>
        %s</style>
        </head>
        <body class="proof-page">
        <main>
        %s</main>
        </body>
        </html>
        """
                .formatted(escaped(picture.trayOrderId()), stylesheet(), fragment(picture));
    }

    /// Every class in it begins with `proof`.
    public static String stylesheet() {
        try (InputStream css = ProofHtml.class.getResourceAsStream("proof.css")) {
            return new String(
                    Objects.requireNonNull(css, "proof.css").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        boolean found = picture.finding() instanceof Finding.Tray;
        line("<article class=\"proof\">");
        line("<header class=\"proof-header\">");
        line(
                "<p class=\"proof-where\">%s <span class=\"proof-status proof-status-%s\">%s</span></p>"
                        .formatted(
                                escaped(
                                        "%s of %s at %s"
                                                .formatted(
                                                        Wording.capitalised(picture.meal()),
                                                        picture.serviceDate(),
                                                        picture.facilityId())),
                                found ? "good" : "bad",
                                escaped(picture.status())));
        line(element("h1", "proof-headline", picture.headline()));
        line(
                "<p class=\"proof-id\">Tray order <code>%s</code></p>"
                        .formatted(escaped(picture.trayOrderId())));
        picture.flags().forEach(flag -> line(element("p", "proof-flag", flag)));
        line("</header>");
        html.append(FindingHtml.of(picture.finding()));
        keptTo();
        limits();
        keptOff();
        line("</article>");
    }

    private void keptTo() {
        line("<section class=\"proof-section\">");
        line(element("h2", "proof-title", "What the tray must keep to"));
        line("<dl class=\"proof-facts\">");
        for (Fact fact : picture.keptTo()) {
            fact(fact.name(), fact.value());
        }
        if (picture.target() != null) {
            fact("Target", picture.target());
        }
        line("</dl>");
        line("</section>");
    }

    private void fact(String name, String value) {
        line("<div><dt>%s</dt><dd>%s</dd></div>".formatted(escaped(name), escaped(value)));
    }

    private void limits() {
        line("<section class=\"proof-section\">");
        line(element("h2", "proof-title", "Limits"));
        if (picture.limits().isEmpty()) {
            line(element("p", "proof-quiet", "The diet order has none."));
        } else {
            line(
                    """
                    <ul class="proof-legend" aria-label="What the bars show">
                    <li><svg width="16" height="12" aria-hidden="true"><rect class="proof-eaten" width="16" height="12"/></svg>eaten: the day's other trays</li>
                    <li><svg width="16" height="12" aria-hidden="true"><rect class="proof-tray" width="16" height="12"/></svg>this tray</li>
                    <li><svg width="16" height="12" aria-hidden="true"><rect class="proof-reserved" x="1" y="1" width="14" height="10"/></svg>kept back for later meals</li>
                    <li><svg width="16" height="12" aria-hidden="true"><rect class="proof-over" width="16" height="12"/></svg>too much</li>
                    </ul>""");
            picture.limits().forEach(this::limit);
            figures();
        }
        line("</section>");
    }

    private void limit(LimitBar bar) {
        String day = bar.per() == Per.DAY ? "day" : "meal";
        line("<figure class=\"proof-limit%s\">".formatted(bar.binds() ? " proof-limit-binds" : ""));
        line(
                "<div class=\"proof-limit-head\"><span class=\"proof-nutrient\">%s</span> <span class=\"proof-per proof-per-%s\">%s</span>%s</div>"
                        .formatted(
                                escaped(Wording.capitalised(bar.nutrient())),
                                day,
                                Wording.per(bar.per()),
                                state(bar)));
        line(LimitFigure.of(bar));
        line(
                "<figcaption class=\"proof-sentence\">%s</figcaption>"
                        .formatted(escaped(bar.sentence())));
        line("</figure>");
    }

    private static String state(LimitBar bar) {
        if (bar.binds()) {
            return " " + element("span", "proof-state proof-state-bad", "in conflict");
        }
        return switch (bar.standing()) {
            case WITHIN -> " " + element("span", "proof-state proof-state-good", "kept");
            case ABOVE -> " " + element("span", "proof-state proof-state-bad", "too much");
            case BELOW -> " " + element("span", "proof-state proof-state-note", "not reached");
            case UNKNOWN -> " " + element("span", "proof-state proof-state-note", "unknown");
            case OPEN -> "";
        };
    }

    private void figures() {
        line("<details class=\"proof-details\"><summary>The same as a table</summary>");
        line("<div class=\"proof-scroll\"><table class=\"proof-table\">");
        line(element("caption", "proof-caption", "Every limit of the diet order, in its own unit"));
        line(
                "<thead><tr><th scope=\"col\">Limit</th>"
                        + numeric(
                                "Eaten",
                                "This tray",
                                "Kept back",
                                "At least",
                                "At most",
                                "To spare")
                        + "</tr></thead><tbody>");
        for (LimitBar bar : picture.limits()) {
            line(
                    "<tr><th scope=\"row\">%s, %s</th>%s</tr>"
                            .formatted(
                                    escaped(
                                            Wording.capitalised(bar.nutrient())
                                                    + ' '
                                                    + Wording.per(bar.per())),
                                    bar.unit(),
                                    cell(bar.standing() == Standing.UNKNOWN ? null : bar.eaten())
                                            + cell(bar.tray())
                                            + cell(bar.reserved())
                                            + cell(bar.min())
                                            + cell(bar.max())
                                            + cell(spare(bar))));
        }
        line("</tbody></table></div></details>");
    }

    private static @Nullable BigDecimal spare(LimitBar bar) {
        return bar.max() == null || bar.standing() == Standing.UNKNOWN
                ? null
                : bar.max().subtract(bar.total());
    }

    private static String numeric(String... names) {
        return List.of(names).stream()
                .map("<th scope=\"col\" class=\"proof-number\">%s</th>"::formatted)
                .collect(Collectors.joining());
    }

    private static String cell(@Nullable BigDecimal amount) {
        return element("td", "proof-number", amount == null ? "\u2013" : Wording.number(amount));
    }

    private void keptOff() {
        line("<section class=\"proof-section\">");
        line(element("h2", "proof-title", "Recipes kept off the tray"));
        if (picture.keptOff().isEmpty()) {
            line(element("p", "proof-quiet", "None."));
        } else {
            line("<table class=\"proof-table proof-kept-off\">");
            line(
                    element(
                            "caption",
                            "proof-caption",
                            "Each recipe under the first rule that keeps it off"));
            line(
                    "<thead><tr><th scope=\"col\" class=\"proof-number\">Recipes</th><th scope=\"col\">Why</th></tr></thead><tbody>");
            picture.keptOff().forEach(this::rule);
            line("</tbody></table>");
        }
        line("</section>");
    }

    private void rule(KeptOff rule) {
        String why = escaped(Wording.capitalised(rule.rule()));
        boolean folded = rule.otherMeals() || rule.recipes().size() > UNFOLDED;
        String cell =
                folded
                        ? "<details class=\"proof-details\"><summary>%s</summary>%s</details>"
                                .formatted(why, names(rule))
                        : why + names(rule);
        line(
                "<tr><td class=\"proof-number\">%d</td><td>%s</td></tr>"
                        .formatted(rule.count(), cell));
    }

    private static String names(KeptOff rule) {
        Stream<String> named =
                rule.recipes().stream().map(name -> "<li>" + escaped(name) + "</li>");
        Stream<String> unnamed =
                rule.unnamed() == 0
                        ? Stream.empty()
                        : Stream.of("<li>and %d more</li>".formatted(rule.unnamed()));
        return Stream.concat(named, unnamed)
                .collect(Collectors.joining("", "<ul class=\"proof-recipes\">", "</ul>"));
    }

    private void line(String line) {
        html.append(line).append('\n');
    }
}
