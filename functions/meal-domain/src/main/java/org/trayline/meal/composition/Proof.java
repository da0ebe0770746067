package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.recipe.RejectionRule;

/// Why this tray, or why none: for the dietitian.
///
/// @param catalogVersion the recipes it was composed from
/// @param targetKcal null where the day's total is unknown
/// @param limits every limit of the diet order with what stands against it
/// @param rejected per rule, how many recipes it kept off the tray
/// @param cannotHoldTogether limits and required slots that no tray satisfies at once and from
///     which none can be left out; empty where a tray was composed
public record Proof(
        long catalogVersion,
        @Nullable Integer targetKcal,
        List<LimitUse> limits,
        Map<RejectionRule, Integer> rejected,
        List<String> cannotHoldTogether) {

    /// One limit, all amounts in the nutrient's unit.
    ///
    /// @param eaten counted trays of the service date in other meal periods; null where unknown, 0
    ///     for a MEAL limit
    /// @param tray null where no tray was composed
    /// @param reserved kept back for the later meals of the day; 0 for a MEAL limit
    /// @param min null = none
    /// @param max null = none
    public record LimitUse(
            Nutrient nutrient,
            NutrientLimit.Per per,
            @Nullable BigDecimal eaten,
            @Nullable BigDecimal tray,
            BigDecimal reserved,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) {}
}
