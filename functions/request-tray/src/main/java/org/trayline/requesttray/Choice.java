package org.trayline.requesttray;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.trayline.api.Problem;
import org.trayline.api.RequestRefused;
import org.trayline.meal.composition.ChosenItems;
import org.trayline.meal.composition.ChosenItems.Misfit;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.Eligibility;
import org.trayline.meal.eligibility.EligibilityRules;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeCatalog;
import org.trayline.meal.recipe.RecipeId;

/// What was chosen, held against the rules at once. The workflow does it again: what fits now need
/// not fit then.
final class Choice {
    private final RecipeCatalog recipes;
    private final TrayComposer composer;

    Choice(RecipeCatalog recipes, TrayComposer composer) {
        this.recipes = recipes;
        this.composer = composer;
    }

    /// A patient who may not be fed, or only after a human has decided, is the workflow's to tell.
    ///
    /// @throws RequestRefused naming each item and limit that stands against it
    void check(
            DuePatient patient,
            List<RecipeId> chosen,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            Instant now) {
        if (chosen.isEmpty()) {
            return;
        }
        Eligibility eligibility =
                EligibilityRules.decide(patient.askedFor(chosen), serviceDate, mealPeriod, now);
        if (eligibility instanceof Eligibility.Eligible(MealBrief brief, _)) {
            Catalog catalog = recipes.at(patient.facility().id(), patient.versions().catalog());
            List<Misfit> misfits = ChosenItems.misfits(brief, catalog, composer);
            if (!misfits.isEmpty()) {
                throw RequestRefused.unfit(
                        misfits.stream().map(misfit -> fault(misfit, chosen)).toList());
            }
        }
    }

    private static Problem.Fault fault(Misfit misfit, List<RecipeId> chosen) {
        RecipeId recipe = misfit.recipe();
        return recipe == null
                ? new Problem.Fault("/recipeIds", null, misfit.rule())
                : new Problem.Fault(
                        "/recipeIds/" + chosen.indexOf(recipe), recipe.value(), misfit.rule());
    }
}
