package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.feasibility.CensusPatient;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.patient.PatientId;

class PostgresCensusIT {
    private final Hospital hospital = new Hospital();
    private final PostgresCensus census = new PostgresCensus(hospital.connect("check-feasibility"));

    @AfterEach
    void close() {
        hospital.close();
    }

    private List<CensusPatient> read(String date, String... patients) {
        return census.read(
                Hospital.F1,
                LocalDate.parse(date),
                List.of(patients).stream().map(PatientId::new).toList());
    }

    /// But for the recent items, which are for a meal.
    @Test
    void readsOfAPatientWhatIsReadForAMeal() {
        hospital.admit("p1", "p2");
        hospital.execute(
                """
                insert into nutrient_limits values ('f1', 'd-p1', 'SODIUM_MG', 'DAY', null, 2000);
                update patients set allergy_status = 'NOT_ASSESSED' where id = 'p1';
                """);
        DuePatient forBreakfast =
                new PostgresDuePatients(hospital.connect("check-eligibility"))
                        .begin(hospital.request("p1", MealPeriod.BREAKFAST), "x")
                        .orElseThrow();
        String date = Hospital.TODAY.toString();
        assertEquals(List.of(), forBreakfast.recentItems());
        assertEquals(List.of(new CensusPatient(forBreakfast, List.of())), read(date, "p1"));
        assertEquals(
                List.of("p1", "p2"),
                read(date, "p2", "p1").stream()
                        .map(each -> each.patient().patientId().value())
                        .toList());
    }

    /// Trays of the day are not among them, nor those that do not count.
    @Test
    void theLastSixCountedTraysBeforeTheDayComeOneByOneTheLatestFirst() {
        hospital.admit("p1");
        hospital.tray("2026-11-16", MealPeriod.DINNER, TrayOrderStatus.PLACED, "bread");
        hospital.tray("2026-11-17", MealPeriod.BREAKFAST, TrayOrderStatus.DELIVERED, "oats");
        hospital.tray("2026-11-17", MealPeriod.DINNER, TrayOrderStatus.DELIVERED, "soup", "milk");
        hospital.tray("2026-11-17", MealPeriod.LUNCH, TrayOrderStatus.PLACED, "rice");
        hospital.tray("2026-11-18", MealPeriod.BREAKFAST, TrayOrderStatus.PLACED);
        hospital.tray("2026-11-18", MealPeriod.LUNCH, TrayOrderStatus.HELD, "salmon");
        hospital.tray("2026-11-18", MealPeriod.DINNER, TrayOrderStatus.PLACED, "salmon");
        hospital.tray("2026-11-19", MealPeriod.LUNCH, TrayOrderStatus.PLACED, "milk");
        CensusPatient patient = read("2026-11-19", "p1").getFirst();
        assertEquals(
                List.of("[salmon]", "[]", "[milk, soup]", "[rice]", "[oats]", "[bread]"),
                patient.recentTrays().stream()
                        .map(tray -> tray.stream().sorted().toList().toString())
                        .toList());
        assertEquals(
                List.of(MealPeriod.LUNCH),
                patient.patient().dayTrays().stream().map(DuePatient.DayTray::mealPeriod).toList());
        assertEquals(4, read("2026-11-18", "p1").getFirst().recentTrays().size());
    }

    @Test
    void dueAreThoseWhoseStayHasBegunAndIsNotOver() {
        hospital.admit("p1", "p2", "p3");
        hospital.execute(
                """
                update encounters set admitted_at = '2026-11-21T18:00Z' where id = 'e-p1';
                update encounters set status = 'DISCHARGED' where id = 'e-p2';
                """);
        assertEquals(
                List.of(new PatientId("p3")),
                census.due(Hospital.F1, Instant.parse("2026-11-21T18:00:00Z")));
        assertEquals(
                List.of(new PatientId("p1"), new PatientId("p3")),
                census.due(Hospital.F1, Instant.parse("2026-11-21T18:00:01Z")));
    }
}
