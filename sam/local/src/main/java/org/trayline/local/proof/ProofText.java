package org.trayline.local.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.Glyphs.Ink;
import org.trayline.local.proof.ProofPicture.Contest;
import org.trayline.local.proof.ProofPicture.Fact;
import org.trayline.local.proof.ProofPicture.Finding;
import org.trayline.local.proof.ProofPicture.KeptOff;
import org.trayline.local.proof.ProofPicture.LimitBar;
import org.trayline.local.proof.ProofPicture.Place;
import org.trayline.local.proof.ProofPicture.Standing;
import org.trayline.local.proof.ProofPicture.Weighed;

/// A picture of a proof for the terminal, in lines of at most 100 columns.
public final class ProofText {
    private static final int WIDTH = 100;
    private static final int NAMED = 12;

    private final ProofPicture picture;
    private final Glyphs glyphs;
    private final StringBuilder text = new StringBuilder();

    private ProofText(ProofPicture picture, Glyphs glyphs) {
        this.picture = picture;
        this.glyphs = glyphs;
    }

    public static String of(ProofPicture picture, Glyphs glyphs) {
        ProofText text = new ProofText(picture, glyphs);
        text.write();
        return text.text.toString();
    }

    private void write() {
        line(
                Ink.HEADING,
                "%s of %s at %s, %s"
                        .formatted(
                                Wording.capitalised(picture.meal()),
                                picture.serviceDate(),
                                picture.facilityId(),
                                picture.status()));
        line(Ink.FAINT, "tray order " + picture.trayOrderId());
        line(null, "");
        boolean found = picture.finding() instanceof Finding.Tray;
        wrapped(found ? Ink.GOOD : Ink.BAD, "", picture.headline());
        picture.flags().forEach(flag -> wrapped(Ink.NOTE, "", flag));
        finding();
        heading("What the tray must keep to");
        for (Fact fact : picture.keptTo()) {
            wrapped(null, "  %-10s ".formatted(fact.name()), fact.value());
        }
        if (picture.target() != null) {
            wrapped(null, "  %-10s ".formatted("Target"), picture.target());
        }
        limits();
        keptOff();
    }

    private void finding() {
        switch (picture.finding()) {
            case Finding.Tray tray -> tray(tray);
            case Finding.NoTray(List<String> together, String relaxation, boolean decidable) -> {
                heading(Wording.together(together.size()));
                together.forEach(each -> wrapped(Ink.BAD, "  " + glyphs.bullet() + " ", each));
                line(null, "");
                wrapped(Ink.NOTE, "", relaxation);
                if (decidable) {
                    wrapped(Ink.FAINT, "", Wording.FOR_THE_DIETITIAN);
                }
            }
            case Finding.TotalUnknown(List<String> items) -> {
                heading("What is not known");
                items.forEach(each -> wrapped(Ink.BAD, "  " + glyphs.bullet() + " ", each));
                if (items.isEmpty()) {
                    wrapped(null, "  ", Wording.UNKNOWN_SOMEWHERE);
                }
            }
            case Finding.GaveUp() -> {}
        }
    }

    private void tray(Finding.Tray tray) {
        Contest against = tray.against();
        line(null, "");
        columns(
                Ink.HEADING,
                "",
                "This tray, " + tray.kcal(),
                against == null ? "" : "The next best, " + against.nextKcal());
        for (Place place : tray.places()) {
            columns(
                    null,
                    place.slot(),
                    orEmpty(place.item()),
                    against == null
                            ? ""
                            : place.differs()
                                    ? glyphs.differs() + " " + orEmpty(place.next())
                                    : "  the same");
        }
        line(null, "");
        if (against == null) {
            wrapped(null, "", tray.gaveUp() ? Wording.SECOND_NOT_FOUND : Wording.ONLY_TRAY);
            return;
        }
        wrapped(Ink.GOOD, "", against.decision());
        for (Weighed weighed : against.criteria()) {
            if (weighed.reached()) {
                line(
                        weighed.decides() ? Ink.HEADING : Ink.FAINT,
                        "  %-40s %10s %10s  %s"
                                .formatted(
                                        weighed.criterion(),
                                        weighed.tray(),
                                        weighed.next(),
                                        weighed.decides() ? "decides" : "the same"));
            }
        }
    }

    private void columns(@Nullable Ink ink, String slot, String one, String other) {
        line(ink, "  %-12s %-40s %s".formatted(cut(slot, 12), cut(one, 40), cut(other, 43)));
    }

    private void limits() {
        heading("Limits");
        if (picture.limits().isEmpty()) {
            line(null, "  The diet order has none.");
            return;
        }
        line(
                Ink.FAINT,
                "  %c eaten  %c this tray  %c kept back for later  %c too much  %c at most  %c at least  %c would do"
                        .formatted(
                                glyphs.eaten(),
                                glyphs.tray(),
                                glyphs.reserved(),
                                glyphs.over(),
                                glyphs.max(),
                                glyphs.min(),
                                glyphs.relaxed()));
        for (LimitBar bar : picture.limits()) {
            String label =
                    "  %-14s %-9s "
                            .formatted(
                                    bar.nutrient(),
                                    Wording.per(bar.per()).toUpperCase(Locale.ROOT));
            text.append(glyphs.text(label)).append(LimitLine.of(bar, glyphs)).append('\n');
            wrapped(
                    ink(bar),
                    " ".repeat(27),
                    (bar.binds() ? "In conflict: " : "") + bar.sentence());
        }
    }

    private static @Nullable Ink ink(LimitBar bar) {
        if (bar.binds() || bar.standing() == Standing.ABOVE) {
            return Ink.BAD;
        }
        return switch (bar.standing()) {
            case BELOW, UNKNOWN -> Ink.NOTE;
            case WITHIN, OPEN, ABOVE -> null;
        };
    }

    private void keptOff() {
        heading("Recipes kept off the tray, by the first rule that does");
        if (picture.keptOff().isEmpty()) {
            line(null, "  None.");
        }
        for (KeptOff rule : picture.keptOff()) {
            wrapped(null, "  %4d  ".formatted(rule.count()), rule.rule());
            if (!rule.otherMeals()) {
                List<String> some =
                        rule.recipes().subList(0, Math.min(NAMED, rule.recipes().size()));
                int more = rule.count() - some.size();
                wrapped(
                        Ink.FAINT,
                        " ".repeat(8),
                        String.join("; ", some) + (more > 0 ? " and " + more + " more" : ""));
            }
        }
    }

    private void heading(String heading) {
        line(null, "");
        line(Ink.HEADING, heading);
    }

    private static String orEmpty(@Nullable String item) {
        return item == null ? "(empty)" : item;
    }

    private static String cut(String value, int width) {
        return value.length() <= width ? value : value.substring(0, width - 3) + "...";
    }

    /// @param first what the first line begins with, and the others leave free
    private void wrapped(@Nullable Ink ink, String first, String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!current.isEmpty()
                    && first.length() + current.length() + 1 + word.length() > WIDTH) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        lines.add(current.toString());
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? glyphs.text(first) : " ".repeat(first.length()));
            line(ink, lines.get(i));
        }
    }

    private void line(@Nullable Ink ink, String line) {
        String drawn = glyphs.text(line.stripTrailing());
        text.append(ink == null ? drawn : glyphs.ink(ink, drawn)).append('\n');
    }
}
