package org.trayline.local.proof;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.ProofPicture.LimitBar;
import org.trayline.local.proof.ProofPicture.Relaxed;
import org.trayline.meal.diet.NutrientLimit.Per;

/// Draws a limit as an SVG of any width: every place on it is a percentage, and the writing keeps
/// its size.
final class LimitFigure {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal NEAR_LEFT = BigDecimal.valueOf(30);
    private static final BigDecimal NEAR_RIGHT = BigDecimal.valueOf(70);
    private static final int ABOVE = 13;
    private static final int BELOW = 54;
    private static final int FAR_BELOW = 68;

    private final LimitBar bar;
    private final BigDecimal end;
    private final int top;
    private final int height;
    private final StringBuilder svg = new StringBuilder();

    private LimitFigure(LimitBar bar) {
        this.bar = bar;
        this.end = LimitScale.end(bar);
        // A limit of the day is the taller one.
        this.top = bar.per() == Per.DAY ? 19 : 23;
        this.height = bar.per() == Per.DAY ? 22 : 14;
    }

    static String of(LimitBar bar) {
        LimitFigure figure = new LimitFigure(bar);
        figure.draw();
        return figure.svg.toString();
    }

    private void draw() {
        svg.append(
                "<svg class=\"proof-bar\" width=\"100%%\" height=\"%d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(
                                room(),
                                Markup.escaped(
                                        bar.nutrient()
                                                + ' '
                                                + Wording.per(bar.per())
                                                + ": "
                                                + bar.sentence())));
        rectangle("proof-track", BigDecimal.ZERO, end);
        BigDecimal eaten = bar.eaten() == null ? BigDecimal.ZERO : bar.eaten();
        BigDecimal withTray = bar.tray() == null ? eaten : eaten.add(bar.tray());
        rectangle("proof-eaten", BigDecimal.ZERO, eaten);
        rectangle("proof-tray", eaten, withTray);
        rectangle("proof-reserved", withTray, bar.total());
        if (bar.max() != null) {
            rectangle("proof-over", bar.max(), bar.total());
        }
        marks();
        svg.append("</svg>");
    }

    /// As high as the writing under the bar needs.
    private int room() {
        if (bar.relaxed() != null) {
            return FAR_BELOW + 4;
        }
        return bar.min() == null ? top + height + 6 : BELOW + 4;
    }

    private void marks() {
        if (bar.max() != null) {
            line("proof-max", bar.max());
            text("proof-mark", bar.max(), ABOVE, "at most " + Wording.number(bar.max()), false);
        }
        if (bar.min() != null) {
            line("proof-min", bar.min());
            text("proof-mark", bar.min(), BELOW, "at least " + Wording.number(bar.min()), true);
        }
        Relaxed relaxed = bar.relaxed();
        if (relaxed != null) {
            line("proof-relaxed", relaxed.to());
            text(
                    "proof-mark proof-mark-relaxed",
                    relaxed.to(),
                    FAR_BELOW,
                    Wording.number(relaxed.to()) + " would do",
                    false);
        }
    }

    private void rectangle(String style, BigDecimal from, @Nullable BigDecimal to) {
        if (to != null && to.compareTo(from) > 0) {
            svg.append(
                    "<rect class=\"%s\" x=\"%s%%\" y=\"%d\" width=\"%s%%\" height=\"%d\"/>"
                            .formatted(
                                    style, percent(from), top, percent(to.subtract(from)), height));
        }
    }

    private void line(String style, BigDecimal at) {
        svg.append(
                "<line class=\"%s\" x1=\"%2$s%%\" x2=\"%2$s%%\" y1=\"%3$d\" y2=\"%4$d\"/>"
                        .formatted(style, percent(at), top - 3, top + height + 3));
    }

    /// @param before whether the writing is to the left of its mark, where there is room
    private void text(String style, BigDecimal at, int y, String words, boolean before) {
        BigDecimal percent = percent(at);
        boolean left =
                before ? percent.compareTo(NEAR_LEFT) > 0 : percent.compareTo(NEAR_RIGHT) > 0;
        svg.append(
                "<text class=\"%s\" x=\"%s%%\" y=\"%d\" text-anchor=\"%s\">%s</text>"
                        .formatted(
                                style, percent, y, left ? "end" : "start", Markup.escaped(words)));
    }

    private BigDecimal percent(BigDecimal amount) {
        return amount.multiply(HUNDRED)
                .divide(end, MathContext.DECIMAL64)
                .setScale(2, RoundingMode.HALF_UP);
    }
}
