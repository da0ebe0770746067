package org.trayline.meal.revalidation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.eligibility.CaseNotation;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// Every row of `revalidation.csv`, which dietitians read and write.
class RevalidationTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-19");
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final FacilityId FACILITY_ID = new FacilityId("f1");
    private static final Catalog CATALOG =
            new Catalog(
                    FACILITY_ID,
                    1,
                    List.of(
                            recipe("pasta", "ENTREE", "LUNCH DINNER", "7", "WHEAT MILK", "480"),
                            recipe("chicken", "ENTREE", "LUNCH DINNER", "7", "", "390"),
                            recipe("stew", "ENTREE", "LUNCH DINNER", "6 7", "CELERY", "410"),
                            recipe("cake", "DESSERT", "LUNCH", "7", "EGG MILK", "240"),
                            recipe("egg", "EGG", "BREAKFAST", "7", "EGG", null),
                            recipe("water", "DRINK", "LUNCH DINNER", "", "", "0")));

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "revalidation.csv", useHeadersInDisplayName = true)
    void decidesAsTheTableSays(
            String name,
            String ordered,
            @Nullable String known,
            @Nullable String tray,
            @Nullable String now,
            @Nullable String encounters,
            @Nullable String dietOrders,
            @Nullable String limits,
            @Nullable String allergyStatus,
            @Nullable String allergies,
            @Nullable String otherTrays,
            String verdict,
            @Nullable String reasons,
            @Nullable String misfits) {
        CaseNotation notation = new CaseNotation(DAY, ZONE);
        List<Encounter> stays =
                notation
                        .encounters(
                                encounters == null ? "ADMITTED" : encounters,
                                dietOrders == null ? "ORAL 7/0" : dietOrders)
                        .stream()
                        .filter(stay -> stay.status() != Encounter.Status.DISCHARGED)
                        .map(stay -> limited(stay, limits(limits)))
                        .toList();
        DuePatient patient =
                new DuePatient(
                        new PatientId("p1"),
                        new Versions(2, 1, 1),
                        facility(),
                        stays,
                        allergyStatus(allergyStatus, allergies),
                        CaseNotation.allergies(allergies),
                        List.of(),
                        dayTrays(otherTrays),
                        List.of(),
                        Map.of());

        Verdict decided =
                new Revalidation(new TrayComposer())
                        .of(
                                orderedTray(ordered, known, tray),
                                patient,
                                () -> CATALOG,
                                notation.time(now == null ? "09:30" : now));

        assertEquals(
                verdict + " " + sorted(reasons) + " " + sorted(misfits),
                switch (decided) {
                    case Verdict.Stands() -> "STANDS [] []";
                    case Verdict.Cancel(Set<Reason> because) -> "CANCEL " + names(because) + " []";
                    case Verdict.Hold hold -> "HOLD " + said(hold);
                    case Verdict.Recompose(Verdict.Hold hold) -> "RECOMPOSE " + said(hold);
                    case Verdict.Reevaluate() -> "REEVALUATE [] []";
                });
    }

    private static String said(Verdict.Hold hold) {
        return names(hold.reasons()) + " " + new TreeSet<>(hold.misfits());
    }

    private static Set<String> names(Set<Reason> reasons) {
        return reasons.stream().map(Reason::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sorted(@Nullable String cell) {
        return CaseNotation.parts(cell, ";").collect(Collectors.toCollection(TreeSet::new));
    }

    private static OrderedTray orderedTray(
            String ordered, @Nullable String known, @Nullable String tray) {
        List<String> words = List.of(ordered.split(" ", -1));
        String items = tray == null ? "entree=pasta drink=water" : tray;
        return new OrderedTray(
                new TrayOrderId("o1"),
                DAY,
                MealPeriod.LUNCH,
                TrayOrderStatus.valueOf(words.getFirst()),
                items.equals("-")
                        ? List.of()
                        : Stream.of(items.split(" ", -1))
                                .map(item -> item.split("=", -1))
                                .map(item -> new TrayItem(item[0], new RecipeId(item[1])))
                                .toList(),
                words.stream().skip(1).map(Reason::valueOf).collect(Collectors.toSet()),
                sorted(known));
    }

    private static AllergyStatus allergyStatus(@Nullable String status, @Nullable String rows) {
        if (status != null) {
            return AllergyStatus.valueOf(status);
        }
        return rows == null ? AllergyStatus.NO_KNOWN_FOOD_ALLERGY : AllergyStatus.RECORDED;
    }

    private static List<NutrientLimit> limits(@Nullable String cell) {
        return CaseNotation.parts(cell, ";")
                .map(text -> text.split(" ", -1))
                .map(
                        words ->
                                new NutrientLimit(
                                        Nutrient.SODIUM_MG,
                                        NutrientLimit.Per.valueOf(words[1]),
                                        words[2].equals("min") ? new BigDecimal(words[3]) : null,
                                        words[2].equals("max") ? new BigDecimal(words[3]) : null))
                .toList();
    }

    private static Encounter limited(Encounter stay, List<NutrientLimit> limits) {
        return new Encounter(
                stay.id(),
                stay.status(),
                stay.serviceType(),
                stay.location(),
                stay.admittedAt(),
                stay.dischargedAt(),
                stay.dysphagia(),
                stay.activeDietOrders().stream().map(order -> limited(order, limits)).toList());
    }

    private static DietOrder limited(DietOrder order, List<NutrientLimit> limits) {
        return order instanceof DietOrder.Oral oral
                ? new DietOrder.Oral(
                        oral.id(),
                        oral.window(),
                        null,
                        null,
                        oral.foodTexture(),
                        oral.drinkThickness(),
                        oral.dietTags(),
                        limits)
                : order;
    }

    private static List<DayTray> dayTrays(@Nullable String cell) {
        return CaseNotation.parts(cell, ";")
                .map(text -> text.split(" ", -1))
                .map(
                        words ->
                                new DayTray(
                                        MealPeriod.valueOf(words[0]),
                                        TrayOrderStatus.valueOf(words[1]),
                                        List.of(new RecipeId(words[2]))))
                .toList();
    }

    private static Facility facility() {
        return new Facility(
                FACILITY_ID,
                ZONE,
                MissingDietOrder.HOLD,
                null,
                null,
                List.of(
                        mealTime(MealPeriod.BREAKFAST, "05:00", "06:30", "07:30"),
                        mealTime(MealPeriod.LUNCH, "09:00", "10:45", "12:00"),
                        mealTime(MealPeriod.DINNER, "15:00", "16:30", "17:45")),
                List.of(
                        new MealSlot(MealPeriod.LUNCH, "entree", List.of("ENTREE"), true),
                        new MealSlot(MealPeriod.LUNCH, "dessert", List.of("DESSERT"), false),
                        new MealSlot(MealPeriod.LUNCH, "drink", List.of("DRINK"), true),
                        new MealSlot(MealPeriod.DINNER, "entree", List.of("ENTREE"), true)));
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

    private static Recipe recipe(
            String id,
            String course,
            String meals,
            String textures,
            String allergens,
            @Nullable String sodium) {
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        nutrients.put(Nutrient.ENERGY_KCAL, new BigDecimal(300));
        if (sodium != null) {
            nutrients.put(Nutrient.SODIUM_MG, new BigDecimal(sodium));
        }
        boolean drink = course.equals("DRINK");
        return new Recipe(
                new RecipeId(id),
                course,
                words(meals).map(MealPeriod::valueOf).collect(Collectors.toSet()),
                drink ? Recipe.Kind.DRINK : Recipe.Kind.FOOD,
                words(textures).map(FoodTexture::ofCode).collect(Collectors.toSet()),
                drink ? Set.of(DrinkThickness.LEVEL_0) : Set.of(),
                Set.of(),
                words(allergens).map(Allergen::valueOf).collect(Collectors.toSet()),
                nutrients,
                100);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty());
    }
}
