package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitUse;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RejectionRule;

/// What a proof says whatever composing comes to.
record ProofDraft(
        long catalogVersion,
        List<NutrientLimit> limits,
        DayTotals totals,
        Map<RejectionRule, Integer> rejected) {

    Proof dayTotalUnknown() {
        return proof(null, null, List.of());
    }

    Proof noCompliantTray(int targetKcal, List<String> cannotHoldTogether) {
        return proof(targetKcal, null, cannotHoldTogether);
    }

    Proof composed(int targetKcal, List<Recipe> tray) {
        return proof(targetKcal, tray, List.of());
    }

    /// Whether the day's total, this tray the last of it, does not reach a DAY minimum.
    static boolean dayStaysBelow(LimitUse use) {
        return use.per() == Per.DAY
                && use.min() != null
                && use.eaten() != null
                && use.tray() != null
                && use.eaten().add(use.tray()).compareTo(use.min()) < 0;
    }

    private Proof proof(
            @Nullable Integer targetKcal, @Nullable List<Recipe> tray, List<String> conflict) {
        return new Proof(
                catalogVersion,
                targetKcal,
                sum(tray, Nutrient.ENERGY_KCAL),
                limits.stream().map(limit -> use(limit, tray)).toList(),
                rejected,
                conflict);
    }

    private LimitUse use(NutrientLimit limit, @Nullable List<Recipe> tray) {
        Nutrient nutrient = limit.nutrient();
        boolean day = limit.per() == Per.DAY;
        return new LimitUse(
                nutrient,
                limit.per(),
                day ? totals.eaten(nutrient) : BigDecimal.ZERO,
                sum(tray, nutrient),
                day ? totals.reserve(nutrient) : BigDecimal.ZERO,
                limit.min(),
                limit.max());
    }

    private static @Nullable BigDecimal sum(@Nullable List<Recipe> tray, Nutrient nutrient) {
        if (tray == null) {
            return null;
        }
        return tray.stream()
                .map(recipe -> Amounts.of(recipe, nutrient))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
