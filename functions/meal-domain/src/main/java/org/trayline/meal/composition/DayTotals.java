package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// What stands against the limits of a day beside this tray: the counted trays of its other meals,
/// and what is kept back for the later meals that have none yet.
final class DayTotals {
    private final Set<Nutrient> nutrients;
    private final List<MealTime> later;
    private final Map<Nutrient, BigDecimal> eaten = new EnumMap<>(Nutrient.class);
    private final Map<Nutrient, BigDecimal> reserve = new EnumMap<>(Nutrient.class);

    /// @param nutrients kcal and every one with a DAY limit
    private DayTotals(Set<Nutrient> nutrients, List<MealTime> later) {
        this.nutrients = nutrients;
        this.later = later;
    }

    static DayTotals of(MealBrief brief, Catalog catalog, Set<Nutrient> nutrients) {
        DayTotals totals = new DayTotals(nutrients, laterMeals(brief));
        totals.addEaten(brief, catalog);
        totals.addReserve(brief, catalog);
        return totals;
    }

    /// Whether every item of the day's other trays has a figure for every nutrient that counts.
    boolean known() {
        return eaten.keySet().containsAll(nutrients);
    }

    /// In the day's other trays; null where an item's figure is unknown.
    @Nullable BigDecimal eaten(Nutrient nutrient) {
        return eaten.get(nutrient);
    }

    /// The least that the required slots of the later meals without a counted tray will take.
    BigDecimal reserve(Nutrient nutrient) {
        return reserve.getOrDefault(nutrient, BigDecimal.ZERO);
    }

    /// What a DAY limit has already been used for when this tray is composed.
    ///
    /// @throws IllegalStateException where the day's total is not known
    BigDecimal counted(Nutrient nutrient) {
        BigDecimal known = eaten.get(nutrient);
        if (known == null) {
            throw new IllegalStateException("unknown what was eaten of " + nutrient.column());
        }
        return known.add(reserve(nutrient));
    }

    /// Whether this meal is the last of the day, whatever has been ordered.
    static boolean isLastMeal(MealBrief brief) {
        return brief.mealTimes().getLast().mealPeriod() == brief.mealPeriod();
    }

    /// The meals after this one in the order of serve times that have no counted tray.
    List<MealTime> laterMealsWithoutTray() {
        return later;
    }

    private static List<MealTime> laterMeals(MealBrief brief) {
        return brief.mealTimes().stream()
                .dropWhile(time -> time.mealPeriod() != brief.mealPeriod())
                .skip(1)
                .filter(time -> !brief.countedTrays().containsKey(time.mealPeriod()))
                .toList();
    }

    private void addEaten(MealBrief brief, Catalog catalog) {
        for (Nutrient nutrient : nutrients) {
            BigDecimal sum = BigDecimal.ZERO;
            for (List<RecipeId> items : brief.countedTrays().values()) {
                for (RecipeId item : items) {
                    BigDecimal amount = catalog.recipe(item).nutrients().get(nutrient);
                    sum = sum == null || amount == null ? null : sum.add(amount);
                }
            }
            if (sum != null) {
                eaten.put(nutrient, sum);
            }
        }
    }

    private void addReserve(MealBrief brief, Catalog catalog) {
        for (MealTime time : later) {
            MealPeriod period = time.mealPeriod();
            List<Recipe> allowed = AllowedRecipes.at(period, brief, catalog).recipes();
            for (MealSlot slot : brief.slots()) {
                if (slot.mealPeriod() == period && slot.required()) {
                    addReserve(slot, allowed);
                }
            }
        }
    }

    private void addReserve(MealSlot slot, List<Recipe> allowed) {
        for (Nutrient nutrient : nutrients) {
            BigDecimal least = null;
            for (Recipe recipe : allowed) {
                if (slot.courses().contains(recipe.course())) {
                    BigDecimal amount = Amounts.of(recipe, nutrient);
                    least = least == null ? amount : least.min(amount);
                }
            }
            if (least != null) {
                reserve.merge(nutrient, least, BigDecimal::add);
            }
        }
    }
}
