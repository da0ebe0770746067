package org.trayline.meal.eligibility;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DietOrder.Window;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;

/// A patient who is fed at lunch: admitted, one oral diet order, no allergies. Change one thing.
final class PatientFixture {
    static final LocalDate SERVICE_DATE = LocalDate.parse("2026-11-19");
    static final Instant IN_TIME = Instant.parse("2026-11-19T15:30:00Z");

    private MissingDietOrder policy = MissingDietOrder.HOLD;
    private @Nullable AllergyStatus allergyStatus = AllergyStatus.NO_KNOWN_FOOD_ALLERGY;
    private List<AllergyRecord> allergies = List.of();
    private Encounter.@Nullable ServiceType serviceType = Encounter.ServiceType.NON_SELECT;
    private List<DietOrder> dietOrders = List.of(oral(FoodTexture.LEVEL_7, DrinkThickness.LEVEL_0));
    private List<DayTray> dayTrays = List.of();

    static DietOrder oral(
            @Nullable FoodTexture food, @Nullable DrinkThickness drink, String... dietTags) {
        return new DietOrder.Oral(
                "diet",
                new Window(null, null),
                new BigDecimal("1600"),
                new BigDecimal("1900"),
                food,
                drink,
                List.of(dietTags),
                LIMITS);
    }

    static final List<NutrientLimit> LIMITS =
            List.of(
                    new NutrientLimit(
                            Nutrient.SODIUM_MG,
                            NutrientLimit.Per.DAY,
                            null,
                            new BigDecimal("2000")));

    PatientFixture houseDietPolicy() {
        policy = MissingDietOrder.HOUSE_DIET;
        return this;
    }

    PatientFixture allergies(@Nullable AllergyStatus status, AllergyRecord... records) {
        allergyStatus = status;
        allergies = List.of(records);
        return this;
    }

    PatientFixture serviceType(Encounter.@Nullable ServiceType type) {
        serviceType = type;
        return this;
    }

    PatientFixture dietOrders(DietOrder... orders) {
        dietOrders = List.of(orders);
        return this;
    }

    PatientFixture tray(MealPeriod mealPeriod, TrayOrderStatus status, String... recipes) {
        dayTrays =
                Stream.concat(
                                dayTrays.stream(),
                                Stream.of(
                                        new DayTray(
                                                mealPeriod,
                                                status,
                                                Arrays.stream(recipes)
                                                        .map(RecipeId::new)
                                                        .toList())))
                        .toList();
        return this;
    }

    DuePatient patient() {
        return new DuePatient(
                new PatientId("p1"),
                new Versions(1, 1, 1),
                facility(policy),
                List.of(
                        new Encounter(
                                "e1",
                                Encounter.Status.ADMITTED,
                                serviceType,
                                new Location("4 West", "12", "B"),
                                null,
                                null,
                                false,
                                dietOrders)),
                allergyStatus,
                allergies,
                List.of(new RecipeId("liver")),
                dayTrays,
                List.of(new RecipeId("soup"), new RecipeId("rice")),
                Map.of(MealPeriod.DINNER, Set.of(new RecipeId("salmon"))));
    }

    Eligibility atLunch() {
        return EligibilityRules.decide(patient(), SERVICE_DATE, MealPeriod.LUNCH, IN_TIME);
    }

    Eligibility.Eligible eligibleAtLunch() {
        return switch (atLunch()) {
            case Eligibility.Eligible eligible -> eligible;
            case Eligibility.Hold hold -> throw new AssertionError("held: " + hold.reasons());
            case Eligibility.Withheld w -> throw new AssertionError("withheld: " + w.reasons());
            case Eligibility.NotNeeded n -> throw new AssertionError("not needed: " + n.reasons());
        };
    }

    MealBrief brief() {
        return eligibleAtLunch().brief();
    }

    static Facility facility(MissingDietOrder policy) {
        return new Facility(
                new FacilityId("f1"),
                ZoneId.of("America/Chicago"),
                policy,
                new BigDecimal("1800"),
                new BigDecimal("2200"),
                List.of(
                        mealTime(MealPeriod.DINNER, "15:00", "16:30", "17:45"),
                        mealTime(MealPeriod.BREAKFAST, "05:00", "06:30", "07:30"),
                        mealTime(MealPeriod.LUNCH, "09:00", "10:45", "12:00")),
                List.of(new MealSlot(MealPeriod.LUNCH, "entree", List.of("ENTREE"), true)));
    }

    private static MealTime mealTime(
            MealPeriod mealPeriod, String opens, String cutOff, String serves) {
        return new MealTime(
                mealPeriod,
                LocalTime.parse(opens),
                LocalTime.parse(cutOff),
                LocalTime.parse(serves),
                new BigDecimal("0.30"));
    }
}
