package org.trayline.meal.feasibility;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// What a kitchen can do about a recipe that a rule keeps off a tray. Nothing can be done about an
/// allergen, a texture or a diet tag.
///
/// The last two need a fact that is not known: they help at best, where the recipe turns out to
/// hold none of the allergens that the patient avoids, or little enough of the nutrient.
public enum Fix {
    COOK_MORE(RejectionRule.SOLD_OUT),
    SERVE_THEN_TOO(RejectionRule.PERIOD),
    RECORD_ALLERGENS(RejectionRule.ALLERGEN_UNKNOWN),
    RECORD_NUTRIENTS(RejectionRule.NUTRIENT_UNKNOWN);

    private final RejectionRule rule;

    Fix(RejectionRule rule) {
        this.rule = rule;
    }

    /// The rule that no longer applies once it is done.
    public RejectionRule rule() {
        return rule;
    }

    /// The recipe once it is done, for the patient of that brief at its meal.
    Recipe done(Recipe recipe, MealBrief brief) {
        return switch (this) {
            case COOK_MORE -> recipe;
            case SERVE_THEN_TOO ->
                    with(
                            recipe,
                            and(recipe.mealPeriods(), brief.mealPeriod()),
                            recipe.allergens(),
                            recipe.nutrients());
            case RECORD_ALLERGENS ->
                    with(recipe, recipe.mealPeriods(), Set.of(), recipe.nutrients());
            case RECORD_NUTRIENTS ->
                    with(
                            recipe,
                            recipe.mealPeriods(),
                            recipe.allergens(),
                            atBest(recipe.nutrients(), brief.profile().limitedNutrients()));
        };
    }

    /// The brief once it is done.
    MealBrief done(MealBrief brief, RecipeId recipe) {
        Set<RecipeId> soldOut = brief.soldOut().getOrDefault(brief.mealPeriod(), Set.of());
        if (this != COOK_MORE || !soldOut.contains(recipe)) {
            return brief;
        }
        Set<RecipeId> left = new HashSet<>(soldOut);
        left.remove(recipe);
        Map<MealPeriod, Set<RecipeId>> byPeriod = new EnumMap<>(MealPeriod.class);
        byPeriod.putAll(brief.soldOut());
        byPeriod.put(brief.mealPeriod(), left);
        return new MealBrief(
                brief.mealPeriod(),
                brief.mealTimes(),
                brief.slots(),
                brief.profile(),
                brief.countedTrays(),
                brief.dislikes(),
                brief.recentItems(),
                byPeriod,
                brief.chosen());
    }

    /// A catalogue with that recipe in the place of the one of its id.
    static Catalog with(Catalog catalog, Recipe recipe) {
        List<Recipe> recipes = new ArrayList<>(catalog.recipes());
        recipes.replaceAll(each -> each.id().equals(recipe.id()) ? recipe : each);
        return new Catalog(catalog.facilityId(), catalog.version(), recipes);
    }

    private static Set<MealPeriod> and(Set<MealPeriod> periods, MealPeriod period) {
        Set<MealPeriod> all = EnumSet.of(period);
        all.addAll(periods);
        return all;
    }

    private static Map<Nutrient, BigDecimal> atBest(
            Map<Nutrient, BigDecimal> known, Set<Nutrient> limited) {
        Map<Nutrient, BigDecimal> all = new EnumMap<>(Nutrient.class);
        all.putAll(known);
        limited.forEach(nutrient -> all.putIfAbsent(nutrient, BigDecimal.ZERO));
        return all;
    }

    private static Recipe with(
            Recipe recipe,
            Set<MealPeriod> mealPeriods,
            @Nullable Set<Allergen> allergens,
            Map<Nutrient, BigDecimal> nutrients) {
        return new Recipe(
                recipe.id(),
                recipe.course(),
                mealPeriods,
                recipe.kind(),
                recipe.textures(),
                recipe.drinkThickness(),
                recipe.dietTags(),
                allergens,
                nutrients,
                recipe.costCents());
    }
}
