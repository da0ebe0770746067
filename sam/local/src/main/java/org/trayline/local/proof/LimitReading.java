package org.trayline.local.proof;

import static org.trayline.local.proof.Wording.amount;
import static org.trayline.local.proof.Wording.number;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.ProofPicture.LimitBar;
import org.trayline.local.proof.ProofPicture.Relaxed;
import org.trayline.local.proof.ProofPicture.Standing;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.Proof.LimitUse;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.diet.NutrientLimit.Side;

/// Reads the limits of a proof.
final class LimitReading {
    private final Proof proof;

    LimitReading(Proof proof) {
        this.proof = proof;
    }

    List<LimitBar> bars() {
        return proof.limits().stream().map(this::bar).toList();
    }

    private LimitBar bar(LimitUse use) {
        Standing standing = standing(use);
        return new LimitBar(
                Wording.name(use.nutrient()),
                Wording.unit(use.nutrient()),
                use.per(),
                use.eaten(),
                use.tray(),
                use.reserved(),
                use.min(),
                use.max(),
                relaxed(use),
                binds(use),
                standing,
                Wording.capitalised(sentence(use, standing)) + '.');
    }

    private static Standing standing(LimitUse use) {
        BigDecimal max = use.max();
        BigDecimal min = use.min();
        BigDecimal eaten = use.eaten();
        BigDecimal tray = use.tray();
        if (eaten == null) {
            return Standing.UNKNOWN;
        }
        BigDecimal taken = eaten.add(tray == null ? BigDecimal.ZERO : tray);
        if (max != null && taken.add(use.reserved()).compareTo(max) > 0) {
            return Standing.ABOVE;
        }
        if (tray == null) {
            return Standing.OPEN;
        }
        return min != null && taken.compareTo(min) < 0 ? Standing.BELOW : Standing.WITHIN;
    }

    private String sentence(LimitUse use, Standing standing) {
        String unit = Wording.unit(use.nutrient());
        return switch (standing) {
            case UNKNOWN ->
                    "what was eaten is unknown; " + allowed(use) + ' ' + Wording.per(use.per());
            case ABOVE, OPEN, BELOW, WITHIN ->
                    switch (use.per()) {
                        case MEAL -> perMeal(use, unit);
                        case DAY -> perDay(use, unit);
                    };
        };
    }

    private String perMeal(LimitUse use, String unit) {
        BigDecimal tray = use.tray();
        if (tray == null) {
            return allowed(use) + " per meal; no tray";
        }
        return amount(tray, unit)
                + " on this tray, "
                + allowed(use)
                + margin(tray, tray, use, unit);
    }

    private String perDay(LimitUse use, String unit) {
        BigDecimal eaten = known(use.eaten());
        BigDecimal tray = use.tray();
        BigDecimal reserved = use.reserved();
        String other = number(eaten) + " eaten";
        String later = reserved.signum() == 0 ? "" : number(reserved) + " kept back for later";
        if (tray == null) {
            String before = later.isEmpty() ? other : other + " and " + later;
            return before + ", " + allowed(use) + left(eaten.add(reserved), use, unit);
        }
        String sum =
                other
                        + " + "
                        + number(tray)
                        + " on this tray"
                        + (later.isEmpty() ? "" : " + " + later);
        BigDecimal taken = eaten.add(tray);
        return sum
                + " = "
                + amount(taken.add(reserved), unit)
                + ", "
                + allowed(use)
                + margin(taken, taken.add(reserved), use, unit);
    }

    private static BigDecimal known(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private boolean isLastMeal() {
        MealBrief brief = proof.brief();
        return brief.mealTimes().getLast().mealPeriod() == brief.mealPeriod();
    }

    /// What is left for a tray.
    private static String left(BigDecimal taken, LimitUse use, String unit) {
        BigDecimal max = use.max();
        if (max == null) {
            return "";
        }
        BigDecimal left = max.subtract(taken);
        return left.signum() < 0
                ? ": " + amount(left.negate(), unit) + " too much before this tray"
                : ": " + amount(left, unit) + " left for this tray";
    }

    /// How far from the limits.
    ///
    /// @param taken without the reserve
    /// @param total with it
    private String margin(BigDecimal taken, BigDecimal total, LimitUse use, String unit) {
        BigDecimal max = use.max();
        BigDecimal min = use.min();
        if (max != null && total.compareTo(max) > 0) {
            return ": " + amount(total.subtract(max), unit) + " too much";
        }
        if (min != null && taken.compareTo(min) < 0) {
            return ": "
                    + amount(min.subtract(taken), unit)
                    + (use.per() == Per.DAY && !isLastMeal() ? " still to come" : " too little");
        }
        return max == null ? "" : ": " + amount(max.subtract(total), unit) + " to spare";
    }

    static String allowed(LimitUse use) {
        String unit = Wording.unit(use.nutrient());
        BigDecimal min = use.min();
        BigDecimal max = use.max();
        if (min != null && max != null) {
            int order = min.compareTo(max);
            if (order == 0) {
                return "exactly " + amount(max, unit);
            }
            return order < 0
                    ? "between " + number(min) + " and " + amount(max, unit)
                    : "at least %s but at most %s".formatted(number(min), amount(max, unit));
        }
        if (min != null) {
            return "at least " + amount(min, unit);
        }
        return max != null ? "at most " + amount(max, unit) : "of no certain amount";
    }

    /// Such as `sodium_mg MEAL max 600`.
    private boolean binds(LimitUse use) {
        String side = use.nutrient().column() + ' ' + use.per() + ' ';
        return proof.cannotHoldTogether().stream()
                .anyMatch(
                        words ->
                                isSide(words, side + "min ", use.min())
                                        || isSide(words, side + "max ", use.max()));
    }

    private static boolean isSide(String words, String side, @Nullable BigDecimal limit) {
        return limit != null && words.equals(side + limit.stripTrailingZeros().toPlainString());
    }

    private @Nullable Relaxed relaxed(LimitUse use) {
        LimitRelaxation relaxation = proof.relaxation();
        if (relaxation == null
                || relaxation.nutrient() != use.nutrient()
                || relaxation.per() != use.per()) {
            return null;
        }
        BigDecimal limit = relaxation.side() == Side.MIN ? use.min() : use.max();
        return limit == null || limit.compareTo(relaxation.from()) != 0
                ? null
                : new Relaxed(relaxation.side(), relaxation.to());
    }
}
