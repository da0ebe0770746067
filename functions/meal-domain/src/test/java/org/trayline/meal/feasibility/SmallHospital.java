package org.trayline.meal.feasibility;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// A hospital in words that fit into the cells of a table.
///
/// A recipe is `name COURSE meals texture allergens sodium fat`, such as
/// `stew ENTREE LD 7 MILK+EGG 500 20`; `-` = none, `?` = unknown, and a `!` before the name = sold
/// out at every meal. A diet order is `texture`, then `sodium<=600/MEAL`, `NPO`, `no:MILK`.
final class SmallHospital {
    static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final FacilityId ID = new FacilityId("f1");

    private final List<MealTime> mealTimes = new ArrayList<>();
    private final List<MealSlot> slots = new ArrayList<>();
    private final List<Recipe> recipes = new ArrayList<>();
    private final Set<RecipeId> soldOut = new HashSet<>();

    /// @param menu recipes, separated by `;`
    SmallHospital(String menu) {
        Stream.of(menu.split(";", -1)).map(String::strip).forEach(this::recipe);
    }

    /// @param slotNames required ones, each of the course of its name
    SmallHospital serving(MealPeriod meal, String servesAt, String... slotNames) {
        LocalTime time = LocalTime.parse(servesAt);
        mealTimes.add(
                new MealTime(
                        meal, time.minusHours(3), time.minusHours(1), time, new BigDecimal("0.3")));
        for (String slot : slotNames) {
            slots.add(new MealSlot(meal, slot, List.of(slot.toUpperCase(Locale.ROOT)), true));
        }
        return this;
    }

    private void recipe(String text) {
        String[] words = text.split(" +", -1);
        RecipeId id = new RecipeId(words[0].replace("!", ""));
        if (words[0].startsWith("!")) {
            soldOut.add(id);
        }
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        nutrients.put(Nutrient.ENERGY_KCAL, new BigDecimal(300));
        put(nutrients, Nutrient.SODIUM_MG, words[5]);
        put(nutrients, Nutrient.FAT_G, words.length > 6 ? words[6] : "0");
        recipes.add(
                new Recipe(
                        id,
                        words[1],
                        Stream.of(MealPeriod.values())
                                .filter(meal -> words[2].contains(meal.name().substring(0, 1)))
                                .collect(Collectors.toSet()),
                        Recipe.Kind.FOOD,
                        Set.of(FoodTexture.ofCode(words[3])),
                        Set.of(),
                        Set.of(),
                        words[4].equals("?") ? null : allergens(words[4]),
                        nutrients,
                        100));
    }

    private static void put(Map<Nutrient, BigDecimal> nutrients, Nutrient nutrient, String text) {
        if (!text.equals("?")) {
            nutrients.put(nutrient, new BigDecimal(text));
        }
    }

    private static Set<Allergen> allergens(String text) {
        return text.equals("-")
                ? Set.of()
                : Stream.of(text.split("\\+", -1))
                        .map(Allergen::valueOf)
                        .collect(Collectors.toSet());
    }

    Catalog catalog() {
        return new Catalog(ID, 7, recipes);
    }

    CensusPatient patient(String id, String order) {
        List<NutrientLimit> limits = new ArrayList<>();
        List<AllergyRecord> allergies = new ArrayList<>();
        FoodTexture texture = FoodTexture.LEVEL_7;
        boolean npo = false;
        for (String word : order.split(" +", -1)) {
            if (word.equals("NPO")) {
                npo = true;
            } else if (word.startsWith("no:")) {
                allergies.add(
                        new AllergyRecord(
                                Allergen.valueOf(word.substring(3)),
                                AllergyRecord.Kind.ALLERGY,
                                AllergyRecord.Verification.CONFIRMED));
            } else if (word.contains("<=")) {
                String[] parts = word.split("<=|/", -1);
                limits.add(
                        new NutrientLimit(
                                parts[0].equals("fat") ? Nutrient.FAT_G : Nutrient.SODIUM_MG,
                                NutrientLimit.Per.valueOf(parts[2]),
                                null,
                                new BigDecimal(parts[1])));
            } else {
                texture = FoodTexture.ofCode(word);
            }
        }
        DietOrder.Window always = new DietOrder.Window(null, null);
        DietOrder dietOrder =
                npo
                        ? new DietOrder.Npo("d", always)
                        : new DietOrder.Oral(
                                "d",
                                always,
                                null,
                                null,
                                texture,
                                DrinkThickness.LEVEL_0,
                                List.of(),
                                limits);
        Map<MealPeriod, Set<RecipeId>> noneLeft = new EnumMap<>(MealPeriod.class);
        mealTimes.forEach(time -> noneLeft.put(time.mealPeriod(), soldOut));
        return new CensusPatient(
                new DuePatient(
                        new PatientId(id),
                        new Versions(1, 1, 7),
                        facility(),
                        List.of(
                                new Encounter(
                                        "e",
                                        Encounter.Status.ADMITTED,
                                        Encounter.ServiceType.NON_SELECT,
                                        new Location("4 West", "12", "B"),
                                        null,
                                        null,
                                        false,
                                        List.of(dietOrder))),
                        allergies.isEmpty()
                                ? AllergyStatus.NO_KNOWN_FOOD_ALLERGY
                                : AllergyStatus.RECORDED,
                        allergies,
                        List.of(),
                        List.of(),
                        List.of(),
                        noneLeft),
                List.of());
    }

    Facility facility() {
        return new Facility(
                ID,
                ZoneId.of("America/Chicago"),
                MissingDietOrder.HOLD,
                null,
                null,
                mealTimes,
                slots);
    }
}
