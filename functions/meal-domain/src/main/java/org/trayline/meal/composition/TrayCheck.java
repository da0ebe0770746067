package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Requirement.Bound;
import org.trayline.meal.composition.Requirement.ChosenItem;
import org.trayline.meal.composition.Requirement.RequiredSlot;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Side;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// A tray as it is, held against the rules by which it would be composed.
///
/// @param misfits the rules that it does not keep to, item by item and limit by limit, in words
///     that stay the same from version to version: `ALLERGEN entree pasta-pesto`, `sodium_mg MEAL
///     max 600`
/// @param dayTotalKnown whether the limits of the day could be held against it
public record TrayCheck(List<String> misfits, boolean dayTotalKnown) {

    public TrayCheck {
        misfits = List.copyOf(misfits);
    }

    /// @param brief as for composing another tray in the place of this one
    public static TrayCheck of(List<TrayItem> tray, MealBrief brief, Catalog catalog) {
        List<NutrientLimit> limits = TrayComposer.limits(brief.profile());
        List<MealSlot> slots =
                brief.slots().stream()
                        .filter(slot -> slot.mealPeriod() == brief.mealPeriod())
                        .toList();
        AllowedRecipes allowed = AllowedRecipes.at(brief.mealPeriod(), brief, catalog);
        DayTotals totals = DayTotals.of(brief, catalog, TrayComposer.nutrientsOfTheDay(limits));
        List<String> misfits = new ArrayList<>(misfitItems(tray, slots, allowed));
        if (totals.known()) {
            Tray held = new Tray(tray, catalog);
            for (Requirement requirement : Requirement.of(limits, totals, slots, brief.chosen())) {
                if (!held.keepsTo(requirement)) {
                    misfits.add(requirement.words());
                }
            }
        }
        return new TrayCheck(misfits, totals.known());
    }

    private static List<String> misfitItems(
            List<TrayItem> tray, List<MealSlot> slots, AllowedRecipes allowed) {
        Map<RecipeId, Recipe> known = new HashMap<>();
        allowed.recipes().forEach(recipe -> known.put(recipe.id(), recipe));
        List<String> misfits = new ArrayList<>();
        Set<RecipeId> recipes = new HashSet<>();
        Set<String> filled = new HashSet<>();
        for (TrayItem item : tray) {
            Recipe recipe = known.get(item.recipeId());
            if (recipe == null) {
                misfits.add(words(rejection(item.recipeId(), allowed), item));
            } else if (slots.stream().noneMatch(slot -> takes(slot, item, recipe))) {
                misfits.add(words("SLOT", item));
            }
            boolean again = !recipes.add(item.recipeId());
            if (!filled.add(item.slot()) || again) {
                misfits.add(words("TWICE", item));
            }
        }
        return misfits;
    }

    /// A recipe that the catalogue does not have any more is served at no meal.
    private static String rejection(RecipeId recipe, AllowedRecipes allowed) {
        return allowed.rejected().entrySet().stream()
                .filter(rejected -> rejected.getValue().contains(recipe))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(RejectionRule.PERIOD)
                .name();
    }

    private static boolean takes(MealSlot slot, TrayItem item, Recipe recipe) {
        return slot.slot().equals(item.slot()) && slot.courses().contains(recipe.course());
    }

    private static String words(String rule, TrayItem item) {
        return rule + ' ' + item.slot() + ' ' + item.recipeId();
    }

    private record Tray(List<TrayItem> items, Catalog catalog) {

        boolean keepsTo(Requirement requirement) {
            return switch (requirement) {
                case ChosenItem chosen ->
                        items.stream().anyMatch(item -> item.recipeId().equals(chosen.recipe()));
                case RequiredSlot required ->
                        items.stream().anyMatch(item -> item.slot().equals(required.slot()));
                case Bound bound -> {
                    BigDecimal sum = sum(bound.nutrient());
                    // That an item's figure is unknown is a misfit of the item.
                    yield sum == null
                            || (bound.side() == Side.MIN
                                    ? sum.compareTo(bound.onTray()) >= 0
                                    : sum.compareTo(bound.onTray()) <= 0);
                }
            };
        }

        private @Nullable BigDecimal sum(Nutrient nutrient) {
            BigDecimal sum = BigDecimal.ZERO;
            for (TrayItem item : items) {
                BigDecimal amount =
                        catalog.has(item.recipeId())
                                ? catalog.recipe(item.recipeId()).nutrients().get(nutrient)
                                : null;
                if (amount == null) {
                    return null;
                }
                sum = sum.add(amount);
            }
            return sum;
        }
    }
}
