package org.trayline.cache;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// Recipes with every field, and with every field that may be unknown unknown.
final class Recipes {
    static final FacilityId F1 = new FacilityId("f1");

    private Recipes() {}

    static Catalog catalog(long version) {
        return new Catalog(F1, version, List.of(full(), unknown(), none()));
    }

    static Recipe full() {
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        for (Nutrient nutrient : Nutrient.values()) {
            nutrients.put(nutrient, new BigDecimal(nutrients.size() + ".250"));
        }
        nutrients.put(Nutrient.FLUID_ML, BigDecimal.ZERO);
        nutrients.put(Nutrient.SODIUM_MG, new BigDecimal("0.1"));
        nutrients.put(Nutrient.POTASSIUM_MG, new BigDecimal("12345678901234567890.123456789"));
        return new Recipe(
                new RecipeId("crème-brûlée"),
                "DESSERT",
                Set.of(MealPeriod.values()),
                Recipe.Kind.FOOD,
                Set.of(FoodTexture.values()),
                Set.of(DrinkThickness.values()),
                Set.of("VEGETARIAN", "GLUTEN_FREE"),
                Set.of(Allergen.values()),
                nutrients,
                125);
    }

    static Recipe unknown() {
        return new Recipe(
                new RecipeId("leftovers"),
                "ENTREE",
                Set.of(),
                Recipe.Kind.FOOD,
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                Map.of(),
                null);
    }

    static Recipe none() {
        return new Recipe(
                new RecipeId("water"),
                "DRINK",
                Set.of(MealPeriod.LUNCH),
                Recipe.Kind.DRINK,
                Set.of(),
                Set.of(DrinkThickness.LEVEL_0),
                Set.of(),
                Set.of(),
                Map.of(Nutrient.ENERGY_KCAL, BigDecimal.ZERO),
                0);
    }
}
