package org.trayline.traystatus;

import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.trayline.meal.order.Flag;
import org.trayline.traystatus.Tickets.Answer;
import org.trayline.traystatus.Tickets.Ticket;
import org.trayline.traystatus.Tickets.Validity;

/// The tickets as a page that prints one label of 4 by 6 inches each.
final class TicketPage {
    private static final String STYLE =
            """
            @page { size: 4in 6in; margin: 0 }
            * { box-sizing: border-box }
            body { margin: 0; font: 11pt/1.25 Arial, Helvetica, sans-serif; color: #000; background: #fff }
            /* What does not fit goes on to a second label: nothing is cut off. */
            .ticket { width: 4in; min-height: 6in; padding: .16in .18in; break-after: page; display: flex; flex-direction: column; gap: .07in }
            .where { font-size: 19pt; font-weight: 700; border-bottom: 2pt solid #000; padding-bottom: .03in }
            .meal { font-size: 10.5pt; font-weight: 400 }
            .who { font-size: 14pt; font-weight: 700 }
            .who small { display: block; font-size: 10.5pt; font-weight: 400 }
            .box { border: 1.5pt solid #000; padding: .04in .07in }
            .allergens { font-weight: 700 }
            .none { font-weight: 400 }
            h2 { margin: 0; font-size: 8.5pt; font-weight: 400; text-transform: uppercase; letter-spacing: .04em }
            ul { margin: 0; padding-left: .17in }
            .items { flex: 1; font-size: 12pt }
            .foot { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 .06in;
              border-top: 1pt solid #000; padding-top: .04in; font-weight: 700; white-space: nowrap }
            .flag { font-weight: 700; text-transform: uppercase }
            .id { font-size: 5.5pt; font-weight: 400 }
            .void .items, .void .diet { text-decoration: line-through }
            .stamp { border: 4pt solid #000; background: #000; color: #fff; text-align: center; padding: .04in }
            .stamp b { display: block; font-size: 26pt; letter-spacing: .2em }
            .stamp ul { list-style: none; padding: 0; font-size: 9.5pt }
            @media screen { body { background: #ddd; display: flex; flex-wrap: wrap; gap: .2in; padding: .2in }
              .ticket { background: #fff; box-shadow: 0 1px 4px #0006 } }
            """;

    private TicketPage() {}

    static String of(Answer answer) {
        String tickets =
                answer.tickets().stream()
                        .map(ticket -> ticket(ticket, answer))
                        .collect(Collectors.joining("\n"));
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tray tickets, "
                + meal(answer)
                + "</title><style>"
                + STYLE
                + "</style></head><body>\n"
                + (tickets.isEmpty() ? "<p>No tray is placed.</p>" : tickets)
                + (answer.nextCursor() == null ? "" : more(answer))
                + "\n</body></html>\n";
    }

    /// A label of its own, so that nobody takes the first page for all.
    private static String more(Answer answer) {
        return "\n<section class=\"ticket\"><p><b>These are not all.</b> %d tickets are printed here;"
                        .formatted(answer.tickets().size())
                + " print the meal unit by unit.</p></section>";
    }

    private static String meal(Answer answer) {
        return text(
                capitalized(answer.mealPeriod().name().toLowerCase(Locale.ROOT))
                        + " "
                        + answer.serviceDate());
    }

    private static String ticket(Ticket ticket, Answer answer) {
        boolean isVoid = ticket.validity() == Validity.VOID;
        return "<section class=\"ticket%s\">".formatted(isVoid ? " void" : "")
                + "<div class=\"meal\">%2$s</div><div class=\"where\">%1$s</div>"
                        .formatted(where(ticket), meal(answer))
                + "<div class=\"who\">%s<small>born %s &nbsp; MRN %s</small></div>"
                        .formatted(
                                text(
                                        ticket.patient().familyName()
                                                + ", "
                                                + ticket.patient().givenName()),
                                ticket.patient().birthDate() == null
                                        ? "unknown"
                                        : ticket.patient().birthDate(),
                                text(ticket.patient().mrn()))
                + (isVoid ? stamp(ticket.fails()) : "")
                + diet(ticket)
                + allergens(ticket)
                + "<div class=\"items\"><h2>Tray</h2><ul>%s</ul></div>".formatted(items(ticket))
                + flags(ticket)
                + "<div class=\"foot\"><span>%s</span><span class=\"id\">%s</span></div></section>"
                        .formatted(carbohydrate(ticket), text(ticket.trayOrderId().value()));
    }

    private static String where(Ticket ticket) {
        String place =
                String.join(
                                " ",
                                ticket.location().unit(),
                                ticket.location().room(),
                                ticket.location().bed())
                        .strip();
        return place.isEmpty() ? "place unknown" : text(place);
    }

    private static String stamp(List<String> fails) {
        return "<div class=\"stamp\"><b>VOID</b><ul>%s</ul></div>"
                .formatted(
                        fails.stream()
                                .map(fail -> "<li>" + text(fail) + "</li>")
                                .collect(Collectors.joining()));
    }

    private static String diet(Ticket ticket) {
        Tickets.Diet diet = ticket.diet();
        if (diet == null) {
            return "<div class=\"box\">may not be fed</div>";
        }
        String tags =
                diet.tags().stream()
                        .map(tag -> capitalized(tag.toLowerCase(Locale.ROOT).replace('_', ' ')))
                        .collect(Collectors.joining(", "));
        return "<div class=\"box diet\"><h2>Diet</h2><b>Food %s</b> &nbsp; <b>Drink %s</b>%s%s</div>"
                .formatted(
                        text(diet.texture()),
                        text(diet.thickness()),
                        tags.isEmpty() ? "" : "<br>" + text(tags),
                        diet.limits().stream()
                                .map(limit -> "<br>" + text(limit))
                                .collect(Collectors.joining()));
    }

    private static String allergens(Ticket ticket) {
        String words =
                !ticket.allergens().isEmpty()
                        ? "NO " + text(String.join(", ", ticket.allergens()))
                        : ticket.allergiesKnown()
                                ? "<span class=\"none\">no known food allergy</span>"
                                : "NOT KNOWN";
        return "<div class=\"box allergens\"><h2>Allergies</h2>%s</div>".formatted(words);
    }

    private static String items(Ticket ticket) {
        return ticket.items().stream()
                .map(item -> "<li>" + text(item.name()) + "</li>")
                .collect(Collectors.joining());
    }

    private static String flags(Ticket ticket) {
        String words =
                ticket.flags().stream()
                        .filter(flag -> flag == Flag.LATE_TRAY || flag == Flag.HOUSE_DIET)
                        .map(flag -> flag.name().replace('_', ' '))
                        .collect(Collectors.joining(" · "));
        return words.isEmpty() ? "" : "<div class=\"flag\">" + text(words) + "</div>";
    }

    private static String carbohydrate(Ticket ticket) {
        return ticket.carbohydrateG() == null
                ? "carbohydrate unknown"
                : "carbohydrate "
                        + ticket.carbohydrateG().setScale(1, RoundingMode.HALF_UP).toPlainString()
                        + " g";
    }

    private static String capitalized(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
