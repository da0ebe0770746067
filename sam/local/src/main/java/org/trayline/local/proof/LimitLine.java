package org.trayline.local.proof;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.Glyphs.Ink;
import org.trayline.local.proof.ProofPicture.LimitBar;
import org.trayline.local.proof.ProofPicture.Relaxed;

/// Draws a limit as one line of characters.
final class LimitLine {
    private static final int WIDTH = 60;

    private final LimitBar bar;
    private final Glyphs glyphs;
    private final BigDecimal end;

    private LimitLine(LimitBar bar, Glyphs glyphs) {
        this.bar = bar;
        this.glyphs = glyphs;
        this.end = LimitScale.end(bar);
    }

    static String of(LimitBar bar, Glyphs glyphs) {
        return new LimitLine(bar, glyphs).draw();
    }

    private String draw() {
        int eaten = cell(bar.eaten());
        int tray = cell(sum(bar.eaten(), bar.tray()));
        int total = cell(bar.total());
        int max = mark(bar.max());
        int min = mark(bar.min());
        Relaxed relaxed = bar.relaxed();
        int moved = relaxed == null ? -1 : mark(relaxed.to());
        boolean over = bar.overshoot().signum() > 0;
        StringBuilder line = new StringBuilder();
        for (int cell = 0; cell < WIDTH; cell++) {
            line.append(
                    cell == moved
                            ? glyphs.ink(Ink.NOTE, text(glyphs.relaxed()))
                            : cell == max
                                    ? glyphs.ink(Ink.HEADING, text(glyphs.max()))
                                    : cell == min
                                            ? glyphs.ink(Ink.HEADING, text(glyphs.min()))
                                            : filled(cell, eaten, tray, total, over ? max : WIDTH));
        }
        return line.toString();
    }

    private String filled(int cell, int eaten, int tray, int total, int over) {
        if (cell >= total) {
            return glyphs.ink(Ink.FAINT, text(glyphs.free()));
        }
        if (cell > over) {
            return glyphs.ink(Ink.BAD, text(glyphs.over()));
        }
        if (cell < eaten) {
            return glyphs.ink(Ink.EATEN, text(glyphs.eaten()));
        }
        return cell < tray
                ? glyphs.ink(Ink.TRAY, text(glyphs.tray()))
                : glyphs.ink(Ink.FAINT, text(glyphs.reserved()));
    }

    private static String text(char glyph) {
        return String.valueOf(glyph);
    }

    private static BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        BigDecimal first = one == null ? BigDecimal.ZERO : one;
        return other == null ? first : first.add(other);
    }

    /// How many cells an amount fills.
    private int cell(@Nullable BigDecimal amount) {
        if (amount == null) {
            return 0;
        }
        return amount.multiply(BigDecimal.valueOf(WIDTH))
                .divide(end, MathContext.DECIMAL64)
                .setScale(0, RoundingMode.HALF_UP)
                .intValue();
    }

    /// Which cell stands for a limit; -1 for none.
    private int mark(@Nullable BigDecimal limit) {
        return limit == null ? -1 : Math.min(WIDTH - 1, cell(limit));
    }
}
