package org.trayline.composemeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.trayline.kit.Settings;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;

/// Without a cache: the database alone must do.
class ComposeMealHandlerIT {
    private static final String MESSAGE =
            """
            {"schemaVersion":1,"executionName":"x-1",\
            "requestId":"00000000-0000-5000-8000-000000000001","facilityId":"f1","catalogVersion":VERSION,\
            "brief":{"mealPeriod":"LUNCH","mealTimes":[{"mealPeriod":"LUNCH","opensAt":"09:00",\
            "cutOffAt":"10:45","servesAt":"12:00","kcalShare":0.35}],"slots":[{"mealPeriod":"LUNCH",\
            "slot":"entree","courses":["ENTREE"],"required":true}],"profile":{"foodTexture":"LEVEL_7",\
            "drinkThickness":"LEVEL_0","dietTags":[],"excludedAllergens":["EGG"],"minKcalDay":null,\
            "maxKcalDay":2000,"limits":[]},"countedTrays":{},"dislikes":[],"recentItems":[],"soldOut":{},"chosen":[]}}""";

    private final TestDatabase database = TestDatabase.create();
    private final Invocation invocation = invocation(database.jdbcUrl());

    private static Invocation invocation(String url) {
        return new Invocation(
                new ComposeMealHandler(
                        Settings.of(
                                TestDatabase.environment(
                                        url,
                                        "CACHE_URI",
                                        "redis://127.0.0.1:1",
                                        "CACHE_NAME",
                                        "unused"))));
    }

    ComposeMealHandlerIT() {
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
                """);
    }

    private String message(int later) {
        long version =
                Long.parseLong(database.rows("select catalog_version from facilities").getFirst());
        return MESSAGE.replace("VERSION", String.valueOf(version + later));
    }

    @Test
    void composesATrayAndProvesIt() {
        String answer = invocation.answer(message(0));
        assertTrue(
                answer.startsWith(
                        "{\"schemaVersion\":1,\"outcome\":\"COMPOSED\","
                                + "\"items\":[{\"slot\":\"entree\",\"recipeId\":\"soup\"}],"
                                + "\"flags\":[],\"reasons\":[],\"proof\":{\"catalogVersion\":"),
                answer);
        assertTrue(answer.contains("\"recipeId\":\"soup\"}],\"kcal\":600,\"standing\":{"), answer);
    }

    @Test
    void logsHowLongItTookAndWhetherTheRecipesWereAtHand() {
        invocation.answer(message(0));
        invocation.answer(message(0));
        String first = invocation.log().getFirst();
        String second = invocation.log().getLast();
        assertTrue(first.contains("\"compositionMs\":"), first);
        assertTrue(first.contains("\"cacheMisses\":1,"), first);
        assertTrue(second.contains("\"cacheHits\":1,"), second);
    }

    @Test
    void holdsWhereNoTrayComplies() {
        database.execute("update recipes set allergens = null");
        String answer = invocation.answer(message(0));
        assertTrue(
                answer.startsWith(
                        "{\"schemaVersion\":1,\"outcome\":\"HOLD\",\"items\":[],\"flags\":[],"
                                + "\"reasons\":[\"NO_COMPLIANT_TRAY\"],\"proof\":"),
                answer);
        assertTrue(
                answer.contains("\"rejected\":[{\"rule\":\"ALLERGEN_UNKNOWN\",\"count\":1,"),
                answer);
        assertTrue(answer.contains("\"cannotHoldTogether\":[\"required slot entree\"]"), answer);
    }

    @Test
    void isStaleWhereTheRecipesAreNotThoseThatWereChecked() {
        assertEquals(
                "{\"schemaVersion\":1,\"outcome\":\"STALE\",\"items\":[],\"flags\":[],\"reasons\":[],"
                        + "\"proof\":null}",
                invocation.answer(message(-1)));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAFaultOfThatName() {
        Invocation cutOff = invocation("jdbc:postgresql://127.0.0.1:1/x");
        String message = message(0);
        assertThrows(StoreUnavailable.class, () -> cutOff.answer(message));
    }
}
