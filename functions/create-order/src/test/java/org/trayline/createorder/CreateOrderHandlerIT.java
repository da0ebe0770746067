package org.trayline.createorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trayline.kit.Settings;
import org.trayline.meal.order.StoreConflict;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;

class CreateOrderHandlerIT {
    private static final String ID = "00000000-0000-5000-8000-000000000001";
    private static final String PLACED =
            """
            {"schemaVersion":1,"executionName":"x-1","now":"2026-11-19T15:30:00Z",\
            "cutOffAt":"2026-11-19T16:45:00Z","status":"PLACED",\
            "items":[{"slot":"entree","recipeId":"soup"}],"reasons":[],"flags":["AT_RISK"],\
            "checked":null,"proof":null,\
            "request":{"schemaVersion":1,"requestId":"00000000-0000-5000-8000-000000000001","attempt":1,\
            "source":"SCHEDULED","facilityId":"f1","patientId":"p1","serviceDate":"2026-11-19",\
            "mealPeriod":"LUNCH"}}""";
    private static final String HELD =
            PLACED.replace("PLACED", "HELD")
                    .replace("{\"slot\":\"entree\",\"recipeId\":\"soup\"}", "")
                    .replace("\"reasons\":[]", "\"reasons\":[\"NO_DIET_ORDER\"]");

    private final TestDatabase database = TestDatabase.create();
    private final Invocation invocation = invocation(database.jdbcUrl());

    private static Invocation invocation(String url) {
        return new Invocation(new CreateOrderHandler(Settings.of(TestDatabase.environment(url))));
    }

    CreateOrderHandlerIT() {
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

    private static String answer(String outcome, String deadline) {
        return answer(outcome, outcome.equals("HELD") ? "[\"NO_DIET_ORDER\"]" : "[]", deadline);
    }

    private static String answer(String outcome, String reasons, String deadline) {
        return "{\"schemaVersion\":1,\"outcome\":\"%s\",\"trayOrderId\":\"%s\",\"onlySoldOut\":false,"
                        .formatted(outcome, ID)
                + "\"reasons\":%s,\"holdDeadlineAt\":%s}".formatted(reasons, deadline);
    }

    @Test
    void placesAnOrderOnceHoweverOftenItIsAsked() {
        assertEquals(answer("PLACED", "null"), invocation.answer(PLACED));
        assertEquals(answer("PLACED", "null"), invocation.answer(PLACED));
        assertEquals(
                List.of("PLACED|{AT_RISK}"),
                database.rows("select status, flags from tray_orders"));
        assertEquals(
                List.of("create-order"),
                database.rows("select actor from audit_events where entity = 'tray_orders'"));
    }

    @Test
    void theDeadlineOfAHoldIsTheCutOff() {
        assertEquals(answer("HELD", "\"2026-11-19T16:45:00Z\""), invocation.answer(HELD));
        assertEquals(
                List.of("2026-11-19 16:45:00"),
                database.rows("select hold_deadline_at at time zone 'UTC' from tray_orders"));
    }

    @Test
    void theDeadlineOfAHoldAfterTheCutOffIsNow() {
        assertEquals(
                answer("HELD", "\"2026-11-19T17:00:00Z\""),
                invocation.answer(HELD.replace("T15:30:00Z", "T17:00:00Z")));
    }

    /// What was composed before the cut-off is not cooked after it.
    @Test
    void aTrayThatIsPlacedByARedriveAfterTheCutOffIsHeldForALateTray() {
        String redriven =
                PLACED.replace(
                        "\"cutOffAt\"", "\"redrivenAt\":\"2026-11-19T16:45:01Z\",\"cutOffAt\"");
        String held = answer("HELD", "[\"LATE_TRAY_NEEDED\"]", "\"2026-11-19T16:45:01Z\"");
        assertEquals(held, invocation.answer(redriven));
        assertEquals(held, invocation.answer(redriven));
        assertEquals(
                List.of("HELD|LATE_TRAY_NEEDED|0"),
                database.rows(
                        "select status, reason, (select count(*) from tray_order_items) from"
                                + " tray_orders join tray_order_hold_reasons on tray_order_id = id"));
    }

    @Test
    void aTrayThatIsPlacedByARedriveUpToTheCutOffIsPlaced() {
        assertEquals(
                answer("PLACED", "null"),
                invocation.answer(
                        PLACED.replace(
                                "\"cutOffAt\"",
                                "\"redrivenAt\":\"2026-11-19T16:45:00Z\",\"cutOffAt\"")));
    }

    @Test
    void anOrderThatStoodBeforeARedriveStandsAsItIs() {
        invocation.answer(PLACED);
        assertEquals(
                answer("PLACED", "null"),
                invocation.answer(
                        PLACED.replace(
                                "\"cutOffAt\"",
                                "\"redrivenAt\":\"2026-11-19T18:00:00Z\",\"cutOffAt\"")));
    }

    @Test
    void isStaleWhereWhatWasCheckedHasChanged() {
        assertEquals(
                "{\"schemaVersion\":1,\"outcome\":\"STALE\",\"trayOrderId\":null,\"onlySoldOut\":false,"
                        + "\"reasons\":[],\"holdDeadlineAt\":null}",
                invocation.answer(
                        PLACED.replace(
                                "\"checked\":null",
                                "\"checked\":{\"clinical\":0,\"trays\":1,\"catalog\":1}")));
        assertEquals(List.of(), database.rows("select id from tray_orders"));
    }

    @Test
    void isStaleOnlyBySoldOutWhereARecipeIs() {
        database.execute("insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 0)");
        assertTrue(
                invocation
                        .answer(PLACED)
                        .contains(
                                "\"outcome\":\"STALE\",\"trayOrderId\":null,\"onlySoldOut\":true"));
    }

    @Test
    void isNotNeededWhereAnotherOrderStands() {
        database.execute(
                "insert into tray_orders values ('f1', 'other', 'p1', '2026-11-19', 'LUNCH', 'HELD')");
        assertTrue(
                invocation
                        .answer(PLACED)
                        .contains("\"outcome\":\"NOT_NEEDED\",\"trayOrderId\":\"other\""));
    }

    @Test
    void whatTheDatabaseRefusesAndWhereItIsGoneAreFaultsOfTheirNames() {
        assertThrows(
                StoreConflict.class,
                () -> invocation.answer(PLACED.replace("\"soup\"", "\"cake\"")));
        Invocation cutOff = invocation("jdbc:postgresql://127.0.0.1:1/x");
        assertThrows(StoreUnavailable.class, () -> cutOff.answer(PLACED));
    }
}
