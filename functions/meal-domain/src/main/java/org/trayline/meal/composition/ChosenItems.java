package org.trayline.meal.composition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.order.Reason;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// Whether there is a tray with what was chosen on it, by the same rules as any other.
public final class ChosenItems {
    private ChosenItems() {}

    /// What stands against it.
    ///
    /// @param recipe a chosen item; null for a limit or a slot of the tray as a whole
    /// @param rule a code, such as `ALLERGEN`, or a limit in the words of a proof, such as
    ///     `sodium_mg MEAL max 600`
    public record Misfit(@Nullable RecipeId recipe, String rule) {}

    /// All that stands against the chosen items of a brief; empty where there is such a tray. Each
    /// item for itself first; where each may be given, all of them together with every limit.
    public static List<Misfit> misfits(MealBrief brief, Catalog catalog, TrayComposer composer) {
        List<Misfit> each = oneByOne(brief, catalog);
        if (!each.isEmpty() || brief.chosen().isEmpty()) {
            return each;
        }
        return switch (composer.compose(brief, catalog)) {
            case Composition.Composed _ -> List.of();
            case Composition.Held(Reason reason, Proof proof) ->
                    proof.cannotHoldTogether().isEmpty()
                            ? List.of(new Misfit(null, reason.name()))
                            : proof.cannotHoldTogether().stream().map(ChosenItems::misfit).toList();
        };
    }

    private static Misfit misfit(String words) {
        return words.startsWith(Requirement.WORDS_OF_CHOSEN)
                ? new Misfit(
                        new RecipeId(words.substring(Requirement.WORDS_OF_CHOSEN.length())),
                        "does not fit with the rest")
                : new Misfit(null, words);
    }

    private static List<Misfit> oneByOne(MealBrief brief, Catalog catalog) {
        Map<RecipeId, Recipe> known =
                catalog.recipes().stream().collect(Collectors.toMap(Recipe::id, r -> r));
        Map<RejectionRule, List<RecipeId>> rejected =
                AllowedRecipes.at(brief.mealPeriod(), brief, catalog).rejected();
        Set<String> courses = new HashSet<>();
        for (MealSlot slot : brief.slots()) {
            if (slot.mealPeriod() == brief.mealPeriod()) {
                courses.addAll(slot.courses());
            }
        }
        List<Misfit> misfits = new ArrayList<>();
        for (RecipeId chosen : brief.chosen()) {
            Recipe recipe = known.get(chosen);
            if (recipe == null) {
                misfits.add(new Misfit(chosen, "UNKNOWN_RECIPE"));
                continue;
            }
            rejected.forEach(
                    (rule, recipes) -> {
                        if (recipes.contains(chosen)) {
                            misfits.add(new Misfit(chosen, rule.name()));
                        }
                    });
            if (!courses.contains(recipe.course())) {
                misfits.add(new Misfit(chosen, "NO_SLOT_TAKES_IT"));
            }
        }
        return misfits;
    }
}
