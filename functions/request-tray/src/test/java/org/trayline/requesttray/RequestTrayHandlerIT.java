package org.trayline.requesttray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.AwsEndpoint;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

class RequestTrayHandlerIT {
    /// Lunch is ordered until 10:45 in Chicago, served at 12:00, and may be had until 14:00.
    private static final Instant IN_TIME = Instant.parse("2026-11-19T15:30:00Z");

    private static final Instant LATE = Instant.parse("2026-11-19T19:59:00Z");
    private static final Instant CLOSED = Instant.parse("2026-11-19T20:00:01Z");
    private static final String LEDGER =
            "select source, status, chosen_recipe_ids, requested_by, sent_at is not null, attempt"
                    + " from tray_requests";

    private final TestDatabase database = TestDatabase.create();
    private final AwsEndpoint aws = new AwsEndpoint().takingMessagesBut();
    private final RequestTrayHandler handler = handler(database, aws);
    private final Invocation function = new Invocation(handler);

    /// On that database and with a queue there; no Redis listens: the database has the recipes.
    static RequestTrayHandler handler(TestDatabase database, AwsEndpoint aws) {
        return new RequestTrayHandler(
                Settings.of(
                        TestDatabase.environment(
                                database.jdbcUrl(),
                                "CACHE_URI",
                                "redis://127.0.0.1:1",
                                "CACHE_NAME",
                                "unused",
                                "TRAY_REQUESTS_QUEUE_URL",
                                aws.url() + "/q")));
    }

    RequestTrayHandlerIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values
                    ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35, '14:00'),
                    ('f1', 'DINNER', '15:00', '16:30', '17:45', 0.35, null);
                insert into meal_slots values ('f1', 'LUNCH', 'entree', 1, '{ENTREE}', true),
                                              ('f1', 'LUNCH', 'dessert', 2, '{DESSERT}', false);
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags, allergens, energy_kcal, sodium_mg)
                values
                ('f1', 'soup', 'Soup', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{}', 400, 500),
                ('f1', 'stew', 'Stew', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{}', 600, 900),
                ('f1', 'omelet', 'Omelet', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{EGG}', 300, 300),
                ('f1', 'cake', 'Cake', 'DESSERT', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{}', 300, 250);
                insert into patients (facility_id, id, mrn, family_name, given_name, allergy_status)
                values ('f1', 'p1', 'm', 'Miller', 'Jane', 'RECORDED');
                insert into allergies values ('f1', 'p1', 1, 'EGG', 'ALLERGY', 'CONFIRMED', null);
                insert into encounters (facility_id, id, patient_id, status)
                values ('f1', 'e1', 'p1', 'ADMITTED');
                insert into diet_orders (facility_id, id, encounter_id, kind, status, food_texture,
                                         drink_thickness)
                values ('f1', 'd1', 'e1', 'ORAL', 'ACTIVE', '7', '0');
                insert into nutrient_limits values ('f1', 'd1', 'SODIUM_MG', 'MEAL', null, 1000);
                """);
    }

    @AfterEach
    void close() {
        handler.close();
        aws.close();
    }

    private static GatewayCall lunch(String key, String recipes) {
        return GatewayCall.of("POST", "/tray-requests")
                .from("bedside-1", "integration", "f1")
                .at(IN_TIME)
                .header("Idempotency-Key", key)
                .body(
                        """
                        {"patientId":"p1","serviceDate":"2026-11-19","mealPeriod":"LUNCH"%s}"""
                                .formatted(recipes.isEmpty() ? "" : ",\"recipeIds\":" + recipes));
    }

    @Test
    void isInTheLedgerAndOnTheQueue() {
        var answer = lunch("k1", "[\"soup\"]").to(function);
        assertEquals(202, answer.status(), answer.body());
        String id = answer.at("/requestId");
        assertEquals("/tray-requests/" + id, answer.header("Location"));
        assertEquals("false", answer.at("/late"));
        assertEquals(List.of("ON_DEMAND|PENDING|{soup}|bedside-1|t|1"), database.rows(LEDGER));
        assertEquals(1, aws.messages().size());
        assertTrue(aws.messages().getFirst().contains(id), aws.messages()::toString);
        assertTrue(
                aws.messages().getFirst().contains("\"source\":\"ON_DEMAND\""),
                aws.messages()::toString);
    }

    /// Also once something has come of it, or the kitchen has closed.
    @Test
    void theSameKeyAgainIsTheSameRequest() {
        var first = lunch("k1", "").to(function);
        var again = lunch("k1", "").at(CLOSED).to(function);
        assertEquals(202, again.status(), again.body());
        assertEquals(first.body(), again.body());
        assertEquals(2, aws.messages().size(), "sent again while it is pending");
        database.execute("update tray_requests set status = 'COMPLETED', outcome = 'PLACED'");
        assertEquals(first.body(), lunch("k1", "").to(function).body());
        assertEquals(2, aws.messages().size());
        assertEquals(1, database.rows(LEDGER).size());
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        lunch("k1", "").to(function);
        var other = lunch("k1", "[\"soup\"]").to(function);
        assertEquals(422, other.status());
        assertEquals("Idempotency-Key", other.at("/errors/0/field"));
        assertEquals(1, database.rows(LEDGER).size());
    }

    @Test
    void aKeyIsTheCallersOwn() {
        lunch("k1", "").to(function);
        lunch("k1", "").from("bedside-2", "nursing", "f1").to(function);
        lunch("k2", "").to(function);
        assertEquals(3, database.rows(LEDGER).size());
    }

    @Test
    void afterTheCutOffItIsLateUntilTheKitchenCloses() {
        assertEquals("true", lunch("k1", "").at(LATE).to(function).at("/late"));
        var closed = lunch("k2", "").at(CLOSED).to(function);
        assertEquals(422, closed.status());
        assertEquals(
                "must be before the kitchen closes for this meal, at 2026-11-19T14:00-06:00",
                closed.at("/errors/0/rule"));
        assertEquals(1, database.rows(LEDGER).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"omelet\"]          | /recipeIds/0 | omelet | ALLERGEN",
                "[\"soup\",\"water\"]  | /recipeIds/1 | water  | UNKNOWN_RECIPE",
                "[\"stew\",\"cake\"]   | /recipeIds   |        | sodium_mg MEAL max 1000",
                "[\"stew\",\"soup\"]   | /recipeIds/0 | stew   | does not fit with the rest",
            })
    void whatDoesNotFitIsToldAtOnceWithItsRule(
            String recipes, String field, String value, String rule) {
        var answer = lunch("k1", recipes).to(function);
        assertEquals(422, answer.status(), answer.body());
        boolean told = false;
        for (var error : answer.json().path("errors")) {
            told |=
                    error.path("field").asText().equals(field)
                            && error.path("value")
                                    .asText("null")
                                    .equals(value == null ? "null" : value)
                            && error.path("rule").asText().equals(rule);
        }
        assertTrue(told, answer.body());
        assertEquals(List.of(), database.rows(LEDGER));
    }

    /// What stands against the patient, and not against the choice, is the workflow's to answer.
    @Test
    void whoMayNotEatIsNotRefusedHere() {
        database.execute(
                "insert into diet_orders (facility_id, id, encounter_id, kind, status)"
                        + " values ('f1', 'npo', 'e1', 'NPO', 'ACTIVE')");
        assertEquals(202, lunch("k1", "[\"omelet\"]").to(function).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"patientId\":\"p1\",\"serviceDate\":\"2026-11-19\"} | 400 | /mealPeriod",
                "{\"patientId\":\"p1\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"LUNCH\",\"diet\":1} | 400 | /diet",
                "{\"patientId\":\"p 1\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"LUNCH\"} | 400 | /patientId",
                "{\"patientId\":\"p1\",\"serviceDate\":\"19.11.2026\",\"mealPeriod\":\"LUNCH\"} | 400 | /serviceDate",
                "{\"patientId\":\"p1\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"LUNCH\",\"recipeIds\":[\"soup\",\"soup\"]} | 400 | /recipeIds/1",
                "{\"patientId\":\"p1\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"LUNCH\",\"recipeIds\":[null]} | 400 | /recipeIds/0",
                "{\"patientId\":\"p1\",\"serviceDate\":\"2026-12-04\",\"mealPeriod\":\"LUNCH\"} | 422 | /serviceDate",
                "{\"patientId\":\"p9\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"LUNCH\"} | 422 | /patientId",
                "{\"patientId\":\"p1\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"BREAKFAST\"} | 422 | /mealPeriod",
                "[] | 400 | body",
                "x | 400 | body",
            })
    void aBodyIsReadStrictly(String body, int status, String field) {
        var answer =
                GatewayCall.of("POST", "/tray-requests")
                        .from("bedside-1", "integration", "f1")
                        .header("Idempotency-Key", "k1")
                        .body(body)
                        .to(function);
        assertEquals(status, answer.status(), answer.body());
        assertEquals(field, answer.at("/errors/0/field"));
    }

    @Test
    void aKeyIsRequired() {
        var answer = GatewayCall.of("POST", "/tray-requests").body("{}").to(function);
        assertEquals(400, answer.status());
        assertEquals("Idempotency-Key", answer.at("/errors/0/field"));
    }

    @Test
    void anotherFacilityIsNotThere() {
        var answer = lunch("k1", "").query("facilityId", "f2").to(function);
        assertEquals(404, answer.status());
        assertEquals("facilityId", answer.at("/errors/0/field"));
        assertEquals(422, lunch("k1", "").from("x", "nursing", "f2").to(function).status());
    }

    /// The ledger has it, so the sweep sends it; who asks again does so sooner.
    @Test
    void aQueueThatIsAwayIsAProblemThatPasses() {
        aws.on("SendMessageBatch", request -> new AwsEndpoint.Answer(503, "{}"));
        assertEquals(503, lunch("k1", "").to(function).status());
        assertEquals(1, database.rows(LEDGER).size());
        aws.takingMessagesBut();
        assertEquals(202, lunch("k1", "").to(function).status());
    }
}
