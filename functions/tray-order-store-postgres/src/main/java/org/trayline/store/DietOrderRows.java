package org.trayline.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DietOrder.Window;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.NutrientLimit;

/// A diet order from its row.
final class DietOrderRows {
    private DietOrderRows() {}

    static DietOrder dietOrder(
            String id,
            String kind,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable BigDecimal minKcalDay,
            @Nullable BigDecimal maxKcalDay,
            @Nullable FoodTexture foodTexture,
            @Nullable DrinkThickness drinkThickness,
            String[] dietTags,
            List<NutrientLimit> limits) {
        Window window = new Window(startsAt, endsAt);
        return switch (kind) {
            case "ORAL" ->
                    new DietOrder.Oral(
                            id,
                            window,
                            minKcalDay,
                            maxKcalDay,
                            foodTexture,
                            drinkThickness,
                            List.of(dietTags),
                            limits);
            case "NPO" -> new DietOrder.Npo(id, window);
            case "TUBE_FEEDING_ONLY" -> new DietOrder.TubeFeedingOnly(id, window);
            default -> throw new IllegalStateException("diet order of kind " + kind);
        };
    }
}
