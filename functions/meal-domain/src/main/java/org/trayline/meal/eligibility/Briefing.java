package org.trayline.meal.eligibility;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.diet.DietOrder.Oral;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Flag;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.recipe.RecipeId;

/// What to compose from, for a patient who may eat.
final class Briefing {
    private static final String GLUTEN_FREE = "GLUTEN_FREE";

    private Briefing() {}

    /// @param question one that no rule of eligibility applies to
    static Eligibility.Eligible of(Question question) {
        DuePatient patient = question.patient();
        Encounter encounter = Objects.requireNonNull(question.encounter());
        boolean houseDiet = question.coveringOral().isEmpty();
        Set<Allergen> allergens = excludedAllergens(patient.allergies());
        DietProfile profile =
                houseDiet
                        ? houseDiet(patient.facility(), allergens)
                        : ordered(question.coveringOral().getFirst(), allergens);

        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (houseDiet) {
            flags.add(Flag.HOUSE_DIET);
        }
        Encounter.ServiceType serviceType = encounter.serviceType();
        boolean chooses =
                serviceType == Encounter.ServiceType.SELECT
                        || serviceType == Encounter.ServiceType.ASSIST;
        if (chooses && patient.chosen().isEmpty()) {
            flags.add(Flag.DID_NOT_CHOOSE);
        }
        if (question.isLate()) {
            flags.add(Flag.LATE_TRAY);
        }
        return new Eligibility.Eligible(
                new MealBrief(
                        question.mealPeriod(),
                        patient.facility().mealTimes(),
                        patient.facility().slots(),
                        profile,
                        countedTrays(question),
                        patient.dislikes(),
                        patient.recentItems(),
                        patient.soldOut(),
                        patient.chosen()),
                flags);
    }

    private static Map<MealPeriod, List<RecipeId>> countedTrays(Question question) {
        Map<MealPeriod, List<RecipeId>> trays = new EnumMap<>(MealPeriod.class);
        for (DuePatient.DayTray tray : question.patient().dayTrays()) {
            if (tray.status().counted() && tray.mealPeriod() != question.mealPeriod()) {
                trays.put(tray.mealPeriod(), tray.items());
            }
        }
        return trays;
    }

    private static Set<Allergen> excludedAllergens(List<AllergyRecord> allergies) {
        Set<Allergen> excluded = EnumSet.noneOf(Allergen.class);
        for (AllergyRecord allergy : allergies) {
            Allergen allergen = allergy.allergen();
            if (allergy.applies() && allergen != null) {
                excluded.add(allergen);
            }
        }
        return excluded;
    }

    private static DietProfile ordered(Oral order, Set<Allergen> allergens) {
        Set<Allergen> excluded = EnumSet.noneOf(Allergen.class);
        excluded.addAll(allergens);
        if (order.dietTags().contains(GLUTEN_FREE)) {
            excluded.add(Allergen.GLUTEN);
        }
        FoodTexture food = order.foodTexture();
        DrinkThickness drink = order.drinkThickness();
        return new DietProfile(
                food == null ? FoodTexture.LEVEL_7 : food,
                drink == null ? DrinkThickness.LEVEL_0 : drink,
                order.dietTags(),
                withWhatTheyBring(excluded),
                order.minKcalDay(),
                order.maxKcalDay(),
                order.limits());
    }

    private static DietProfile houseDiet(Facility facility, Set<Allergen> allergens) {
        return new DietProfile(
                FoodTexture.LEVEL_7,
                DrinkThickness.LEVEL_0,
                List.of(),
                withWhatTheyBring(allergens),
                facility.houseMinKcal(),
                facility.houseMaxKcal(),
                List.of());
    }

    /// Gluten and wheat each bring the other.
    private static Set<Allergen> withWhatTheyBring(Set<Allergen> excluded) {
        Set<Allergen> all = EnumSet.noneOf(Allergen.class);
        all.addAll(excluded);
        if (all.contains(Allergen.GLUTEN) || all.contains(Allergen.WHEAT)) {
            all.add(Allergen.GLUTEN);
            all.add(Allergen.WHEAT);
        }
        return all;
    }
}
