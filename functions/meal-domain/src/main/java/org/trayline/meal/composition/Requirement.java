package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.diet.NutrientLimit.Side;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.recipe.RecipeId;

/// What a tray must do, apart from being made of allowed recipes.
sealed interface Requirement {

    /// In words that stay the same from version to version, such as `sodium_mg MEAL max 600`.
    String words();

    /// One side of a limit.
    ///
    /// @param limit as the order has it
    /// @param onTray what it leaves for this tray
    record Bound(Nutrient nutrient, Per per, Side side, BigDecimal limit, BigDecimal onTray)
            implements Requirement {
        @Override
        public String words() {
            return nutrient.column()
                    + ' '
                    + per
                    + (side == Side.MIN ? " min " : " max ")
                    + limit.stripTrailingZeros().toPlainString();
        }
    }

    /// A slot that may not stay empty.
    ///
    /// @param index among the slots of the tray
    record RequiredSlot(int index, String slot) implements Requirement {
        @Override
        public String words() {
            return "required slot " + slot;
        }
    }

    /// A recipe that was chosen and must be on the tray, in whichever slot takes it.
    ///
    /// @param index among what was chosen
    record ChosenItem(int index, RecipeId recipe) implements Requirement {
        @Override
        public String words() {
            return WORDS_OF_CHOSEN + recipe;
        }
    }

    /// How the words of a chosen item begin.
    String WORDS_OF_CHOSEN = "chosen item ";

    /// All that binds a tray: both sides of MEAL limits, the upper one of DAY limits, the slots. A
    /// DAY minimum never keeps food from a patient.
    ///
    /// @param limits of the diet order, its kcal per day among them
    /// @param totals of the day, known
    /// @param slots of this meal
    /// @param chosen each once
    static List<Requirement> of(
            List<NutrientLimit> limits,
            DayTotals totals,
            List<MealSlot> slots,
            List<RecipeId> chosen) {
        List<Requirement> requirements = new ArrayList<>();
        for (NutrientLimit limit : limits) {
            Nutrient nutrient = limit.nutrient();
            @Nullable BigDecimal min = limit.min();
            @Nullable BigDecimal max = limit.max();
            if (limit.per() == Per.MEAL && min != null) {
                requirements.add(new Bound(nutrient, Per.MEAL, Side.MIN, min, min));
            }
            if (max != null) {
                BigDecimal onTray =
                        switch (limit.per()) {
                            case MEAL -> max;
                            case DAY -> max.subtract(totals.counted(nutrient));
                        };
                requirements.add(new Bound(nutrient, limit.per(), Side.MAX, max, onTray));
            }
        }
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).required()) {
                requirements.add(new RequiredSlot(i, slots.get(i).slot()));
            }
        }
        for (int i = 0; i < chosen.size(); i++) {
            requirements.add(new ChosenItem(i, chosen.get(i)));
        }
        return requirements;
    }
}
