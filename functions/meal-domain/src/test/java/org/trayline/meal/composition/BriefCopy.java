package org.trayline.meal.composition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.RecipeId;

/// A brief that is as another but for one thing.
final class BriefCopy {
    private BriefCopy() {}

    static MealBrief withProfile(MealBrief brief, DietProfile profile) {
        return new MealBrief(
                brief.mealPeriod(),
                brief.mealTimes(),
                brief.slots(),
                profile,
                brief.countedTrays(),
                brief.dislikes(),
                brief.recentItems(),
                brief.soldOut(),
                brief.chosen());
    }

    static MealBrief withLimits(MealBrief brief, List<NutrientLimit> limits) {
        DietProfile profile = brief.profile();
        return withProfile(
                brief,
                new DietProfile(
                        profile.foodTexture(),
                        profile.drinkThickness(),
                        profile.dietTags(),
                        profile.excludedAllergens(),
                        profile.minKcalDay(),
                        profile.maxKcalDay(),
                        limits));
    }

    static MealBrief withAllergy(MealBrief brief, Allergen allergen) {
        DietProfile profile = brief.profile();
        Set<Allergen> excluded = EnumSet.of(allergen);
        excluded.addAll(profile.excludedAllergens());
        return withProfile(
                brief,
                new DietProfile(
                        profile.foodTexture(),
                        profile.drinkThickness(),
                        profile.dietTags(),
                        excluded,
                        profile.minKcalDay(),
                        profile.maxKcalDay(),
                        profile.limits()));
    }

    static MealBrief withChosen(MealBrief brief, List<RecipeId> chosen) {
        return new MealBrief(
                brief.mealPeriod(),
                brief.mealTimes(),
                brief.slots(),
                brief.profile(),
                brief.countedTrays(),
                brief.dislikes(),
                brief.recentItems(),
                brief.soldOut(),
                chosen);
    }

    static MealBrief withDislike(MealBrief brief, RecipeId recipe) {
        return withHistory(brief, plus(brief.dislikes(), recipe), brief.recentItems());
    }

    static MealBrief withRecentItem(MealBrief brief, RecipeId recipe) {
        return withHistory(brief, brief.dislikes(), plus(brief.recentItems(), recipe));
    }

    static MealBrief withHistory(
            MealBrief brief, List<RecipeId> dislikes, List<RecipeId> recentItems) {
        return new MealBrief(
                brief.mealPeriod(),
                brief.mealTimes(),
                brief.slots(),
                brief.profile(),
                brief.countedTrays(),
                dislikes,
                recentItems,
                brief.soldOut(),
                brief.chosen());
    }

    /// In this meal period alone.
    static MealBrief withSoldOut(MealBrief brief, RecipeId recipe) {
        Map<MealPeriod, Set<RecipeId>> soldOut = new EnumMap<>(MealPeriod.class);
        soldOut.putAll(brief.soldOut());
        Set<RecipeId> now = new HashSet<>(soldOut.getOrDefault(brief.mealPeriod(), Set.of()));
        now.add(recipe);
        soldOut.put(brief.mealPeriod(), now);
        return new MealBrief(
                brief.mealPeriod(),
                brief.mealTimes(),
                brief.slots(),
                brief.profile(),
                brief.countedTrays(),
                brief.dislikes(),
                brief.recentItems(),
                soldOut,
                brief.chosen());
    }

    /// Equal, and of no part of the other that could be copied.
    static MealBrief anew(MealBrief brief) {
        DietProfile profile = brief.profile();
        Map<MealPeriod, List<RecipeId>> counted = new EnumMap<>(MealPeriod.class);
        brief.countedTrays().forEach((period, items) -> counted.put(period, reversedTwice(items)));
        Map<MealPeriod, Set<RecipeId>> soldOut = new EnumMap<>(MealPeriod.class);
        brief.soldOut().forEach((period, ids) -> soldOut.put(period, new HashSet<>(ids)));
        return new MealBrief(
                brief.mealPeriod(),
                reversedTwice(brief.mealTimes()),
                reversedTwice(brief.slots()),
                new DietProfile(
                        profile.foodTexture(),
                        profile.drinkThickness(),
                        profile.dietTags().reversed(),
                        Set.copyOf(profile.excludedAllergens()),
                        profile.minKcalDay(),
                        profile.maxKcalDay(),
                        reversedTwice(profile.limits())),
                counted,
                brief.dislikes().reversed(),
                brief.recentItems().reversed(),
                soldOut,
                brief.chosen().reversed());
    }

    private static <T> List<T> reversedTwice(List<T> list) {
        return new ArrayList<>(list.reversed()).reversed();
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
