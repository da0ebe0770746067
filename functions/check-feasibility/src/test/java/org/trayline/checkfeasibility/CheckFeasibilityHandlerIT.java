package org.trayline.checkfeasibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Settings;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;

/// Three patients on a day with a breakfast, which has no food of level 4, and a lunch.
class CheckFeasibilityHandlerIT {
    private final TestDatabase database = TestDatabase.create();
    private final Invocation invocation = invocation(database.jdbcUrl());

    private static Invocation invocation(String url) {
        return new Invocation(
                new CheckFeasibilityHandler(Settings.of(TestDatabase.environment(url))));
    }

    CheckFeasibilityHandlerIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values
                    ('f1', 'BREAKFAST', '05:00', '06:30', '07:30', 0.25),
                    ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into meal_slots values
                    ('f1', 'BREAKFAST', 'cereal', 1, '{CEREAL}', true),
                    ('f1', 'LUNCH', 'entree', 1, '{ENTREE}', true);
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags, allergens, energy_kcal)
                values ('f1', 'oats', 'Oats', 'CEREAL', '{BREAKFAST}', 'FOOD', '{7}', '{}', '{}', '{}', 300),
                       ('f1', 'mash', 'Mash', 'CEREAL', '{LUNCH}', 'FOOD', '{4}', '{}', '{}', '{}', 250),
                       ('f1', 'stew', 'Stew', 'ENTREE', '{LUNCH}', 'FOOD', '{4,7}', '{}', '{}', '{}', 600);
                insert into patients (facility_id, id, mrn, family_name, given_name, allergy_status)
                select 'f1', 'p' || i, 'm', 'Miller', 'Jane', 'NO_KNOWN_FOOD_ALLERGY'
                from generate_series(1, 3) i;
                insert into encounters (facility_id, id, patient_id, status, unit, room, bed)
                select 'f1', 'e' || i, 'p' || i, 'ADMITTED', '4W', '12', 'B'
                from generate_series(1, 3) i;
                insert into diet_orders (facility_id, id, encounter_id, kind, status, food_texture,
                                         drink_thickness)
                values ('f1', 'd1', 'e1', 'ORAL', 'ACTIVE', '7', '0'),
                       ('f1', 'd2', 'e2', 'ORAL', 'ACTIVE', '4', '0');
                """);
    }

    private static String message(int part, int parts) {
        return "{\"schemaVersion\":1,\"facilityId\":\"f1\",\"serviceDate\":\"2026-11-21\",\"part\":%d,\"parts\":%d}"
                .formatted(part, parts);
    }

    @Test
    void tellsMealByMealWhoWouldHaveNoTrayAndWhatWouldHelp() {
        String version = database.rows("select catalog_version from facilities").getFirst();
        assertEquals(
                ("{\"schemaVersion\":1,\"catalogVersion\":"
                                + version
                                + ",\"patients\":3,\"meals\":[")
                        + "{\"mealPeriod\":\"BREAKFAST\",\"due\":3,\"withTray\":1,"
                        + "\"noCompliantTray\":1,\"held\":1,\"withheld\":0,\"notNeeded\":0,"
                        + "\"reasons\":{\"NO_DIET_ORDER\":1,\"NO_COMPLIANT_TRAY\":1},\"groups\":["
                        + "{\"bindingRule\":\"TEXTURE on slot cereal\",\"patients\":1,\"helps\":["
                        + "{\"recipeId\":\"mash\",\"fix\":\"SERVE_THEN_TOO\",\"patients\":1}],"
                        + "\"gaps\":[{\"slot\":\"cereal\",\"courses\":[\"CEREAL\"],"
                        + "\"foodTexture\":\"LEVEL_4\",\"drinkThickness\":\"LEVEL_0\","
                        + "\"dietTags\":[],\"withoutAllergens\":[],\"rooms\":[],\"patients\":1}]}],"
                        + "\"patients\":[{\"patientId\":\"p2\",\"location\":{\"unit\":\"4W\","
                        + "\"room\":\"12\",\"bed\":\"B\"},"
                        + "\"bindingRule\":\"TEXTURE on slot cereal\","
                        + "\"cannotHoldTogether\":[\"required slot cereal\"],"
                        + "\"relaxation\":null}]},"
                        + "{\"mealPeriod\":\"LUNCH\",\"due\":3,\"withTray\":2,"
                        + "\"noCompliantTray\":0,\"held\":1,\"withheld\":0,\"notNeeded\":0,"
                        + "\"reasons\":{\"NO_DIET_ORDER\":1},\"groups\":[],\"patients\":[]}]}",
                invocation.answer(message(0, 1)));
    }

    @Test
    void writesNothingAndNamesNobody() {
        String before = counts();
        String answer = invocation.answer(message(0, 1));
        assertEquals(before, counts());
        assertFalse(answer.contains("Miller") || answer.contains("Jane"), answer);
    }

    private String counts() {
        return database.rows(
                        """
                        select (select count(*) from tray_orders), (select count(*) from tray_requests),
                               (select count(*) from audit_events)""")
                .toString();
    }

    @Test
    void everyPatientIsInExactlyOnePart() {
        List<String> answers =
                List.of(
                        invocation.answer(message(0, 3)),
                        invocation.answer(message(1, 3)),
                        invocation.answer(message(2, 3)));
        long told = answers.stream().filter(answer -> answer.contains("\"p2\"")).count();
        int patients =
                answers.stream()
                        .mapToInt(
                                answer ->
                                        Integer.parseInt(
                                                answer.replaceAll(
                                                        ".*?\"patients\":(\\d+),\"meals\".*",
                                                        "$1")))
                        .sum();
        assertEquals(1, told, answers.toString());
        assertEquals(3, patients, answers.toString());
    }

    @Test
    void aPartThatIsTooLargeForAnAnswerIsRefused() {
        database.execute(
                """
                insert into patients (facility_id, id, mrn, family_name, given_name)
                select 'f1', 'q' || i, 'm', 'Miller', 'Jane' from generate_series(1, 998) i;
                insert into encounters (facility_id, id, patient_id, status)
                select 'f1', 'eq' || i, 'q' || i, 'ADMITTED' from generate_series(1, 998) i;
                """);
        MessageMalformed refused =
                assertThrows(MessageMalformed.class, () -> invocation.answer(message(0, 1)));
        assertEquals(
                "/parts: part 0 of 1 has 1001 patients, an answer holds at most 1000: ask for more"
                        + " parts",
                refused.getMessage());
        assertTrue(invocation.answer(message(0, 2)).startsWith("{\"schemaVersion\":1,"));
    }

    @Test
    void anUnknownFacilityIsRefused() {
        String message = message(0, 1).replace("\"f1\"", "\"f2\"");
        MessageMalformed refused =
                assertThrows(MessageMalformed.class, () -> invocation.answer(message));
        assertEquals("/facilityId: there is no facility f2", refused.getMessage());
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAFaultOfThatName() {
        Invocation cutOff = invocation("jdbc:postgresql://127.0.0.1:1/x");
        assertThrows(StoreUnavailable.class, () -> cutOff.answer(message(0, 1)));
    }
}
