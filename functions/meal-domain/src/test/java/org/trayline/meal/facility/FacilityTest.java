package org.trayline.meal.facility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacilityTest {
    private static Facility facility(String zone, MealTime... mealTimes) {
        return new Facility(
                new FacilityId("f"),
                ZoneId.of(zone),
                MissingDietOrder.HOLD,
                null,
                null,
                List.of(mealTimes),
                List.of());
    }

    private static MealTime at(MealPeriod meal, String opens, String cutOff, String serves) {
        return new MealTime(
                meal,
                LocalTime.parse(opens),
                LocalTime.parse(cutOff),
                LocalTime.parse(serves),
                BigDecimal.ONE);
    }

    @ParameterizedTest(name = "{2} of {1} in {0} is {3}")
    @CsvSource({
        "America/Chicago,     2026-11-19, 12:00, 2026-11-19T18:00:00Z",
        "America/Chicago,     2026-07-19, 12:00, 2026-07-19T17:00:00Z",
        // Skipped: forward by the gap.
        "America/Chicago,     2026-03-08, 02:30, 2026-03-08T08:30:00Z",
        "Europe/Berlin,       2026-03-29, 02:00, 2026-03-29T01:00:00Z",
        "Australia/Lord_Howe, 2026-10-04, 02:15, 2026-10-03T15:45:00Z",
        // Repeated: the earlier.
        "America/Chicago,     2026-11-01, 01:30, 2026-11-01T06:30:00Z",
        "Europe/Berlin,       2026-10-25, 02:30, 2026-10-25T00:30:00Z",
        "Australia/Lord_Howe, 2026-04-05, 01:45, 2026-04-04T14:45:00Z",
        // No summer time, and a zone of a quarter of an hour.
        "America/Phoenix,     2026-03-08, 02:30, 2026-03-08T09:30:00Z",
        "Asia/Kathmandu,      2026-11-19, 12:00, 2026-11-19T06:15:00Z"
    })
    void localTimesAreInstantsOfItsZone(String zone, String date, String time, Instant instant) {
        LocalDate day = LocalDate.parse(date);
        assertEquals(
                instant,
                facility(zone, at(MealPeriod.LUNCH, "00:00", "00:00", time))
                        .servesAt(day, MealPeriod.LUNCH));
        assertEquals(
                instant,
                facility(zone, at(MealPeriod.LUNCH, "00:00", time, "00:00"))
                        .cutOffAt(day, MealPeriod.LUNCH));
        assertEquals(
                instant,
                facility(zone, at(MealPeriod.LUNCH, time, "00:00", "00:00"))
                        .opensAt(day, MealPeriod.LUNCH));
    }

    @Test
    void itsMealsAreInTheOrderInWhichTheyAreServed() {
        Facility night =
                facility(
                        "UTC",
                        at(MealPeriod.BREAKFAST, "20:00", "21:00", "22:00"),
                        at(MealPeriod.LUNCH, "01:00", "02:00", "03:00"),
                        at(MealPeriod.DINNER, "05:00", "06:00", "07:00"));
        assertEquals(
                List.of(MealPeriod.LUNCH, MealPeriod.DINNER, MealPeriod.BREAKFAST),
                night.mealTimes().stream().map(MealTime::mealPeriod).toList());
    }

    @Test
    void refusesAMealThatItDoesNotServe() {
        Facility lunchOnly = facility("UTC", at(MealPeriod.LUNCH, "01:00", "02:00", "03:00"));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> lunchOnly.servesAt(LocalDate.EPOCH, MealPeriod.DINNER));
        assertEquals("facility f does not serve DINNER", refused.getMessage());
    }
}
