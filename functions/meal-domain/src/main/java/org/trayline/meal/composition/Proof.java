package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.diet.NutrientLimit.Side;
import org.trayline.meal.order.TrayItem;

/// Why this tray, or why none: for the dietitian, and for whoever composes it again years later.
/// All that it was composed from is in it or named by its version.
///
/// @param catalogVersion the recipes it was composed from
/// @param brief all else that it was composed from
/// @param target null where the day's total is unknown
/// @param limits every limit of the diet order with what stands against it; the order's own kcal
///     per day come first, as a DAY limit
/// @param rejected only the rules that rejected any, in their order
/// @param tray null where none was composed
/// @param nextBest the tray that comes second; null where there is no other, or none was composed
/// @param decidedBy the first criterion in which the two differ; null where there is no second
/// @param cannotHoldTogether limits and required slots that no tray satisfies at once and from
///     which none can be left out, such as `sodium_mg MEAL max 600` and `required slot entree`;
///     empty where a tray was composed
/// @param relaxation null where a tray was composed or no single limit stands in the way
/// @param gaveUp whether the search was ended at its bound on steps: then what is missing here was
///     not found, which does not say that there is none
public record Proof(
        long catalogVersion,
        MealBrief brief,
        @Nullable KcalTarget target,
        List<LimitUse> limits,
        List<Rejection> rejected,
        @Nullable RankedTray tray,
        @Nullable RankedTray nextBest,
        @Nullable Criterion decidedBy,
        List<String> cannotHoldTogether,
        @Nullable LimitRelaxation relaxation,
        boolean gaveUp) {

    public Proof {
        limits = List.copyOf(limits);
        rejected = List.copyOf(rejected);
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
            Per per,
            @Nullable BigDecimal eaten,
            @Nullable BigDecimal tray,
            BigDecimal reserved,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) {}

    /// A tray with its place in the order of all trays.
    ///
    /// @param items in slot order; an optional slot that stays empty is not among them
    public record RankedTray(List<TrayItem> items, BigDecimal kcal, Standing standing) {
        public RankedTray {
            items = List.copyOf(items);
        }
    }

    /// The smallest change of a single limit, as a part of that limit, with which there is a tray.
    /// For the dietitian to decide on; never applied.
    ///
    /// @param from the limit as ordered
    /// @param to what it would have to be
    public record LimitRelaxation(
            Nutrient nutrient, Per per, Side side, BigDecimal from, BigDecimal to) {}
}
