package org.trayline.meal.diet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a clinician ordered (FHIR NutritionOrder; HL7 v2 ODS). The kitchen's is the tray order.
public sealed interface DietOrder {

    String id();

    Window window();

    /// @param startsAt null = since ever
    /// @param endsAt null = for ever; exclusive
    record Window(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        public boolean covers(Instant at) {
            return startsBy(at) && (endsAt == null || at.isBefore(endsAt));
        }

        public boolean touches(Instant from, Instant to) {
            return (startsAt == null || startsAt.isBefore(to))
                    && (endsAt == null || from.isBefore(endsAt));
        }

        public boolean startsBy(Instant at) {
            return startsAt == null || !startsAt.isAfter(at);
        }

        public boolean endsBy(Instant at) {
            return endsAt != null && !endsAt.isAfter(at);
        }
    }

    /// Food by mouth, within limits.
    ///
    /// @param foodTexture null = not said
    /// @param drinkThickness null = not said
    /// @param dietTags codes that every recipe must carry, such as `VEGETARIAN`
    record Oral(
            String id,
            Window window,
            @Nullable BigDecimal minKcalDay,
            @Nullable BigDecimal maxKcalDay,
            @Nullable FoodTexture foodTexture,
            @Nullable DrinkThickness drinkThickness,
            List<String> dietTags,
            List<NutrientLimit> limits)
            implements DietOrder {
        public Oral {
            dietTags = List.copyOf(dietTags);
            limits = List.copyOf(limits);
        }
    }

    /// Nil per os: nothing by mouth.
    record Npo(String id, Window window) implements DietOrder {}

    record TubeFeedingOnly(String id, Window window) implements DietOrder {}
}
