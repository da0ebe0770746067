package org.trayline.meal.composition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// Which recipes of a catalogue may be on a tray at all, and which each rule kept off it.
///
/// @param recipes in the catalogue's order
/// @param rejected only the rules that rejected any
record AllowedRecipes(List<Recipe> recipes, Map<RejectionRule, List<RecipeId>> rejected) {

    /// In the order in which they are asked: the first that rejects is the one that is counted.
    private static final List<Rule> RULES =
            List.of(
                    new Rule(RejectionRule.PERIOD, AllowedRecipes::isNotServedThen),
                    new Rule(RejectionRule.ALLERGEN_UNKNOWN, AllowedRecipes::mayHoldAnAllergen),
                    new Rule(RejectionRule.ALLERGEN, AllowedRecipes::holdsAnAllergen),
                    new Rule(RejectionRule.TEXTURE, AllowedRecipes::isOfAnotherTexture),
                    new Rule(RejectionRule.DIET_TAG, AllowedRecipes::lacksADietTag),
                    new Rule(RejectionRule.NUTRIENT_UNKNOWN, AllowedRecipes::hasAnUnknownNutrient),
                    new Rule(RejectionRule.SOLD_OUT, AllowedRecipes::isSoldOut));

    /// The recipes that a patient of this brief may be given at a meal, this one or a later one.
    static AllowedRecipes at(MealPeriod mealPeriod, MealBrief brief, Catalog catalog) {
        DietProfile profile = brief.profile();
        Meal meal =
                new Meal(
                        mealPeriod,
                        profile,
                        profile.limitedNutrients(),
                        brief.soldOut().getOrDefault(mealPeriod, Set.of()));
        List<Recipe> allowed = new ArrayList<>();
        Map<RejectionRule, List<RecipeId>> rejected = new EnumMap<>(RejectionRule.class);
        for (Recipe recipe : catalog.recipes()) {
            RejectionRule rejection = firstRejection(recipe, meal);
            if (rejection == null) {
                allowed.add(recipe);
            } else {
                rejected.computeIfAbsent(rejection, _ -> new ArrayList<>()).add(recipe.id());
            }
        }
        return new AllowedRecipes(allowed, rejected);
    }

    private static @Nullable RejectionRule firstRejection(Recipe recipe, Meal meal) {
        for (Rule rule : RULES) {
            if (rule.condition().rejects(recipe, meal)) {
                return rule.name();
            }
        }
        return null;
    }

    private static boolean isNotServedThen(Recipe recipe, Meal meal) {
        return !recipe.mealPeriods().contains(meal.period());
    }

    private static boolean mayHoldAnAllergen(Recipe recipe, Meal meal) {
        return recipe.allergens() == null && !meal.profile().excludedAllergens().isEmpty();
    }

    private static boolean holdsAnAllergen(Recipe recipe, Meal meal) {
        Set<Allergen> allergens = recipe.allergens();
        if (allergens != null) {
            for (Allergen excluded : meal.profile().excludedAllergens()) {
                if (allergens.contains(excluded)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Food that lists any thickness (soup, jelly, ice cream) is also drunk: it keeps to both.
    private static boolean isOfAnotherTexture(Recipe recipe, Meal meal) {
        boolean eaten = recipe.kind() == Recipe.Kind.FOOD;
        boolean drunk = recipe.kind() == Recipe.Kind.DRINK || !recipe.drinkThickness().isEmpty();
        return (eaten && !recipe.textures().contains(meal.profile().foodTexture()))
                || (drunk && !recipe.drinkThickness().contains(meal.profile().drinkThickness()));
    }

    private static boolean lacksADietTag(Recipe recipe, Meal meal) {
        return !recipe.dietTags().containsAll(meal.profile().dietTags());
    }

    private static boolean hasAnUnknownNutrient(Recipe recipe, Meal meal) {
        for (Nutrient nutrient : meal.limitedNutrients()) {
            if (!recipe.nutrients().containsKey(nutrient)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSoldOut(Recipe recipe, Meal meal) {
        return meal.soldOut().contains(recipe.id());
    }

    private record Meal(
            MealPeriod period,
            DietProfile profile,
            Set<Nutrient> limitedNutrients,
            Set<RecipeId> soldOut) {}

    private record Rule(RejectionRule name, Condition condition) {}

    private interface Condition {
        boolean rejects(Recipe recipe, Meal meal);
    }
}
