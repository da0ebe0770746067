package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
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
/// @param trayKcal to be held against the target; null where no tray was composed
/// @param limits every limit of the diet order with what stands against it; the order's own kcal
///     per day come first, as a DAY limit
/// @param rejected per rule that rejected any, how many recipes of the catalogue it kept off the
///     tray
/// @param cannotHoldTogether limits and required slots that no tray satisfies at once and from
///     which none can be left out, such as `sodium_mg MEAL max 600` and `required slot entree`;
///     empty where a tray was composed
public record Proof(
        long catalogVersion,
        @Nullable Integer targetKcal,
        @Nullable BigDecimal trayKcal,
        List<LimitUse> limits,
        Map<RejectionRule, Integer> rejected,
        List<String> cannotHoldTogether) {

    public Proof {
        limits = List.copyOf(limits);
        Map<RejectionRule, Integer> byRule = new EnumMap<>(RejectionRule.class);
        byRule.putAll(rejected);
        rejected = Collections.unmodifiableMap(byRule);
        cannotHoldTogether = List.copyOf(cannotHoldTogether);
    }

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
