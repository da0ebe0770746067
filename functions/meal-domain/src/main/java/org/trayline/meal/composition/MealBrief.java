package org.trayline.meal.composition;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.recipe.RecipeId;

/// All that decides what is on the tray, beside the recipes themselves.
///
/// @param mealTimes of the whole day, in the order of their serve times
/// @param slots of all meal periods, each period's in tray order
/// @param countedTrays the items of the patient's counted trays of this service date in other meal
///     periods, earlier or later; a period that is missing has none
/// @param recentItems the recipes of the last six counted trays before this one
/// @param soldOut per meal period of the service date, the recipes of which no portion is left
/// @param chosen the recipes that must be on the tray, and the rest is composed around them
public record MealBrief(
        MealPeriod mealPeriod,
        List<MealTime> mealTimes,
        List<MealSlot> slots,
        DietProfile profile,
        Map<MealPeriod, List<RecipeId>> countedTrays,
        List<RecipeId> dislikes,
        List<RecipeId> recentItems,
        Map<MealPeriod, Set<RecipeId>> soldOut,
        List<RecipeId> chosen) {

    /// One for which nothing was chosen.
    public MealBrief(
            MealPeriod mealPeriod,
            List<MealTime> mealTimes,
            List<MealSlot> slots,
            DietProfile profile,
            Map<MealPeriod, List<RecipeId>> countedTrays,
            List<RecipeId> dislikes,
            List<RecipeId> recentItems,
            Map<MealPeriod, Set<RecipeId>> soldOut) {
        this(
                mealPeriod,
                mealTimes,
                slots,
                profile,
                countedTrays,
                dislikes,
                recentItems,
                soldOut,
                List.of());
    }

    public MealBrief {
        mealTimes = List.copyOf(mealTimes);
        slots = List.copyOf(slots);
        countedTrays = Collections.unmodifiableMap(new TreeMap<>(countedTrays));
        dislikes = dislikes.stream().sorted().distinct().toList();
        recentItems = recentItems.stream().sorted().distinct().toList();
        soldOut = Collections.unmodifiableMap(sorted(soldOut));
        chosen = chosen.stream().sorted().distinct().toList();
    }

    /// In one order, so that a brief that is written and read again is written the same.
    private static Map<MealPeriod, Set<RecipeId>> sorted(Map<MealPeriod, Set<RecipeId>> soldOut) {
        Map<MealPeriod, Set<RecipeId>> sorted = new TreeMap<>();
        soldOut.forEach(
                (period, recipes) ->
                        sorted.put(period, Collections.unmodifiableSet(new TreeSet<>(recipes))));
        return sorted;
    }
}
