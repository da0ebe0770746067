package org.trayline.local.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trayline.replayorders.Listing;
import org.trayline.replayorders.Replayed;
import org.trayline.replayorders.Shown;
import org.trayline.replayorders.Stranded;

/// Results for people: lines of at most 100 columns.
public final class ReplayText {
    private static final int WIDTH = 100;
    private static final int SHOWN_ROWS = 200;

    private ReplayText() {}

    public static String of(Listing listing, Instant now) {
        StringBuilder text = new StringBuilder();
        if (listing.stranded().isEmpty()) {
            line(text, "nothing lies on the DLQ");
        } else {
            line(text, String.format(Locale.ROOT, "%d on the DLQ", listing.stranded().size()));
            line(text, "");
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "  %5s %6s %6s %6s  %-13s %-18s %s",
                            "n",
                            "poison",
                            "oldest",
                            "newest",
                            "kind",
                            "state",
                            "error"));
            listing.groups()
                    .forEach(
                            group ->
                                    line(
                                            text,
                                            String.format(
                                                    Locale.ROOT,
                                                    "  %5d %6d %6s %6s  %-13s %-18s %s",
                                                    group.count(),
                                                    group.poison(),
                                                    age(group.oldest(), now),
                                                    age(group.newest(), now),
                                                    group.kind(),
                                                    group.state(),
                                                    lastPart(group.error()))));
            line(text, "");
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "  %-39s %6s  %-9s %-10s %s",
                            "id",
                            "age",
                            "meal",
                            "unit",
                            "tries"));
            listing.stranded().stream()
                    .limit(SHOWN_ROWS)
                    .forEach(
                            one ->
                                    line(
                                            text,
                                            String.format(
                                                    Locale.ROOT,
                                                    "  %-39s %6s  %-9s %-10s %d%s",
                                                    one.id(),
                                                    age(one.since(), now),
                                                    one.mealPeriod() == null
                                                            ? ""
                                                            : one.mealPeriod(),
                                                    one.unit() == null ? "?" : one.unit(),
                                                    one.attempts(),
                                                    one.poison() ? " poison" : "")));
            if (listing.stranded().size() > SHOWN_ROWS) {
                line(
                        text,
                        String.format(
                                Locale.ROOT,
                                "  and %d more: --json lists all",
                                listing.stranded().size() - SHOWN_ROWS));
            }
        }
        notes(text, listing.hidden(), listing.unitUnknown());
        return text.toString();
    }

    private static void notes(StringBuilder text, int hidden, int unitUnknown) {
        if (hidden > 0) {
            line(text, "");
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "%d more are in the hands of another, or of one that was interrupted: look again soon",
                            hidden));
        }
        if (unitUnknown > 0) {
            line(text, "");
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "%d failed before their unit was looked up and are left out by --unit",
                            unitUnknown));
        }
    }

    public static String of(Shown shown, Instant now) {
        StringBuilder text = new StringBuilder();
        Stranded one = shown.stranded();
        line(text, String.format(Locale.ROOT, "%s", one.id()));
        line(text, String.format(Locale.ROOT, "  %-10s %s", "kind", one.kind()));
        line(text, String.format(Locale.ROOT, "  %-10s %s", "state", one.state()));
        line(text, String.format(Locale.ROOT, "  %-10s %s", "error", one.error()));
        line(
                text,
                String.format(
                        Locale.ROOT, "  %-10s %s", "cause", shown.cause().replaceAll("\\s+", " ")));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "  %-10s %s %s",
                        "meal",
                        one.mealPeriod() == null ? "?" : one.mealPeriod(),
                        one.serviceDate() == null ? "" : one.serviceDate()));
        line(
                text,
                String.format(
                        Locale.ROOT, "  %-10s %s", "unit", one.unit() == null ? "?" : one.unit()));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "  %-10s %d%s, on the DLQ for %s",
                        "tries",
                        one.attempts(),
                        one.poison() ? " (poison)" : "",
                        age(one.since(), now)));
        line(text, "");
        shown.steps()
                .forEach(
                        step ->
                                line(
                                        text,
                                        String.format(
                                                Locale.ROOT,
                                                "  %-24s %-24s %-18s %s",
                                                step.at(),
                                                step.type(),
                                                step.state(),
                                                lastPart(step.error()))));
        return text.toString();
    }

    public static String of(Replayed replayed) {
        StringBuilder text = new StringBuilder();
        if (replayed.rows().isEmpty()) {
            line(text, "nothing to replay");
        } else {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "  %-39s %-13s %-13s %s",
                            "id",
                            replayed.dryRun() ? "would be" : "was",
                            "came to",
                            ""));
            replayed.rows()
                    .forEach(
                            row ->
                                    line(
                                            text,
                                            String.format(
                                                    Locale.ROOT,
                                                    "  %-39s %-13s %-13s %s",
                                                    row.stranded().id(),
                                                    row.fate().code(),
                                                    row.end().code(),
                                                    why(row))));
            line(text, "");
            counts(replayed)
                    .forEach(
                            (what, count) ->
                                    line(
                                            text,
                                            String.format(
                                                    Locale.ROOT, "  %-28s %5d", what, count)));
        }
        notes(text, replayed.hidden(), replayed.unitUnknown());
        return text.toString();
    }

    private static String why(Replayed.Row row) {
        List<String> reasons = row.end().reasons();
        return reasons.isEmpty()
                ? row.fate().detail()
                : reasons.stream().map(ReplayText::lastPart).collect(Collectors.joining(" "));
    }

    private static Map<String, Long> counts(Replayed replayed) {
        return replayed.rows().stream()
                .collect(
                        Collectors.groupingBy(
                                row -> (row.fate().code() + " " + row.end().code()).strip(),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /// Of a class its own name, without its packages.
    private static String lastPart(String error) {
        return error.substring(error.lastIndexOf('.') + 1);
    }

    private static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.toDays() > 1) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    private static void line(StringBuilder text, String line) {
        String shown = line.stripTrailing();
        text.append(shown, 0, Math.min(shown.length(), WIDTH)).append('\n');
    }
}
