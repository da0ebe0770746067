package org.trayline.meal.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.PatientId;

class TrayRequestIdTest {
    private static TrayRequestId id(String facility, String patient, String date, MealPeriod meal) {
        return TrayRequestId.scheduled(
                new FacilityId(facility), new PatientId(patient), LocalDate.parse(date), meal);
    }

    /// Known from Python: `uuid5(uuid5(NAMESPACE_DNS, "trayline.org"), "prairie-bend/p1/…")`. Ids
    /// are in ledgers and in names of executions: they never change.
    @ParameterizedTest
    @CsvSource({
        "prairie-bend, p1, 2026-11-19, LUNCH, cbfef37a-4900-540d-a9cf-1b4780310cd4",
        "a, Z._-9, 2028-02-29, DINNER, d8a1b1bb-3a94-5409-97e2-f79ffcb98aae"
    })
    void isTheUuid5OfWhatIsAskedFor(
            String facility, String patient, String date, MealPeriod meal, String uuid) {
        assertEquals(uuid, id(facility, patient, date, meal).toString());
    }

    @Test
    void differsWithEveryPart() {
        TrayRequestId id = id("f", "p", "2026-11-19", MealPeriod.LUNCH);
        assertNotEquals(id, id("g", "p", "2026-11-19", MealPeriod.LUNCH));
        assertNotEquals(id, id("f", "q", "2026-11-19", MealPeriod.LUNCH));
        assertNotEquals(id, id("f", "p", "2026-11-20", MealPeriod.LUNCH));
        assertNotEquals(id, id("f", "p", "2026-11-19", MealPeriod.DINNER));
    }

    @Test
    void namesTheExecutionOfAnAttempt() {
        TrayRequest request =
                new TrayRequest(
                        1,
                        id("prairie-bend", "p1", "2026-11-19", MealPeriod.LUNCH),
                        3,
                        TrayRequest.Source.SWEEP,
                        new FacilityId("prairie-bend"),
                        new PatientId("p1"),
                        LocalDate.parse("2026-11-19"),
                        MealPeriod.LUNCH,
                        null);
        assertEquals("cbfef37a-4900-540d-a9cf-1b4780310cd4-3", request.executionName());
    }
}
