package org.trayline.meal.diet;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.patient.Allergen;

/// What a tray must keep to, of whatever it is made: the oral diet order that covers the serve
/// time, or the house diet, joined with the patient's allergies.
///
/// @param foodTexture a blank order is level 7
/// @param drinkThickness a blank order is level 0
/// @param excludedAllergens with the codes that another one brings: GLUTEN and WHEAT each bring the
///     other, the diet tag GLUTEN_FREE brings both
public record DietProfile(
        FoodTexture foodTexture,
        DrinkThickness drinkThickness,
        List<String> dietTags,
        Set<Allergen> excludedAllergens,
        @Nullable BigDecimal minKcalDay,
        @Nullable BigDecimal maxKcalDay,
        List<NutrientLimit> limits) {

    public DietProfile {
        dietTags = dietTags.stream().sorted().distinct().toList();
        excludedAllergens =
                Collections.unmodifiableSet(withThoseBrought(excludedAllergens, dietTags));
        limits = List.copyOf(limits);
    }

    private static Set<Allergen> withThoseBrought(Set<Allergen> allergens, List<String> dietTags) {
        Set<Allergen> excluded = EnumSet.noneOf(Allergen.class);
        excluded.addAll(allergens);
        if (excluded.contains(Allergen.GLUTEN)
                || excluded.contains(Allergen.WHEAT)
                || dietTags.contains("GLUTEN_FREE")) {
            excluded.add(Allergen.GLUTEN);
            excluded.add(Allergen.WHEAT);
        }
        return excluded;
    }

    /// The nutrients whose amount must be known in every item: kcal, and every one with a limit
    /// row, whatever the row says.
    public Set<Nutrient> limitedNutrients() {
        Set<Nutrient> limited = EnumSet.of(Nutrient.ENERGY_KCAL);
        limits.forEach(limit -> limited.add(limit.nutrient()));
        return limited;
    }
}
