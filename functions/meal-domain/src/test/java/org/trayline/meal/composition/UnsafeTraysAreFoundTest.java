package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// What [RulesByHand] finds wrong with trays that no composer may make.
///
/// The safe tray is chicken and rice, 500.25 mg sodium; 50.5 mg were eaten, and dinner will take
/// the chicken's 400.25 mg at least.
class UnsafeTraysAreFoundTest {
    private static final BigDecimal MEAL_MAX = new BigDecimal("500.25");
    private static final BigDecimal DAY_MAX = new BigDecimal("951.00");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "entree=chicken side=rice, -",
                "entree=chicken side=rice drink=water, -",
                "entree=fish, fish ALLERGEN",
                "entree=chicken side=bread, bread ALLERGEN",
                "entree=mystery, mystery ALLERGEN_UNKNOWN",
                "entree=puree, puree TEXTURE",
                "entree=soup, soup TEXTURE",
                "entree=chicken drink=thick, thick TEXTURE",
                "entree=pork, pork DIET_TAG",
                "entree=unlabelled, unlabelled NUTRIENT_UNKNOWN",
                "entree=porridge, porridge PERIOD",
                "entree=stew, stew SOLD_OUT",
                "side=rice, required slot entree",
                "entree=chicken side=rice second=rice, rice twice",
                "entree=chicken entree=turkey, two in slot entree",
                "entree=chicken side=water, water is no side",
                "entree=chicken dessert=rice, no slot dessert",
                "entree=turkey side=rice, sodium_mg MEAL max 500.25; sodium_mg DAY max 951",
            })
    void inATray(String tray, @Nullable String wrong) {
        assertWrong(wrong, tray, MEAL_MAX, null, DAY_MAX);
    }

    /// One hundredth of a milligram is too much, or too little; the limit itself is not.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "500.24, -, 951.00, sodium_mg MEAL max 500.24",
                "500.25, 500.25, 951.00, -",
                "600, 500.26, 951.00, sodium_mg MEAL min 500.26",
                // Without what is kept back for dinner, it would do.
                "500.25, -, 950.99, sodium_mg DAY max 950.99",
            })
    void inALimit(
            BigDecimal mealMax,
            @Nullable BigDecimal mealMin,
            BigDecimal dayMax,
            @Nullable String wrong) {
        assertWrong(wrong, "entree=chicken side=rice", mealMax, mealMin, dayMax);
    }

    @Test
    void inADayOfWhichNotAllIsKnown() {
        Kitchen kitchen = new Kitchen(MEAL_MAX, null, DAY_MAX, "unlabelled");

        assertEquals(
                List.of("the day's total is unknown"),
                kitchen.rules()
                        .wrongWith(List.of(new TrayItem("entree", new RecipeId("chicken")))));
    }

    private static void assertWrong(
            @Nullable String wrong,
            String tray,
            BigDecimal mealMax,
            @Nullable BigDecimal mealMin,
            BigDecimal dayMax) {
        List<TrayItem> items =
                Stream.of(tray.split(" "))
                        .map(each -> each.split("="))
                        .map(each -> new TrayItem(each[0], new RecipeId(each[1])))
                        .toList();
        Kitchen kitchen = new Kitchen(mealMax, mealMin, dayMax, "egg");
        assertEquals(
                wrong == null ? Set.of() : Set.copyOf(Arrays.asList(wrong.split("; "))),
                Set.copyOf(kitchen.rules().wrongWith(items)));
    }

    /// @param breakfast what the patient had
    private record Kitchen(
            BigDecimal mealMax, @Nullable BigDecimal mealMin, BigDecimal dayMax, String breakfast) {

        RulesByHand rules() {
            return new RulesByHand(brief(), catalog());
        }

        private MealBrief brief() {
            DietProfile profile =
                    new DietProfile(
                            FoodTexture.LEVEL_7,
                            DrinkThickness.LEVEL_0,
                            List.of("HALAL"),
                            Set.of(Allergen.FISH, Allergen.WHEAT),
                            null,
                            null,
                            List.of(
                                    new NutrientLimit(
                                            Nutrient.SODIUM_MG, Per.MEAL, mealMin, mealMax),
                                    new NutrientLimit(Nutrient.SODIUM_MG, Per.DAY, null, dayMax)));
            return new MealBrief(
                    MealPeriod.LUNCH,
                    List.of(
                            time(MealPeriod.BREAKFAST, 8),
                            time(MealPeriod.LUNCH, 12),
                            time(MealPeriod.DINNER, 18)),
                    List.of(
                            slot(MealPeriod.LUNCH, "entree", "ENTREE", true),
                            slot(MealPeriod.LUNCH, "side", "STARCH", false),
                            slot(MealPeriod.LUNCH, "second", "STARCH", false),
                            slot(MealPeriod.LUNCH, "drink", "DRINK", false),
                            slot(MealPeriod.DINNER, "entree", "ENTREE", true),
                            slot(MealPeriod.DINNER, "side", "STARCH", false)),
                    profile,
                    Map.of(MealPeriod.BREAKFAST, List.of(new RecipeId(breakfast))),
                    List.of(),
                    List.of(),
                    Map.of(MealPeriod.LUNCH, Set.of(new RecipeId("stew"))));
        }

        private static Catalog catalog() {
            List<Recipe> recipes = new ArrayList<>();
            recipes.add(food("chicken", "ENTREE", "400.25").recipe());
            recipes.add(food("turkey", "ENTREE", "400.26").recipe());
            recipes.add(food("stew", "ENTREE", "450").recipe());
            recipes.add(food("rice", "STARCH", "100.00").recipe());
            recipes.add(food("egg", "EGG", "50.5").recipe());
            recipes.add(food("fish", "ENTREE", "1").allergens(Set.of(Allergen.FISH)).recipe());
            recipes.add(food("bread", "STARCH", "1").allergens(Set.of(Allergen.GLUTEN)).recipe());
            recipes.add(food("mystery", "ENTREE", "1").allergens(null).recipe());
            recipes.add(food("puree", "ENTREE", "1").textures(FoodTexture.LEVEL_4).recipe());
            recipes.add(food("soup", "ENTREE", "1").thickness(DrinkThickness.LEVEL_2).recipe());
            recipes.add(food("pork", "ENTREE", "1").tags(Set.of("GLUTEN_FREE")).recipe());
            recipes.add(food("unlabelled", "ENTREE", null).recipe());
            recipes.add(food("porridge", "ENTREE", "1").periods(MealPeriod.BREAKFAST).recipe());
            recipes.add(drink("water", DrinkThickness.LEVEL_0).recipe());
            recipes.add(drink("thick", DrinkThickness.LEVEL_2).recipe());
            return new Catalog(new FacilityId("h"), 1, recipes);
        }

        private static Portion food(String id, String course, @Nullable String sodium) {
            return new Portion(
                    id,
                    course,
                    sodium,
                    EnumSet.allOf(MealPeriod.class),
                    Recipe.Kind.FOOD,
                    Set.of(FoodTexture.LEVEL_7),
                    Set.of(),
                    Set.of("HALAL"),
                    Set.of());
        }

        private static Portion drink(String id, DrinkThickness thickness) {
            return new Portion(
                    id,
                    "DRINK",
                    "0",
                    EnumSet.allOf(MealPeriod.class),
                    Recipe.Kind.DRINK,
                    Set.of(),
                    Set.of(thickness),
                    Set.of("HALAL"),
                    Set.of());
        }

        private static MealTime time(MealPeriod period, int hour) {
            LocalTime serves = LocalTime.of(hour, 0);
            return new MealTime(
                    period,
                    serves.minusHours(3),
                    serves.minusHours(1),
                    serves,
                    new BigDecimal("0.3"));
        }

        private static MealSlot slot(
                MealPeriod period, String slot, String course, boolean required) {
            return new MealSlot(period, slot, List.of(course), required);
        }
    }

    /// A recipe on its way to be one.
    private record Portion(
            String id,
            String course,
            @Nullable String sodium,
            Set<MealPeriod> periods,
            Recipe.Kind kind,
            Set<FoodTexture> textures,
            Set<DrinkThickness> thickness,
            Set<String> tags,
            @Nullable Set<Allergen> allergens) {

        Portion allergens(@Nullable Set<Allergen> other) {
            return new Portion(id, course, sodium, periods, kind, textures, thickness, tags, other);
        }

        Portion textures(FoodTexture other) {
            return new Portion(
                    id, course, sodium, periods, kind, Set.of(other), thickness, tags, allergens);
        }

        Portion thickness(DrinkThickness other) {
            return new Portion(
                    id, course, sodium, periods, kind, textures, Set.of(other), tags, allergens);
        }

        Portion tags(Set<String> other) {
            return new Portion(
                    id, course, sodium, periods, kind, textures, thickness, other, allergens);
        }

        Portion periods(MealPeriod other) {
            return new Portion(
                    id, course, sodium, Set.of(other), kind, textures, thickness, tags, allergens);
        }

        Recipe recipe() {
            Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
            nutrients.put(Nutrient.ENERGY_KCAL, BigDecimal.valueOf(100));
            if (sodium != null) {
                nutrients.put(Nutrient.SODIUM_MG, new BigDecimal(sodium));
            }
            return new Recipe(
                    new RecipeId(id),
                    course,
                    periods,
                    kind,
                    textures,
                    thickness,
                    tags,
                    allergens,
                    nutrients,
                    100);
        }
    }
}
