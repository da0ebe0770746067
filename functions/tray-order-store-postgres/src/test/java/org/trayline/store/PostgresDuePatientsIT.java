package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trayline.meal.facility.MealPeriod.BREAKFAST;
import static org.trayline.meal.facility.MealPeriod.DINNER;
import static org.trayline.meal.facility.MealPeriod.LUNCH;
import static org.trayline.meal.order.TrayOrderStatus.CANCELLED;
import static org.trayline.meal.order.TrayOrderStatus.DELIVERED;
import static org.trayline.meal.order.TrayOrderStatus.HELD;
import static org.trayline.meal.order.TrayOrderStatus.PLACED;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DietOrder.Window;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.recipe.RecipeId;

class PostgresDuePatientsIT {
    private final Hospital hospital = new Hospital();
    private final PostgresDuePatients patients =
            new PostgresDuePatients(hospital.connect("check-eligibility"));

    @AfterEach
    void close() {
        hospital.close();
    }

    private DuePatient read(MealPeriod meal) {
        return patients.begin(hospital.request("p1", meal), "execution").orElseThrow();
    }

    private static List<RecipeId> recipes(String... ids) {
        return Arrays.stream(ids).map(RecipeId::new).toList();
    }

    @Test
    void readsTheFacilityWithItsDayAndItsTray() {
        hospital.admit("p1");
        assertEquals(
                new Facility(
                        Hospital.F1,
                        ZoneId.of("America/Chicago"),
                        MissingDietOrder.HOUSE_DIET,
                        new BigDecimal("1800"),
                        new BigDecimal("2200.5"),
                        List.of(
                                mealTime(BREAKFAST, "05:00", "06:30", "07:30", "0.25"),
                                mealTime(LUNCH, "09:00", "10:45", "12:00", "0.35"),
                                mealTime(DINNER, "15:00", "16:30", "17:45", "0.40")),
                        List.of(
                                new MealSlot(BREAKFAST, "cereal", List.of("CEREAL"), true),
                                new MealSlot(LUNCH, "entree", List.of("ENTREE"), true),
                                new MealSlot(LUNCH, "side", List.of("SIDE", "BREAD"), false))),
                read(LUNCH).facility());
    }

    private static MealTime mealTime(
            MealPeriod meal, String opens, String cutOff, String serves, String share) {
        return new MealTime(
                meal,
                LocalTime.parse(opens),
                LocalTime.parse(cutOff),
                LocalTime.parse(serves),
                new BigDecimal(share));
    }

    @Test
    void readsTheStaysWithTheirActiveDietOrdersAndLimits() {
        hospital.admit("p1", "p2");
        hospital.execute(
                """
                update encounters set status = 'ON_LEAVE', service_type = 'ASSIST', unit = '4 West',
                    room = '12', bed = 'B', admitted_at = '2026-11-17T08:00-06',
                    discharged_at = '2026-11-30T09:00-06', dysphagia_flag = true
                where id = 'e-p1';
                update diet_orders set starts_at = '2026-11-18T06:00Z', ends_at = '2026-12-01T06:00Z',
                    min_kcal_day = 1600, max_kcal_day = 1900.25, food_texture = '7EC',
                    drink_thickness = '2', diet_tags = '{RENAL,HALAL}'
                where id = 'd-p1';
                insert into nutrient_limits values
                    ('f1', 'd-p1', 'SODIUM_MG', 'DAY', null, 2000),
                    ('f1', 'd-p1', 'SODIUM_MG', 'MEAL', 100.5, null),
                    ('f1', 'd-p1', 'ENERGY_KCAL', 'MEAL', null, null);
                insert into diet_orders (facility_id, id, encounter_id, kind, status, starts_at)
                values ('f1', 'a-npo', 'e-p1', 'NPO', 'ACTIVE', '2026-11-20T00:00Z'),
                       ('f1', 'z-tube', 'e-p1', 'TUBE_FEEDING_ONLY', 'ACTIVE', null),
                       ('f1', 'old', 'e-p1', 'NPO', 'DISCONTINUED', null);
                insert into encounters (facility_id, id, patient_id, status)
                values ('f1', 'e-9', 'p1', 'ADMITTED'), ('f1', 'e-gone', 'p1', 'DISCHARGED');
                """);

        DietOrder oral =
                new DietOrder.Oral(
                        "d-p1",
                        new Window(
                                Instant.parse("2026-11-18T06:00:00Z"),
                                Instant.parse("2026-12-01T06:00:00Z")),
                        new BigDecimal("1600"),
                        new BigDecimal("1900.25"),
                        FoodTexture.EASY_TO_CHEW,
                        DrinkThickness.LEVEL_2,
                        List.of("RENAL", "HALAL"),
                        List.of(
                                new NutrientLimit(
                                        Nutrient.ENERGY_KCAL, NutrientLimit.Per.MEAL, null, null),
                                new NutrientLimit(
                                        Nutrient.SODIUM_MG,
                                        NutrientLimit.Per.DAY,
                                        null,
                                        new BigDecimal("2000")),
                                new NutrientLimit(
                                        Nutrient.SODIUM_MG,
                                        NutrientLimit.Per.MEAL,
                                        new BigDecimal("100.5"),
                                        null)));
        assertEquals(
                List.of(
                        new Encounter(
                                "e-9",
                                Encounter.Status.ADMITTED,
                                null,
                                new Location("", "", ""),
                                null,
                                null,
                                false,
                                List.of()),
                        new Encounter(
                                "e-p1",
                                Encounter.Status.ON_LEAVE,
                                Encounter.ServiceType.ASSIST,
                                new Location("4 West", "12", "B"),
                                Instant.parse("2026-11-17T14:00:00Z"),
                                Instant.parse("2026-11-30T15:00:00Z"),
                                true,
                                List.of(
                                        new DietOrder.Npo(
                                                "a-npo",
                                                new Window(
                                                        Instant.parse("2026-11-20T00:00:00Z"),
                                                        null)),
                                        oral,
                                        new DietOrder.TubeFeedingOnly(
                                                "z-tube", new Window(null, null))))),
                read(LUNCH).encounters());
    }

    @Test
    void readsABlankTextureAsBlank() {
        hospital.admit("p1");
        hospital.execute("update diet_orders set food_texture = null, drink_thickness = null");
        DietOrder order = read(LUNCH).encounters().getFirst().activeDietOrders().getFirst();
        assertEquals(
                new DietOrder.Oral(
                        "d-p1",
                        new Window(null, null),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of()),
                order);
    }

    @Test
    void readsAllergiesAndDislikes() {
        hospital.admit("p1", "p2");
        hospital.execute(
                """
                update patients set allergy_status = 'RECORDED';
                insert into allergies values
                    ('f1', 'p1', 2, null, 'INTOLERANCE', 'UNCONFIRMED', 'kiwi'),
                    ('f1', 'p1', 1, 'PEANUT', 'ALLERGY', 'CONFIRMED', null),
                    ('f1', 'p1', 3, 'PEANUT', 'ALLERGY', 'REFUTED', 'by test'),
                    ('f1', 'p2', 1, 'EGG', 'ALLERGY', 'CONFIRMED', null);
                insert into dislikes values ('f1', 'p1', 'soup'), ('f1', 'p1', 'bread'),
                                            ('f1', 'p2', 'rice');
                """);
        DuePatient patient = read(LUNCH);
        assertEquals(AllergyStatus.RECORDED, patient.allergyStatus());
        assertEquals(
                List.of(
                        new AllergyRecord(
                                Allergen.PEANUT,
                                AllergyRecord.Kind.ALLERGY,
                                AllergyRecord.Verification.CONFIRMED),
                        new AllergyRecord(
                                null,
                                AllergyRecord.Kind.INTOLERANCE,
                                AllergyRecord.Verification.UNCONFIRMED),
                        new AllergyRecord(
                                Allergen.PEANUT,
                                AllergyRecord.Kind.ALLERGY,
                                AllergyRecord.Verification.REFUTED)),
                patient.allergies());
        assertEquals(recipes("bread", "soup"), patient.dislikes());
    }

    @Test
    void readsABlankAllergyStatusAsBlank() {
        hospital.admit("p1");
        hospital.execute("update patients set allergy_status = null");
        assertEquals(null, read(LUNCH).allergyStatus());
    }

    @Test
    void readsTheLiveTraysOfTheDay() {
        hospital.admit("p1");
        hospital.tray("2026-11-18", LUNCH, PLACED, "rice");
        hospital.tray("2026-11-19", BREAKFAST, DELIVERED, "oats", "milk");
        hospital.tray("2026-11-19", LUNCH, CANCELLED, "bread");
        hospital.tray("2026-11-19", DINNER, HELD);
        hospital.tray("2026-11-20", LUNCH, PLACED, "rice");
        assertEquals(
                Set.of(
                        new DayTray(BREAKFAST, DELIVERED, recipes("milk", "oats")),
                        new DayTray(DINNER, HELD, List.of())),
                Set.copyOf(read(LUNCH).dayTrays()));
    }

    @Test
    void recallsTheLastSixCountedTraysByDayAndServeTime() {
        hospital.admit("p1");
        hospital.tray("2026-11-17", LUNCH, DELIVERED, "oats");
        hospital.tray("2026-11-17", DINNER, DELIVERED, "milk");
        hospital.tray("2026-11-18", BREAKFAST, DELIVERED, "soup");
        hospital.tray("2026-11-18", LUNCH, DELIVERED, "rice");
        hospital.tray("2026-11-18", DINNER, PLACED, "soup");
        hospital.tray("2026-11-19", BREAKFAST, PLACED, "salmon");
        hospital.tray("2026-11-19", LUNCH, PLACED, "rice");
        hospital.tray("2026-11-19", DINNER, CANCELLED, "bread");
        hospital.tray("2026-11-20", BREAKFAST, PLACED, "bread");

        // Before dinner: by name, lunch of the 17th would come before its dinner.
        assertEquals(recipes("milk", "rice", "salmon", "soup"), sorted(read(DINNER).recentItems()));
        // Before lunch, dinner of the day is later, though not by name.
        assertEquals(
                recipes("milk", "oats", "rice", "salmon", "soup"),
                sorted(read(LUNCH).recentItems()));
    }

    @Test
    void recallsNeitherHeldNorCancelledTraysNorThoseOfTheSameMealOrLater() {
        hospital.admit("p1");
        hospital.tray("2026-11-17", DINNER, DELIVERED, "oats");
        hospital.tray("2026-11-18", LUNCH, HELD, "soup");
        hospital.tray("2026-11-18", DINNER, CANCELLED, "bread");
        hospital.tray("2026-11-19", LUNCH, PLACED, "rice");
        hospital.tray("2026-11-19", DINNER, PLACED, "milk");
        hospital.tray("2026-11-20", BREAKFAST, PLACED, "salmon");
        assertEquals(recipes("oats"), read(LUNCH).recentItems());
    }

    private static List<RecipeId> sorted(List<RecipeId> recipes) {
        return recipes.stream().sorted().toList();
    }

    @Test
    void readsWhatIsSoldOutForEachMealOfTheDay() {
        hospital.admit("p1");
        hospital.execute(
                """
                insert into portions values
                    ('f1', '2026-11-19', 'LUNCH', 'soup', 0), ('f1', '2026-11-19', 'LUNCH', 'rice', 0),
                    ('f1', '2026-11-19', 'LUNCH', 'bread', 1), ('f1', '2026-11-19', 'DINNER', 'soup', 0),
                    ('f1', '2026-11-18', 'LUNCH', 'oats', 0), ('f2', '2026-11-19', 'LUNCH', 'oats', 0)
                """);
        assertEquals(
                Map.of(
                        LUNCH,
                        Set.copyOf(recipes("rice", "soup")),
                        DINNER,
                        Set.copyOf(recipes("soup"))),
                read(LUNCH).soldOut());
    }

    @Test
    void readsNothingOfAnotherFacilitysPatientOfTheSameId() {
        hospital.admit("p1");
        hospital.execute(
                """
                insert into patients (facility_id, id, mrn, family_name, given_name)
                values ('f2', 'p1', 'm', 'Family', 'Given');
                insert into encounters (facility_id, id, patient_id, status)
                values ('f2', 'e-p1', 'p1', 'ADMITTED'), ('f2', 'e-2', 'p1', 'ADMITTED');
                insert into diet_orders (facility_id, id, encounter_id, kind, status)
                values ('f2', 'd-2', 'e-p1', 'NPO', 'ACTIVE'), ('f2', 'd-p1', 'e-p1', 'NPO', 'ACTIVE');
                insert into nutrient_limits values ('f2', 'd-p1', 'SODIUM_MG', 'DAY', 1, 2);
                insert into allergies values ('f2', 'p1', 1, 'EGG', 'ALLERGY', 'CONFIRMED', null);
                insert into dislikes values ('f2', 'p1', 'soup');
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period, status)
                values ('f2', 'a', 'p1', '2026-11-19', 'LUNCH', 'PLACED'),
                       ('f2', 'b', 'p1', '2026-11-18', 'LUNCH', 'PLACED');
                insert into tray_order_items values ('f2', 'a', 's', 'soup'), ('f2', 'b', 's', 'rice');
                """);
        DuePatient patient = read(LUNCH);
        assertEquals(1, patient.encounters().size());
        assertEquals(
                List.of("d-p1"),
                patient.encounters().getFirst().activeDietOrders().stream()
                        .map(DietOrder::id)
                        .toList());
        assertEquals(
                List.of(),
                ((DietOrder.Oral) patient.encounters().getFirst().activeDietOrders().getFirst())
                        .limits());
        assertEquals(List.of(), patient.allergies());
        assertEquals(List.of(), patient.dislikes());
        assertEquals(List.of(), patient.dayTrays());
        assertEquals(List.of(), patient.recentItems());
    }

    @Test
    void readsTheVersionsThatTheDecisionRestsOn() {
        hospital.admit("p1");
        hospital.tray("2026-11-18", LUNCH, PLACED);
        hospital.execute(
                "update recipes set cost_cents = 1 where id = 'soup' and facility_id = 'f1'");
        assertEquals(hospital.versions("p1"), read(LUNCH).versions());
    }

    @ParameterizedTest
    @CsvSource({"PENDING", "PROCESSING", "FAILED"})
    void marksAnOpenRequestAsBeingProcessed(String status) {
        hospital.admit("p1");
        TrayRequest request = hospital.request("p1", LUNCH);
        hospital.execute(
                "update tray_requests set status = '" + status + "', execution_name = 'old'");
        assertTrue(patients.begin(request, "execution-1").isPresent());
        assertEquals(
                List.of("PROCESSING|execution-1"),
                hospital.rows("select status, execution_name from tray_requests"));
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, PLACED", "CANCELLED,"})
    void leavesAClosedRequestClosedAndReadsItsPatient(String status, String outcome) {
        hospital.admit("p1");
        TrayRequest request = hospital.request("p1", LUNCH);
        hospital.execute(
                "update tray_requests set execution_name = 'old', status = '%s', outcome = %s"
                        .formatted(status, outcome == null ? "null" : "'" + outcome + "'"));
        assertTrue(patients.begin(request, "late").isPresent());
        assertEquals(
                List.of(status + "|old"),
                hospital.rows("select status, execution_name from tray_requests"));
    }

    @Test
    void findsNothingWhereTheLedgerHasNoSuchRequest() {
        hospital.admit("p1", "p2");
        TrayRequest known = hospital.request("p1", LUNCH);
        TrayRequestId id = known.requestId();
        for (TrayRequest unknown :
                List.of(
                        Hospital.unwritten(
                                "p1",
                                DINNER,
                                TrayRequestId.scheduled(
                                        Hospital.F1, Hospital.P1, Hospital.TODAY, DINNER)),
                        Hospital.unwritten("p2", LUNCH, id),
                        Hospital.unwritten("nobody", LUNCH, id),
                        Hospital.unwritten("p1", DINNER, id))) {
            assertEquals(
                    Optional.empty(), patients.begin(unknown, "execution"), unknown.toString());
        }
        assertEquals(List.of("PENDING"), hospital.rows("select status from tray_requests"));
    }

    @Test
    void takesOneRoundTrip() throws IOException {
        hospital.admit("p1");
        hospital.tray("2026-11-18", LUNCH, PLACED, "rice");
        TrayRequest request = hospital.request("p1", LUNCH);
        try (CountingProxy proxy = new CountingProxy(hospital.database().jdbcUrl())) {
            PostgresDuePatients counted =
                    new PostgresDuePatients(hospital.connect(proxy.jdbcUrl(), "counted"));
            assertTrue(counted.begin(request, "first").isPresent());
            int before = proxy.roundTrips();
            assertTrue(counted.begin(request, "second").isPresent());
            assertEquals(1, proxy.roundTrips() - before);
        }
    }
}
