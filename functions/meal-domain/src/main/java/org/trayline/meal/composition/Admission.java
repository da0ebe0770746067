package org.trayline.meal.composition;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// Which recipes may be on a patient's tray at the brief's meal, and which rule keeps each of the
/// others off it: all of them, where a proof lists as many as it has room for.
///
/// @param allowed in the catalogue's order
/// @param rejected by the first rule that applies; only the rules that rejected any
public record Admission(List<Recipe> allowed, Map<RejectionRule, List<RecipeId>> rejected) {
    public Admission {
        allowed = List.copyOf(allowed);
        Map<RejectionRule, List<RecipeId>> copy = new EnumMap<>(RejectionRule.class);
        copy.putAll(rejected);
        rejected = Collections.unmodifiableMap(copy);
    }

    public static Admission of(MealBrief brief, Catalog catalog) {
        AllowedRecipes recipes = AllowedRecipes.at(brief.mealPeriod(), brief, catalog);
        return new Admission(recipes.recipes(), recipes.rejected());
    }
}
