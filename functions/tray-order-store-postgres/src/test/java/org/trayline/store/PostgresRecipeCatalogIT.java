package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

class PostgresRecipeCatalogIT {
    private static final RecipeId SOUP = new RecipeId("soup");

    private final Hospital hospital = new Hospital();
    private final PostgresRecipeCatalog recipes =
            new PostgresRecipeCatalog(hospital.connect("compose-meal"));

    @AfterEach
    void close() {
        hospital.close();
    }

    private Recipe soupAfter(String change) {
        hospital.execute(
                "update recipes set " + change + " where facility_id = 'f1' and id = 'soup'");
        return recipes.at(Hospital.F1, 0).recipe(SOUP);
    }

    @Test
    void readsEveryFieldOfARecipe() {
        Recipe soup =
                soupAfter(
                        """
                        course = 'SOUP', meal_periods = '{LUNCH,DINNER}', kind = 'DRINK',
                        textures = '{3,7EC}', drink_thickness = '{0,4}', diet_tags = '{RENAL,HALAL}',
                        allergens = '{CELERY,MILK}', energy_kcal = 80.25, protein_g = 1,
                        carbohydrate_g = 2, fat_g = 3, saturated_fat_g = 4, fiber_g = 5, sugars_g = 6,
                        sodium_mg = 7, potassium_mg = 8, phosphorus_mg = 9, fluid_ml = 0,
                        cost_cents = 125""");
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        for (Nutrient nutrient : Nutrient.values()) {
            nutrients.put(nutrient, BigDecimal.valueOf(nutrients.size()));
        }
        nutrients.put(Nutrient.ENERGY_KCAL, new BigDecimal("80.25"));
        nutrients.put(Nutrient.FLUID_ML, BigDecimal.ZERO);
        assertEquals(
                new Recipe(
                        SOUP,
                        "SOUP",
                        Set.of(MealPeriod.LUNCH, MealPeriod.DINNER),
                        Recipe.Kind.DRINK,
                        Set.of(FoodTexture.LEVEL_3, FoodTexture.EASY_TO_CHEW),
                        Set.of(DrinkThickness.LEVEL_0, DrinkThickness.LEVEL_4),
                        Set.of("RENAL", "HALAL"),
                        Set.of(Allergen.CELERY, Allergen.MILK),
                        nutrients,
                        125),
                soup);
    }

    @Test
    void anUnknownNutrientIsAbsentAndAKnownZeroIsZero() {
        assertEquals(
                Map.of(Nutrient.SODIUM_MG, BigDecimal.ZERO),
                soupAfter("sodium_mg = 0, potassium_mg = null").nutrients());
    }

    @Test
    void unknownAllergensAreNotNone() {
        assertEquals(Set.of(), soupAfter("allergens = '{}'").allergens());
        assertEquals(null, soupAfter("allergens = null").allergens());
    }

    @Test
    void anUnknownCostIsNotZero() {
        assertEquals(null, soupAfter("cost_cents = null").costCents());
        assertEquals(0, soupAfter("cost_cents = 0").costCents());
    }

    @Test
    void readsAllRecipesOfTheFacilityAtItsPresentVersion() {
        hospital.execute(
                "update recipes set name = 'Other' where facility_id = 'f1'",
                "delete from recipes where facility_id = 'f2' and id <> 'soup'");
        Catalog catalog = recipes.at(Hospital.F1, 1);
        assertEquals(Hospital.F1, catalog.facilityId());
        assertEquals(
                List.of("bread", "milk", "oats", "rice", "salmon", "soup"),
                catalog.recipes().stream().map(recipe -> recipe.id().value()).sorted().toList());
        assertEquals(
                hospital.rows("select catalog_version from facilities where id = 'f1'"),
                List.of(String.valueOf(catalog.version())));
    }

    @Test
    void refusesAnUnknownFacility() {
        assertThrows(
                IllegalArgumentException.class, () -> recipes.at(new FacilityId("nowhere"), 1));
    }

    @Test
    void takesOneRoundTrip() throws IOException {
        try (CountingProxy proxy = new CountingProxy(hospital.database().jdbcUrl())) {
            PostgresRecipeCatalog counted =
                    new PostgresRecipeCatalog(hospital.connect(proxy.jdbcUrl(), "counted"));
            assertEquals(6, counted.at(Hospital.F1, 1).recipes().size());
            int before = proxy.roundTrips();
            assertEquals(6, counted.at(Hospital.F1, 1).recipes().size());
            assertEquals(1, proxy.roundTrips() - before);
        }
    }
}
