package org.trayline.meal.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trayline.meal.eligibility.PatientFixture.oral;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.recipe.RecipeId;

class BriefingTest {

    @ParameterizedTest(name = "{0} and tags {1} exclude {2}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    -,                                  -,           -
                    PEANUT,                             -,           PEANUT
                    PEANUT UNCONFIRMED; EGG,            -,           PEANUT EGG
                    PEANUT REFUTED; EGG,                -,           EGG
                    PEANUT ENTERED_IN_ERROR; EGG,       -,           EGG
                    INTOLERANCE MILK,                   -,           MILK
                    PEANUT; PEANUT REFUTED,             -,           PEANUT
                    GLUTEN,                             -,           GLUTEN WHEAT
                    WHEAT,                              -,           GLUTEN WHEAT
                    INTOLERANCE GLUTEN UNCONFIRMED,     -,           GLUTEN WHEAT
                    WHEAT REFUTED; SOY,                 -,           SOY
                    -,                                  GLUTEN_FREE, GLUTEN WHEAT
                    MILK,                               GLUTEN_FREE, MILK GLUTEN WHEAT
                    MILK,                               VEGETARIAN,  MILK
                    """)
    void excludesTheAllergensThatApplyAndThoseTheyBring(
            @Nullable String allergies, @Nullable String dietTag, @Nullable String excluded) {
        DietProfile profile =
                new PatientFixture()
                        .allergies(
                                allergies == null
                                        ? AllergyStatus.NO_KNOWN_FOOD_ALLERGY
                                        : AllergyStatus.RECORDED,
                                CaseNotation.allergies(allergies).toArray(AllergyRecord[]::new))
                        .dietOrders(
                                oral(
                                        FoodTexture.LEVEL_7,
                                        DrinkThickness.LEVEL_0,
                                        dietTag == null ? new String[0] : new String[] {dietTag}))
                        .brief()
                        .profile();
        Set<Allergen> expected =
                CaseNotation.parts(excluded, " ")
                        .map(Allergen::valueOf)
                        .collect(Collectors.toSet());
        assertEquals(expected, profile.excludedAllergens());
    }

    @Test
    void aBlankTextureIsARegularDiet() {
        DietProfile profile = new PatientFixture().dietOrders(oral(null, null)).brief().profile();
        assertEquals(FoodTexture.LEVEL_7, profile.foodTexture());
        assertEquals(DrinkThickness.LEVEL_0, profile.drinkThickness());
    }

    @Test
    void theOrderedTextureAndLimitsAreTaken() {
        DietProfile profile =
                new PatientFixture()
                        .dietOrders(oral(FoodTexture.EASY_TO_CHEW, DrinkThickness.LEVEL_3, "RENAL"))
                        .brief()
                        .profile();
        assertEquals(
                new DietProfile(
                        FoodTexture.EASY_TO_CHEW,
                        DrinkThickness.LEVEL_3,
                        List.of("RENAL"),
                        Set.of(),
                        new BigDecimal("1600"),
                        new BigDecimal("1900"),
                        PatientFixture.LIMITS),
                profile);
    }

    @Test
    void theHouseDietIsRegularWithTheFacilitysEnergyAndIsFlagged() {
        Eligibility.Eligible eligible =
                new PatientFixture()
                        .houseDietPolicy()
                        .dietOrders()
                        .allergies(
                                AllergyStatus.RECORDED, CaseNotation.allergies("WHEAT").getFirst())
                        .eligibleAtLunch();
        assertEquals(
                new DietProfile(
                        FoodTexture.LEVEL_7,
                        DrinkThickness.LEVEL_0,
                        List.of(),
                        EnumSet.of(Allergen.WHEAT, Allergen.GLUTEN),
                        new BigDecimal("1800"),
                        new BigDecimal("2200"),
                        List.of()),
                eligible.brief().profile());
        assertEquals(Set.of(Flag.HOUSE_DIET), eligible.flags());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    SELECT, DID_NOT_CHOOSE
                    ASSIST, DID_NOT_CHOOSE
                    NON_SELECT, -
                    -, -
                    """)
    void flagsWhoMightHaveChosen(Encounter.@Nullable ServiceType type, @Nullable Flag flag) {
        assertEquals(
                flag == null ? Set.of() : Set.of(flag),
                new PatientFixture().serviceType(type).eligibleAtLunch().flags());
    }

    @Test
    void aSelectPatientOnTheHouseDietHasBothFlags() {
        assertEquals(
                EnumSet.of(Flag.HOUSE_DIET, Flag.DID_NOT_CHOOSE),
                new PatientFixture()
                        .houseDietPolicy()
                        .dietOrders()
                        .serviceType(Encounter.ServiceType.SELECT)
                        .eligibleAtLunch()
                        .flags());
    }

    @Test
    void countsPlacedAndDeliveredTraysOfTheOtherMeals() {
        assertEquals(
                Map.of(
                        MealPeriod.BREAKFAST,
                        List.of(new RecipeId("oats"), new RecipeId("milk")),
                        MealPeriod.DINNER,
                        List.of(new RecipeId("soup"))),
                new PatientFixture()
                        .tray(MealPeriod.BREAKFAST, TrayOrderStatus.DELIVERED, "oats", "milk")
                        .tray(MealPeriod.DINNER, TrayOrderStatus.PLACED, "soup")
                        .brief()
                        .countedTrays());
    }

    @Test
    void countsNoHeldTrayAndNoCancelledOne() {
        assertEquals(
                Map.of(),
                new PatientFixture()
                        .tray(MealPeriod.BREAKFAST, TrayOrderStatus.HELD, "oats")
                        .tray(MealPeriod.DINNER, TrayOrderStatus.CANCELLED, "soup")
                        .tray(MealPeriod.LUNCH, TrayOrderStatus.CANCELLED, "rice")
                        .brief()
                        .countedTrays());
    }

    @Test
    void passesOnTheDayTheDislikesAndWhatIsSoldOut() {
        var brief = new PatientFixture().brief();
        assertEquals(MealPeriod.LUNCH, brief.mealPeriod());
        assertEquals(
                List.of(MealPeriod.BREAKFAST, MealPeriod.LUNCH, MealPeriod.DINNER),
                brief.mealTimes().stream().map(MealTime::mealPeriod).toList());
        assertEquals(List.of("entree"), brief.slots().stream().map(slot -> slot.slot()).toList());
        assertEquals(List.of(new RecipeId("liver")), brief.dislikes());
        assertEquals(List.of(new RecipeId("rice"), new RecipeId("soup")), brief.recentItems());
        assertEquals(Map.of(MealPeriod.DINNER, Set.of(new RecipeId("salmon"))), brief.soldOut());
    }
}
