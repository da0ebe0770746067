package org.trayline.meal.recipe;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;

/// One portion of what the kitchen can make.
///
/// @param textures the food levels it may be served at; empty lists nothing
/// @param drinkThickness the drink levels it may be served at; empty for most food
/// @param allergens null = unknown, empty = none
/// @param nutrients only the known ones; a missing one is unknown, never zero
/// @param costCents null = unknown
public record Recipe(
        RecipeId id,
        String course,
        Set<MealPeriod> mealPeriods,
        Kind kind,
        Set<FoodTexture> textures,
        Set<DrinkThickness> drinkThickness,
        Set<String> dietTags,
        @Nullable Set<Allergen> allergens,
        Map<Nutrient, BigDecimal> nutrients,
        @Nullable Integer costCents) {

    public Recipe {
        mealPeriods = Set.copyOf(mealPeriods);
        textures = Set.copyOf(textures);
        drinkThickness = Set.copyOf(drinkThickness);
        dietTags = Set.copyOf(dietTags);
        allergens = allergens == null ? null : Set.copyOf(allergens);
        Map<Nutrient, BigDecimal> known = new EnumMap<>(Nutrient.class);
        known.putAll(nutrients);
        nutrients = Collections.unmodifiableMap(known);
    }

    public enum Kind {
        FOOD,
        DRINK
    }
}
