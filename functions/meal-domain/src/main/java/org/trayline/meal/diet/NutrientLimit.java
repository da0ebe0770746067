package org.trayline.meal.diet;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A limit of a diet order on one nutrient, inclusive, in the nutrient's unit.
///
/// @param min null = none
/// @param max null = none
public record NutrientLimit(
        Nutrient nutrient, Per per, @Nullable BigDecimal min, @Nullable BigDecimal max) {

    /// What the limit is counted over.
    public enum Per {
        MEAL,
        DAY
    }

    /// One of the two that a limit may have.
    public enum Side {
        MIN,
        MAX
    }
}
