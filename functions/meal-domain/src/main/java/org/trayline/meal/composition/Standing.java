package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.stream.Stream;

/// A tray's place in the order of all trays: what it comes to in each [Criterion] but the last,
/// which is its recipe ids.
///
/// @param costCents each unknown cost counted as 1,000
public record Standing(
        int kcalSteps150,
        int optionalSlotsEmpty,
        int dislikedItems,
        int kcalSteps50,
        int recentItems,
        long costCents,
        BigDecimal kcalFromTarget) {

    /// The first criterion in which this one is better or worse than the other.
    Criterion firstDifference(Standing other) {
        return Stream.of(Criterion.values())
                .filter(criterion -> by(criterion).compare(this, other) != 0)
                .findFirst()
                .orElse(Criterion.RECIPE_IDS);
    }

    private static Comparator<Standing> by(Criterion criterion) {
        return switch (criterion) {
            case KCAL_STEPS_150 -> Comparator.comparingInt(Standing::kcalSteps150);
            case OPTIONAL_SLOTS_EMPTY -> Comparator.comparingInt(Standing::optionalSlotsEmpty);
            case DISLIKED_ITEMS -> Comparator.comparingInt(Standing::dislikedItems);
            case KCAL_STEPS_50 -> Comparator.comparingInt(Standing::kcalSteps50);
            case RECENT_ITEMS -> Comparator.comparingInt(Standing::recentItems);
            case COST_CENTS -> Comparator.comparingLong(Standing::costCents);
            case KCAL_FROM_TARGET -> Comparator.comparing(Standing::kcalFromTarget);
            // Not of the standing: what is the same in all else differs here.
            case RECIPE_IDS -> (_, _) -> 0;
        };
    }
}
