package org.trayline.local.proof;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.TrayComposer;
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
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.store.PostgresPastCatalogs.Past;

/// A lunch of a small kitchen, composed as it is in a hospital, and its picture.
final class Lunch {
    static final FacilityId FACILITY = new FacilityId("small");

    private final List<NutrientLimit> limits = new ArrayList<>();
    private final Map<MealPeriod, List<RecipeId>> eaten = new EnumMap<>(MealPeriod.class);
    private final List<RecipeId> dislikes = new ArrayList<>();
    private Set<Allergen> allergens = Set.of();
    private @Nullable BigDecimal maxKcalDay;
    private List<String> flags = List.of();
    private boolean recipesKnown = true;

    Lunch limit(Nutrient nutrient, Per per, @Nullable String min, @Nullable String max) {
        limits.add(new NutrientLimit(nutrient, per, decimal(min), decimal(max)));
        return this;
    }

    Lunch without(Allergen allergen) {
        allergens = Set.of(allergen);
        return this;
    }

    Lunch after(String breakfast) {
        eaten.put(MealPeriod.BREAKFAST, List.of(new RecipeId(breakfast)));
        return this;
    }

    Lunch disliking(String recipe) {
        dislikes.add(new RecipeId(recipe));
        return this;
    }

    Lunch atMostADay(String kcal) {
        maxKcalDay = new BigDecimal(kcal);
        return this;
    }

    Lunch flagged(Flag flag) {
        flags = List.of(flag.name());
        return this;
    }

    Lunch ofForgottenRecipes() {
        recipesKnown = false;
        return this;
    }

    Proof proof() {
        return composition().proof();
    }

    ProofPicture picture() {
        Composition composition = composition();
        StoredTray tray =
                new StoredTray(
                        FACILITY,
                        new TrayOrderId("0f8fad5b-d9cb-469f-a165-70867728950e"),
                        LocalDate.of(2026, 11, 25),
                        MealPeriod.LUNCH,
                        composition instanceof Composition.Composed ? "PLACED" : "HELD",
                        flags,
                        switch (composition) {
                            case Composition.Composed _ -> List.of();
                            case Composition.Held held -> List.of(held.reason().name());
                        },
                        switch (composition) {
                            case Composition.Composed composed -> composed.items();
                            case Composition.Held _ -> List.of();
                        },
                        null);
        return ProofReading.picture(
                tray, composition.proof(), recipesKnown ? new Past(catalog(), NAMES) : null);
    }

    private Composition composition() {
        MealBrief brief =
                new MealBrief(
                        MealPeriod.LUNCH,
                        List.of(
                                time(MealPeriod.BREAKFAST, 7, "0.25"),
                                time(MealPeriod.LUNCH, 12, "0.35"),
                                time(MealPeriod.DINNER, 18, "0.40")),
                        List.of(
                                new MealSlot(MealPeriod.LUNCH, "entree", List.of("ENTREE"), true),
                                new MealSlot(MealPeriod.LUNCH, "side", List.of("SIDE"), false),
                                new MealSlot(MealPeriod.LUNCH, "drink", List.of("DRINK"), true),
                                new MealSlot(MealPeriod.DINNER, "entree", List.of("ENTREE"), true)),
                        new DietProfile(
                                FoodTexture.LEVEL_7,
                                DrinkThickness.LEVEL_0,
                                List.of(),
                                allergens,
                                null,
                                maxKcalDay,
                                limits),
                        eaten,
                        dislikes,
                        List.of(),
                        Map.of());
        return new TrayComposer().compose(brief, catalog());
    }

    private static MealTime time(MealPeriod meal, int hour, String share) {
        return new MealTime(
                meal,
                LocalTime.of(hour - 3, 0),
                LocalTime.of(hour - 1, 0),
                LocalTime.of(hour, 0),
                new BigDecimal(share));
    }

    private static final Map<RecipeId, String> NAMES = new LinkedHashMap<>();
    private static final List<Recipe> RECIPES = new ArrayList<>();

    static {
        recipe("chicken", "Roast chicken <with herbs>", "ENTREE", Set.of(), 420, 30, "480.5", 310);
        recipe("fish", "Fish & potatoes", "ENTREE", Set.of(Allergen.FISH), 380, 28, "610", 290);
        recipe("salad", "Green salad", "SIDE", Set.of(), 90, 3, "120", 80);
        recipe("bread", "Bread roll", "SIDE", Set.of(Allergen.WHEAT), 160, 5, "220", 25);
        recipe("water", "Water", "DRINK", Set.of(), 0, 0, "0", 1);
        recipe("milk", "Milk", "DRINK", Set.of(Allergen.MILK), 120, 8, "100", 30);
        recipe("stew", "Stew of the house", "ENTREE", Set.of(), 400, 25, null, 200);
    }

    private static void recipe(
            String id,
            String name,
            String course,
            Set<Allergen> allergens,
            int kcal,
            int protein,
            @Nullable String sodium,
            int cents) {
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        nutrients.put(Nutrient.ENERGY_KCAL, BigDecimal.valueOf(kcal));
        nutrients.put(Nutrient.PROTEIN_G, BigDecimal.valueOf(protein));
        if (sodium != null) {
            nutrients.put(Nutrient.SODIUM_MG, new BigDecimal(sodium));
        }
        boolean drink = course.equals("DRINK");
        RecipeId recipeId = new RecipeId(id);
        NAMES.put(recipeId, name);
        RECIPES.add(
                new Recipe(
                        recipeId,
                        course,
                        Set.of(MealPeriod.values()),
                        drink ? Recipe.Kind.DRINK : Recipe.Kind.FOOD,
                        drink ? Set.of() : Set.of(FoodTexture.LEVEL_7),
                        drink ? Set.of(DrinkThickness.LEVEL_0) : Set.of(),
                        Set.of(),
                        allergens,
                        nutrients,
                        cents));
    }

    private static Catalog catalog() {
        return new Catalog(FACILITY, 3, RECIPES);
    }

    private static @Nullable BigDecimal decimal(@Nullable String number) {
        return number == null ? null : new BigDecimal(number);
    }
}
