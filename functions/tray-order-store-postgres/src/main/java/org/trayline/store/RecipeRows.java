package org.trayline.store;

import static org.trayline.tables.Tables.RECIPES;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Recipe;

/// Recipes of rows that have the columns of `recipes`.
final class RecipeRows {
    private RecipeRows() {}

    static Recipe recipe(Record row) {
        String @Nullable [] allergens = row.get(RECIPES.ALLERGENS);
        return new Recipe(
                row.get(RECIPES.ID),
                row.get(RECIPES.COURSE),
                each(row.get(RECIPES.MEAL_PERIODS), MealPeriod::valueOf),
                row.get(RECIPES.KIND),
                each(row.get(RECIPES.TEXTURES), FoodTexture::ofCode),
                each(row.get(RECIPES.DRINK_THICKNESS), DrinkThickness::ofCode),
                each(row.get(RECIPES.DIET_TAGS), Function.identity()),
                allergens == null ? null : each(allergens, Allergen::valueOf),
                nutrients(row),
                row.get(RECIPES.COST_CENTS));
    }

    private static <T> Set<T> each(String[] codes, Function<String, T> of) {
        return Arrays.stream(codes).map(of).collect(Collectors.toSet());
    }

    /// Those of a row that has their columns.
    static Map<Nutrient, BigDecimal> nutrients(Record row) {
        Map<Nutrient, BigDecimal> known = new EnumMap<>(Nutrient.class);
        for (Nutrient nutrient : Nutrient.values()) {
            BigDecimal amount = row.get(nutrient.column(), BigDecimal.class);
            if (amount != null) {
                known.put(nutrient, amount);
            }
        }
        return known;
    }
}
