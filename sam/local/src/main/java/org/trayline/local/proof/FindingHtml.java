package org.trayline.local.proof;

import static org.trayline.local.proof.Markup.element;
import static org.trayline.local.proof.Markup.escaped;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.ProofPicture.Contest;
import org.trayline.local.proof.ProofPicture.Finding;
import org.trayline.local.proof.ProofPicture.Place;
import org.trayline.local.proof.ProofPicture.Weighed;

/// What composing came to, as HTML.
final class FindingHtml {
    private final StringBuilder html = new StringBuilder();

    private FindingHtml() {}

    static String of(Finding finding) {
        FindingHtml html = new FindingHtml();
        html.write(finding);
        return html.html.toString();
    }

    private void write(Finding finding) {
        switch (finding) {
            case Finding.Tray tray -> tray(tray);
            case Finding.NoTray(List<String> together, String relaxation, boolean decidable) -> {
                open("Why there is no tray");
                line(element("p", "proof-text", Wording.together(together.size()) + ':'));
                list(together);
                line("<div class=\"proof-relaxation\">");
                line(element("p", "proof-relaxation-what", relaxation));
                if (decidable) {
                    line(element("p", "proof-quiet", Wording.FOR_THE_DIETITIAN));
                }
                line("</div>");
                close();
            }
            case Finding.TotalUnknown(List<String> items) -> {
                open("What is not known");
                if (items.isEmpty()) {
                    line(element("p", "proof-text", Wording.UNKNOWN_SOMEWHERE));
                } else {
                    list(items);
                }
                close();
            }
            case Finding.GaveUp() -> {}
        }
    }

    private void list(List<String> each) {
        line("<ul class=\"proof-together\">");
        each.forEach(words -> line("<li>" + escaped(words) + "</li>"));
        line("</ul>");
    }

    private void tray(Finding.Tray tray) {
        Contest against = tray.against();
        open(against == null ? "The tray" : "Why this tray");
        if (against == null) {
            line(
                    element(
                            "p",
                            "proof-text",
                            tray.gaveUp() ? Wording.SECOND_NOT_FOUND : Wording.ONLY_TRAY));
        } else {
            line(element("p", "proof-decision", against.decision()));
        }
        places(tray, against);
        if (against != null) {
            criteria(against);
        }
        close();
    }

    private void places(Finding.Tray tray, @Nullable Contest against) {
        line("<table class=\"proof-table proof-places\">");
        line(
                element(
                        "caption",
                        "proof-caption",
                        against == null
                                ? "What is on the tray"
                                : "This tray and the next best; what differs is marked"));
        line(
                "<thead><tr><th scope=\"col\">Slot</th><th scope=\"col\">This tray<span class=\"proof-kcal\">%s</span></th>%s</tr></thead><tbody>"
                        .formatted(
                                escaped(tray.kcal()),
                                against == null
                                        ? ""
                                        : "<th scope=\"col\">Next best<span class=\"proof-kcal\">%s</span></th>"
                                                .formatted(escaped(against.nextKcal()))));
        for (Place place : tray.places()) {
            boolean differs = against != null && place.differs();
            line(
                    "<tr%s><th scope=\"row\">%s</th><td>%s</td>%s</tr>"
                            .formatted(
                                    differs ? " class=\"proof-differs\"" : "",
                                    escaped(place.slot()),
                                    item(place.item()),
                                    against == null
                                            ? ""
                                            : "<td>"
                                                    + (differs
                                                            ? item(place.next())
                                                            : element(
                                                                    "span",
                                                                    "proof-quiet",
                                                                    "the same"))
                                                    + "</td>"));
        }
        line("</tbody></table>");
    }

    private static String item(@Nullable String item) {
        return item == null ? element("span", "proof-quiet", "empty") : escaped(item);
    }

    private void criteria(Contest against) {
        line("<details class=\"proof-details\"><summary>All criteria, in their order</summary>");
        line("<table class=\"proof-table\">");
        line(
                element(
                        "caption",
                        "proof-caption",
                        "Less is better; the first in which the two differ decides"));
        line(
                "<thead><tr><th scope=\"col\">Criterion</th><th scope=\"col\" class=\"proof-number\">This tray</th><th scope=\"col\" class=\"proof-number\">Next best</th></tr></thead><tbody>");
        for (Weighed weighed : against.criteria()) {
            line(
                    "<tr class=\"%s\"><th scope=\"row\">%s%s</th><td class=\"proof-number\">%s</td><td class=\"proof-number\">%s</td></tr>"
                            .formatted(
                                    weighed.decides()
                                            ? "proof-decides"
                                            : weighed.reached() ? "proof-equal" : "proof-unreached",
                                    escaped(Wording.capitalised(weighed.criterion())),
                                    weighed.decides()
                                            ? " "
                                                    + element(
                                                            "span",
                                                            "proof-state proof-state-good",
                                                            "decides")
                                            : "",
                                    escaped(weighed.tray()),
                                    escaped(weighed.next())));
        }
        line("</tbody></table></details>");
    }

    private void open(String title) {
        line("<section class=\"proof-section\">");
        line(element("h2", "proof-title", title));
    }

    private void close() {
        line("</section>");
    }

    private void line(String line) {
        html.append(line).append('\n');
    }
}
