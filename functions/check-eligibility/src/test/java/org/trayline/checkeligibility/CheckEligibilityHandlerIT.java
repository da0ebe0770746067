package org.trayline.checkeligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Settings;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;

class CheckEligibilityHandlerIT {
    private static final String MESSAGE =
            """
            {"schemaVersion":1,"executionName":"x-1","now":"2026-11-19T15:30:00Z",\
            "request":{"schemaVersion":1,"requestId":"00000000-0000-5000-8000-000000000001","attempt":1,\
            "source":"SCHEDULED","facilityId":"f1","patientId":"p1","serviceDate":"2026-11-19",\
            "mealPeriod":"LUNCH"}}""";

    private final TestDatabase database = TestDatabase.create();
    private final Invocation invocation = invocation(database.jdbcUrl());

    private static Invocation invocation(String url) {
        return new Invocation(
                new CheckEligibilityHandler(Settings.of(TestDatabase.environment(url))));
    }

    CheckEligibilityHandlerIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values
                    ('f1', 'BREAKFAST', '05:00', '06:30', '07:30', 0.25),
                    ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into meal_slots values ('f1', 'LUNCH', 'entree', 1, '{ENTREE}', true);
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags, allergens, energy_kcal)
                values ('f1', 'soup', 'Soup', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{}', 600);
                insert into patients (facility_id, id, mrn, family_name, given_name, allergy_status)
                values ('f1', 'p1', 'mrn-1', 'Miller', 'Jane', 'NO_KNOWN_FOOD_ALLERGY');
                insert into encounters (facility_id, id, patient_id, status, unit)
                values ('f1', 'e1', 'p1', 'ADMITTED', '4 West');
                insert into diet_orders (facility_id, id, encounter_id, kind, status, food_texture,
                                         drink_thickness)
                values ('f1', 'd1', 'e1', 'ORAL', 'ACTIVE', '7', '0');
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, requested_at)
                values ('00000000-0000-5000-8000-000000000001', 'f1', 'p1', '2026-11-19', 'LUNCH',
                        'SCHEDULED', '2026-11-19T15:00Z');
                """);
    }

    @Test
    void answersWithTheBriefOfAnEligiblePatient() {
        String answer = invocation.answer(MESSAGE);
        assertTrue(
                answer.startsWith(
                        "{\"schemaVersion\":1,\"outcome\":\"ELIGIBLE\",\"reasons\":[],\"versions\":{\"clinical\":"),
                answer);
        assertTrue(answer.contains("\"cutOffAt\":\"2026-11-19T16:45:00Z\""), answer);
        assertTrue(answer.contains("\"location\":{\"unit\":\"4 West\""), answer);
        assertTrue(answer.contains("\"brief\":{\"mealPeriod\":\"LUNCH\""), answer);
        assertEquals(
                List.of("PROCESSING|x-1"),
                database.rows("select status, execution_name from tray_requests"));
    }

    @Test
    void saysNeitherInItsAnswerNorInItsLogWhoThePatientIs() {
        String said = invocation.answer(MESSAGE) + invocation.log();
        for (String secret : List.of("Miller", "Jane", "mrn-1")) {
            assertTrue(!said.contains(secret), said);
        }
        assertEquals(1, invocation.log().size());
        assertTrue(
                invocation
                        .log()
                        .getFirst()
                        .contains(
                                "\"executionName\":\"x-1\","
                                        + "\"requestId\":\"00000000-0000-5000-8000-000000000001\","
                                        + "\"state\":\"Check Eligibility\",\"outcome\":\"ELIGIBLE\""),
                invocation.log().getFirst());
    }

    @Test
    void closesARequestForWhichNobodyHasToDecide() {
        database.execute("update diet_orders set kind = 'NPO'");
        String answer = invocation.answer(MESSAGE);
        assertTrue(answer.contains("\"outcome\":\"WITHHELD\",\"reasons\":[\"NPO\"]"), answer);
        assertTrue(answer.endsWith("\"brief\":null}"), answer);
        assertEquals(
                List.of("COMPLETED|WITHHELD|{NPO}"),
                database.rows("select status, outcome, reasons from tray_requests"));
        String line = invocation.log().getFirst();
        assertTrue(line.contains("\"withheld\":1,\"withheld.NPO\":1,\"_aws\":"), line);
    }

    @Test
    void leavesARequestOpenThatIsHeld() {
        database.execute("update patients set allergy_status = null");
        String answer = invocation.answer(MESSAGE);
        assertTrue(
                answer.contains("\"outcome\":\"HOLD\",\"reasons\":[\"ALLERGY_STATUS_UNKNOWN\"]"),
                answer);
        assertEquals(List.of("PROCESSING"), database.rows("select status from tray_requests"));
    }

    /// After the cut-off a replay asks a person for a late tray, however it is made.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "SCHEDULED" | T17:00:00Z |                                        | PAST_CUTOFF
                    "REPLAY"    | T17:00:00Z |                                        | LATE_TRAY_NEEDED
                    "SWEEP"     | T17:00:00Z |                                        | LATE_TRAY_NEEDED
                    "SCHEDULED" | T15:30:00Z | "redrivenAt":"2026-11-19T16:45:01Z",   | LATE_TRAY_NEEDED
                    """)
    void aReplayAfterTheCutOffIsHeldForALateTray(
            String source, String now, @Nullable String redriven, String reason) {
        String late =
                MESSAGE.replace("T15:30:00Z", now)
                        .replace("\"SCHEDULED\"", source)
                        .replace("\"request\"", (redriven == null ? "" : redriven) + "\"request\"");
        String answer = invocation.answer(late);
        assertTrue(
                answer.contains("\"outcome\":\"HOLD\",\"reasons\":[\"%s\"]".formatted(reason)),
                answer);
    }

    @Test
    void aLateReplayKeepsTheOtherReasonsAndWhatIsStrongerThanAHold() {
        String late = MESSAGE.replace("T15:30:00Z", "T17:00:00Z").replace("SCHEDULED", "REPLAY");
        database.execute("update patients set allergy_status = null");
        String held = invocation.answer(late);
        assertTrue(held.contains("[\"ALLERGY_STATUS_UNKNOWN\",\"LATE_TRAY_NEEDED\"]"), held);
        database.execute("update diet_orders set kind = 'NPO'");
        String withheld = invocation.answer(late);
        assertTrue(withheld.contains("\"outcome\":\"WITHHELD\",\"reasons\":[\"NPO\"]"), withheld);
    }

    @Test
    void theLedgerLearnsOfAnAttemptThatAReplayMade() {
        database.execute("update tray_requests set status = 'FAILED', error = 'X'");
        invocation.answer(MESSAGE.replace("\"attempt\":1", "\"attempt\":4"));
        invocation.answer(MESSAGE);
        assertEquals(
                List.of("4|PROCESSING"),
                database.rows("select attempt, status from tray_requests"));
    }

    @Test
    void refusesARequestThatTheLedgerDoesNotHave() {
        MessageMalformed unknown =
                assertThrows(
                        MessageMalformed.class,
                        () -> invocation.answer(MESSAGE.replace("000000000001", "000000000002")));
        assertEquals("/request/requestId: the ledger has no such request", unknown.getMessage());
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAFaultOfThatName() {
        Invocation cutOff = invocation("jdbc:postgresql://127.0.0.1:1/x");
        assertThrows(StoreUnavailable.class, () -> cutOff.answer(MESSAGE));
        assertTrue(
                cutOff.log()
                        .getFirst()
                        .contains("\"outcome\":\"org.trayline.meal.order.StoreUnavailable\""),
                cutOff.log().getFirst());
    }
}
