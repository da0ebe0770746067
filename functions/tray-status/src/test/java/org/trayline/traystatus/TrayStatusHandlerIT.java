package org.trayline.traystatus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

class TrayStatusHandlerIT {
    private static final String HELD = "00000000-0000-5000-8000-000000000001";
    private static final String OPEN = "00000000-0000-5000-8000-000000000002";

    private final TestDatabase database = TestDatabase.create();
    private final Invocation function = function(database.jdbcUrl());

    private static Invocation function(String url) {
        return new Invocation(
                new TrayStatusHandler(
                        Settings.of(
                                TestDatabase.environment(
                                        url,
                                        // Nothing listens there: the database has the recipes.
                                        "CACHE_NAME",
                                        "unused",
                                        "CACHE_URI",
                                        "redis://127.0.0.1:1"))));
    }

    TrayStatusHandlerIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into patients (facility_id, id, mrn, family_name, given_name, birth_date)
                values ('f1', 'p1', 'mrn-1', 'Miller', 'Jane', '1950-02-03'),
                       ('f1', 'p2', 'mrn-2', 'Moser', 'John', '1960-02-03');
                insert into encounters (facility_id, id, patient_id, status, unit, room, bed)
                values ('f1', 'e1', 'p1', 'ADMITTED', '4 West', '412', 'B'),
                       ('f1', 'e2', 'p2', 'ADMITTED', '4 West', '413', 'A');
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, status, outcome, reasons,
                                           execution_name, requested_at, sent_at, closed_at)
                values ('00000000-0000-5000-8000-000000000001', 'f1', 'p1', '2026-11-19', 'LUNCH',
                        'SCHEDULED', 'COMPLETED', 'HELD', '{NO_DIET_ORDER}', 'x-1',
                        '2026-11-19T15:00Z', '2026-11-19T15:00Z', '2026-11-19T15:00:02.5Z'),
                       ('00000000-0000-5000-8000-000000000002', 'f1', 'p2', '2026-11-19', 'LUNCH',
                        'SCHEDULED', 'PENDING', null, '{}', null, '2026-11-19T15:00Z', null, null);
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period,
                                         status, request_id, hold_deadline_at, proof)
                values ('f1', '00000000-0000-5000-8000-000000000001', 'p1', '2026-11-19', 'LUNCH',
                        'HELD', '00000000-0000-5000-8000-000000000001', '2026-11-19T16:45Z',
                        '{"any": {"thing": [1, null]}}');
                insert into tray_order_hold_reasons
                values ('f1', '00000000-0000-5000-8000-000000000001', 'NO_DIET_ORDER');
                """);
    }

    private static GatewayCall lunch() {
        return GatewayCall.get("/tray-requests")
                .query("serviceDate", "2026-11-19")
                .query("mealPeriod", "LUNCH");
    }

    @Test
    void listsTheRequestsOfAMeal() {
        var answer = lunch().to(function);
        assertEquals(200, answer.status(), answer.body());
        assertEquals(
                """
                {"schemaVersion":1,"facilityId":"f1","timeZone":"America/Chicago",\
                "serviceDate":"2026-11-19","mealPeriod":"LUNCH","counts":{"requests":2,\
                "byStatus":{"PENDING":1,"PROCESSING":0,"COMPLETED":1,"FAILED":0,"CANCELLED":0},\
                "byOutcome":{"PLACED":0,"HELD":1,"WITHHELD":0,"NOT_NEEDED":0},\
                "byReason":{"NO_DIET_ORDER":1},"byUnit":{"4 West":2}},"matching":2,"trays":[\
                {"patientId":"p1","location":{"unit":"4 West","room":"412","bed":"B"},\
                "request":{"requestId":"00000000-0000-5000-8000-000000000001","attempt":1,\
                "source":"SCHEDULED","status":"COMPLETED","outcome":"HELD",\
                "reasons":["NO_DIET_ORDER"],"executionName":"x-1","replacesTrayOrderId":null,\
                "requestedAt":"2026-11-19T15:00:00Z","sentAt":"2026-11-19T15:00:00Z",\
                "closedAt":"2026-11-19T15:00:02.500Z","durationMs":2500},\
                "trayOrder":{"trayOrderId":"00000000-0000-5000-8000-000000000001","status":"HELD",\
                "flags":[],"holdDeadlineAt":"2026-11-19T16:45:00Z"}},\
                {"patientId":"p2","location":{"unit":"4 West","room":"413","bed":"A"},\
                "request":{"requestId":"00000000-0000-5000-8000-000000000002","attempt":1,\
                "source":"SCHEDULED","status":"PENDING","outcome":null,"reasons":[],\
                "executionName":null,"replacesTrayOrderId":null,\
                "requestedAt":"2026-11-19T15:00:00Z","sentAt":null,"closedAt":null,\
                "durationMs":null},"trayOrder":null}],"nextCursor":null}""",
                answer.body());
    }

    @Test
    void aListIsReadPageByPage() {
        var first = lunch().query("limit", "1").to(function);
        var second =
                lunch().query("limit", "1").query("cursor", first.at("/nextCursor")).to(function);
        assertEquals("p1", first.at("/trays/0/patientId"));
        assertEquals("p2", second.at("/trays/0/patientId"));
        assertEquals("2", second.at("/matching"));
        assertEquals("null", second.at("/nextCursor"));
    }

    @Test
    void aListThatHasNotChangedIsNotSentAgain() {
        var first = lunch().to(function);
        String tag = first.header("ETag");
        assertEquals(304, lunch().header("If-None-Match", tag).to(function).status());
        assertEquals(
                200,
                lunch().query("limit", "1").header("If-None-Match", tag).to(function).status(),
                "another page is another answer");
        database.execute("update tray_requests set status = 'PROCESSING' where outcome is null");
        var changed = lunch().header("If-None-Match", tag).to(function);
        assertEquals(200, changed.status());
        assertNotEquals(tag, changed.header("ETag"));
    }

    @Test
    void givesOneTrayByItsRequestAndByItsOrder() {
        var byRequest =
                GatewayCall.get("/tray-requests/{requestId}").path("requestId", HELD).to(function);
        var byOrder =
                GatewayCall.get("/tray-orders/{trayOrderId}")
                        .path("trayOrderId", HELD)
                        .query("facilityId", "f1")
                        .to(function);
        assertEquals(200, byRequest.status(), byRequest.body());
        assertEquals(byRequest.body(), byOrder.body());
        assertEquals(byRequest.header("ETag"), byOrder.header("ETag"));
        assertEquals("{\"any\":{\"thing\":[1,null]}}", byRequest.at("/trayOrder/proof"));
        assertEquals("[\"NO_DIET_ORDER\"]", byRequest.at("/trayOrder/reasons"));
        assertEquals("2026-11-19T16:45:00Z", byRequest.at("/trayOrder/holdDeadlineAt"));
        assertEquals("CREATED", byRequest.at("/trayOrder/audit/0/action"));
    }

    @Test
    void listsTheMealPeriods() {
        var answer = GatewayCall.get("/meal-periods").to(function);
        assertEquals(
                """
                {"schemaVersion":1,"mealPeriods":[{"facilityId":"f1","facilityName":"A hospital",\
                "timeZone":"America/Chicago","serviceDate":"2026-11-19","mealPeriod":"LUNCH",\
                "opensAt":"2026-11-19T15:00:00Z","cutOffAt":"2026-11-19T16:45:00Z",\
                "servesAt":"2026-11-19T18:00:00Z","requests":2,"byStatus":{"PENDING":1,\
                "PROCESSING":0,"COMPLETED":1,"FAILED":0,"CANCELLED":0},"byOutcome":{"PLACED":0,\
                "HELD":1,"WITHHELD":0,"NOT_NEEDED":0}}]}""",
                answer.body());
    }

    @Test
    void isUpWhileItsDatabaseIs() {
        var up = GatewayCall.get("/health").to(function);
        assertEquals(200, up.status());
        assertEquals("{\"schemaVersion\":1,\"status\":\"UP\"}", up.body());
        var down = GatewayCall.get("/health").to(function("jdbc:postgresql://127.0.0.1:1/none"));
        assertEquals(503, down.status());
        assertEquals("application/problem+json", down.header("Content-Type"));
        assertEquals("1", down.header("Retry-After"));
    }

    @ParameterizedTest
    @CsvSource({
        "/tray-requests/{requestId}, requestId, 00000000-0000-5000-8000-00000000000f",
        "/tray-orders/{trayOrderId}, trayOrderId, no-such-order",
    })
    void whatIsNotThereIsNotFound(String resource, String parameter, String id) {
        var answer = GatewayCall.get(resource).path(parameter, id).to(function);
        assertEquals(404, answer.status());
        assertEquals(parameter, answer.at("/errors/0/field"));
        assertEquals(id, answer.at("/errors/0/value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "x", "00000000000050008000000000000001"})
    void aRequestIdIsAUuid(String id) {
        var answer =
                GatewayCall.get("/tray-requests/{requestId}").path("requestId", id).to(function);
        assertEquals(400, answer.status());
        assertEquals("must be a UUID", answer.at("/errors/0/rule"));
    }

    @Test
    void aUuidMayBeWrittenInCapitals() {
        var answer =
                GatewayCall.get("/tray-requests/{requestId}")
                        .path("requestId", "00000000-0000-5000-8000-00000000000F")
                        .to(function);
        assertEquals(404, answer.status());
    }

    @ParameterizedTest
    @CsvSource({
        "serviceDate, tomorrow",
        "mealPeriod, BRUNCH",
        "outcome, ELIGIBLE",
        "status, DONE",
        "reason, HUNGER",
        "text, ' '",
        "limit, 5001",
        "limit, 0",
        "cursor, abc",
        "cursor, eyJyYW5rIjoxfQ",
        "facilityId, no/slash",
        "page, 2",
    })
    void aParameterThatIsNotWhatItMustBeIsNamed(String parameter, String value) {
        var answer = lunch().query(parameter, value).to(function);
        assertEquals(400, answer.status());
        assertEquals(1, answer.size("/errors"), answer.body());
        assertEquals(parameter, answer.at("/errors/0/field"));
        assertEquals(value, answer.at("/errors/0/value"));
    }

    @Test
    void aMealIsNamedByItsDateAndItsPeriod() {
        var answer = GatewayCall.get("/tray-requests").to(function);
        assertEquals(2, answer.size("/errors"));
        assertEquals("serviceDate", answer.at("/errors/0/field"));
        assertEquals("mealPeriod", answer.at("/errors/1/field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tray-requests", "/meal-periods"})
    void aFacilityThatIsNotThereIsNotFound(String resource) {
        var call = resource.equals("/tray-requests") ? lunch() : GatewayCall.get(resource);
        var answer = call.query("facilityId", "f9").to(function);
        assertEquals(404, answer.status());
        assertEquals("facilityId", answer.at("/errors/0/field"));
    }

    @Test
    void theFacilityIsNamedWhereThereAreSeveral() {
        database.execute(
                "insert into facilities (id, name, time_zone, missing_diet_order)"
                        + " values ('f2', 'Another', 'America/Chicago', 'HOLD')");
        var answer = lunch().to(function);
        assertEquals(400, answer.status());
        assertEquals("is required where the caller has 2 facilities", answer.at("/errors/0/rule"));
        assertEquals(200, lunch().query("facilityId", "f2").to(function).status());
    }

    /// Not even that it is there.
    @ParameterizedTest
    @CsvSource({
        "/tray-requests/{requestId}, requestId, ''",
        "/tray-requests/{requestId}, facilityId, f1",
        "/tray-orders/{trayOrderId}, facilityId, f1",
        "/tray-requests, facilityId, f1",
        "/meal-periods, facilityId, f1",
    })
    void whatIsAnotherFacilitysIsNotFound(String resource, String field, String facility) {
        var call = resource.equals("/tray-requests") ? lunch() : GatewayCall.get(resource);
        if (resource.contains("{")) {
            call.path(resource.contains("request") ? "requestId" : "trayOrderId", HELD);
        }
        if (!facility.isEmpty()) {
            call.query("facilityId", facility);
        }
        var answer = call.from("c2", "dietitian", "f2,f3").to(function);
        assertEquals(404, answer.status(), answer.body());
        assertEquals(field, answer.at("/errors/0/field"));
    }

    @Test
    void theMealPeriodsAreThoseOfTheCallersFacilities() {
        var answer = GatewayCall.get("/meal-periods").from("c2", "kitchen", "f2").to(function);
        assertEquals("[]", answer.at("/mealPeriods"));
    }

    private void ordersOfFourPatients() {
        database.execute(
                """
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags)
                values ('f1', 'soup', 'Soup', 'ENTREE', '{LUNCH}', 'FOOD', '{7,4}', '{}', '{}'),
                       ('f1', 'tea', 'Tea', 'DRINK', '{LUNCH}', 'DRINK', '{}', '{0,2}', '{}');
                insert into patients (facility_id, id, mrn, family_name, given_name)
                select 'f1', 'p' || i, 'mrn-' || i, 'Miller', 'Jane' from generate_series(3, 7) i;
                insert into encounters (facility_id, id, patient_id, status, unit, room, bed)
                values ('f1', 'e3', 'p3', 'ADMITTED', '3 East', '301', 'A'),
                       ('f1', 'e4', 'p4', 'ADMITTED', '3 East', '301', 'B'),
                       ('f1', 'e5', 'p5', 'ADMITTED', '3 East', '302', 'A'),
                       ('f1', 'e6', 'p6', 'ON_LEAVE', '3 East', '302', 'B');
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period,
                                         status, proof)
                values ('f1', 'o3', 'p3', '2026-11-19', 'LUNCH', 'PLACED',
                    '{"brief": {"profile": {"foodTexture": "LEVEL_4", "drinkThickness": "LEVEL_2"}}}'),
                       ('f1', 'o4', 'p4', '2026-11-19', 'LUNCH', 'DELIVERED', null),
                       ('f1', 'o7', 'p7', '2026-11-19', 'LUNCH', 'CANCELLED', null);
                insert into tray_order_items
                values ('f1', 'o3', 'entree', 'soup'), ('f1', 'o3', 'drink', 'tea'),
                       ('f1', 'o4', 'entree', 'soup'), ('f1', 'o7', 'entree', 'soup'),
                       ('f1', '00000000-0000-5000-8000-000000000001', 'entree', 'soup');
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, status, outcome, reasons,
                                           requested_at)
                values ('00000000-0000-5000-8000-000000000005', 'f1', 'p5', '2026-11-19', 'LUNCH',
                        'SCHEDULED', 'COMPLETED', 'WITHHELD', '{NPO}', '2026-11-19T15:00Z');
                """);
    }

    private static GatewayCall mealOf(String resource) {
        return GatewayCall.get(resource)
                .query("serviceDate", "2026-11-19")
                .query("mealPeriod", "LUNCH");
    }

    @Test
    void listsTheOrdersInTheOrderOfTheTrayline() {
        ordersOfFourPatients();
        var all = mealOf("/tray-orders").to(function);
        assertEquals(200, all.status(), all.body());
        assertEquals(
                List.of("o7", "o3", "o4", HELD),
                all.json().findValuesAsText("trayOrderId"),
                "the one without a place comes first: " + all.body());
    }

    @Test
    void ordersAreFilteredAndReadPageByPage() {
        ordersOfFourPatients();
        var held = mealOf("/tray-orders").query("status", "HELD").to(function);
        assertEquals(List.of(HELD), held.json().findValuesAsText("trayOrderId"));
        assertEquals("[\"NO_DIET_ORDER\"]", held.at("/trayOrders/0/reasons"));
        var first = mealOf("/tray-orders").query("unit", "3 East").query("limit", "1").to(function);
        var second =
                mealOf("/tray-orders")
                        .query("unit", "3 East")
                        .query("limit", "1")
                        .query("cursor", first.at("/nextCursor"))
                        .to(function);
        assertEquals("o3", first.at("/trayOrders/0/trayOrder/trayOrderId"));
        assertEquals("o4", second.at("/trayOrders/0/trayOrder/trayOrderId"));
        assertEquals("null", second.at("/nextCursor"));
    }

    /// Neither the held tray nor the cancelled one is to be produced; each bed is counted once.
    @Test
    void talliesWhatIsToBeProducedAndForHowManyBeds() {
        ordersOfFourPatients();
        var tally = mealOf("/tallies").to(function);
        assertEquals(200, tally.status(), tally.body());
        assertEquals(
                "[{\"recipeId\":\"tea\",\"name\":\"Tea\",\"course\":\"DRINK\",\"texture\":\"2\","
                        + "\"portions\":1},"
                        + "{\"recipeId\":\"soup\",\"name\":\"Soup\",\"course\":\"ENTREE\","
                        + "\"texture\":\"4\",\"portions\":1},"
                        + "{\"recipeId\":\"soup\",\"name\":\"Soup\",\"course\":\"ENTREE\","
                        + "\"texture\":null,\"portions\":1}]",
                tally.at("/lines"));
        assertEquals(
                "{\"occupied\":5,\"placed\":2,\"held\":1,\"withheld\":1,"
                        + "\"withheldByReason\":{\"NPO\":1},\"notNeeded\":0,\"notYetLookedAt\":1}",
                tally.at("/beds"));
    }

    /// Two placed trays of patients who may be fed; the soup holds milk.
    private void placedTrays() {
        database.execute(
                """
                insert into meal_slots values ('f1', 'LUNCH', 'entree', 1, '{ENTREE}', true);
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags, allergens, energy_kcal,
                                     carbohydrate_g)
                values ('f1', 'soup', 'Soup & <bread>', 'ENTREE', '{LUNCH}', 'FOOD', '{7,4}', '{}',
                        '{VEGAN}', '{MILK}', 400, 31.25);
                insert into patients (facility_id, id, mrn, family_name, given_name, birth_date,
                                      allergy_status)
                values ('f1', 'p3', 'mrn-3', 'Nowak', 'Eva', '1970-05-06', 'NO_KNOWN_FOOD_ALLERGY'),
                       ('f1', 'p4', 'mrn-4', 'Okafor', 'Ben', null, 'RECORDED');
                insert into allergies values ('f1', 'p4', 1, 'PEANUT', 'ALLERGY', 'CONFIRMED', null);
                insert into encounters (facility_id, id, patient_id, status, unit, room, bed)
                values ('f1', 'e3', 'p3', 'ADMITTED', '3 East', '302', 'A'),
                       ('f1', 'e4', 'p4', 'ADMITTED', '3 East', '301', 'B');
                insert into diet_orders (facility_id, id, encounter_id, kind, status, food_texture,
                                         drink_thickness, diet_tags)
                values ('f1', 'd3', 'e3', 'ORAL', 'ACTIVE', '4', '0', '{VEGAN}'),
                       ('f1', 'd4', 'e4', 'ORAL', 'ACTIVE', '7', '0', '{}');
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period,
                                         status, flags)
                values ('f1', 'o3', 'p3', '2026-11-19', 'LUNCH', 'PLACED', '{LATE_TRAY}'),
                       ('f1', 'o4', 'p4', '2026-11-19', 'LUNCH', 'PLACED', '{}');
                insert into tray_order_items values ('f1', 'o3', 'entree', 'soup'),
                                                    ('f1', 'o4', 'entree', 'soup');
                """);
    }

    @Test
    void ticketsAreInTheOrderOfTheTraylineWithTwoIdentifiers() {
        placedTrays();
        database.execute(
                """
                update recipes set sodium_mg = 300;
                update diet_orders set max_kcal_day = 1800 where id = 'd4';
                insert into nutrient_limits values ('f1', 'd4', 'SODIUM_MG', 'MEAL', 100, 700.50);
                """);
        var tickets = mealOf("/tray-tickets").to(function);
        assertEquals(200, tickets.status(), tickets.body());
        assertEquals(
                """
                {"schemaVersion":1,"facilityId":"f1","timeZone":"America/Chicago",\
                "serviceDate":"2026-11-19","mealPeriod":"LUNCH","tickets":[\
                {"trayOrderId":"o4","validity":"VALID","fails":[],\
                "location":{"unit":"3 East","room":"301","bed":"B"},\
                "patient":{"familyName":"Okafor","givenName":"Ben","birthDate":null,"mrn":"mrn-4"},\
                "diet":{"texture":"7 Regular","thickness":"0 Thin","tags":[],"limits":[\
                "Energy at most 1800 kcal a day","Sodium 100 to 700.5 mg a meal"]},\
                "allergens":["Peanut"],"allergiesKnown":true,"carbohydrateG":31.25,"flags":[],\
                "items":[{"slot":"entree","name":"Soup & <bread>"}]},\
                {"trayOrderId":"o3","validity":"VALID","fails":[],\
                "location":{"unit":"3 East","room":"302","bed":"A"},\
                "patient":{"familyName":"Nowak","givenName":"Eva","birthDate":"1970-05-06",\
                "mrn":"mrn-3"},"diet":{"texture":"4 Pureed","thickness":"0 Thin","tags":["VEGAN"],\
                "limits":[]},\
                "allergens":[],"allergiesKnown":true,"carbohydrateG":31.25,"flags":["LATE_TRAY"],\
                "items":[{"slot":"entree","name":"Soup & <bread>"}]}],"nextCursor":null}""",
                tickets.body());
    }

    /// What has changed since it was placed, item by item; the ticket without it stays as it is.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update allergies set allergen = 'MILK' where patient_id = 'p4' | [\"ALLERGEN entree soup\"]",
                "update diet_orders set food_texture = '5' where id = 'd4' | [\"TEXTURE entree soup\"]",
                "insert into diet_orders (facility_id, id, encounter_id, kind, status) values ('f1', 'n', 'e4', 'NPO', 'ACTIVE') | [\"NPO\"]",
                "insert into allergies values ('f1', 'p4', 2, null, 'ALLERGY', 'CONFIRMED', 'kiwi') | [\"UNCODED_ALLERGY\"]",
                "update encounters set status = 'ON_LEAVE' where id = 'e4' | [\"ON_LEAVE\"]",
                "update patients set allergy_status = null where id = 'p4' | [\"ALLERGY_STATUS_UNKNOWN\"]",
                "insert into nutrient_limits values ('f1', 'd4', 'CARBOHYDRATE_G', 'MEAL', null, 30) | [\"carbohydrate_g MEAL max 30\"]",
            })
    void aTrayThatNoLongerFitsIsVoidWithWhatFails(String change, String fails) {
        placedTrays();
        database.execute(change);
        var tickets = mealOf("/tray-tickets").to(function);
        assertEquals("VOID", tickets.at("/tickets/0/validity"), tickets.body());
        assertEquals(fails, tickets.at("/tickets/0/fails"));
        assertEquals("VALID", tickets.at("/tickets/1/validity"));
        String page = mealOf("/tray-tickets").header("Accept", "text/html").to(function).body();
        assertEquals(2, page.split("VOID", -1).length, page);
    }

    /// An allergy that no code says is none that is known, whatever else is recorded.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update allergies set allergen = null, text = 'kiwi'",
                "delete from allergies",
                "update patients set allergy_status = 'NO_KNOWN_FOOD_ALLERGY'",
            })
    void aVoidTicketDoesNotSayThatAllergiesAreKnownWhereTheyAreNot(String change) {
        placedTrays();
        database.execute(change);
        var tickets = mealOf("/tray-tickets").to(function);
        assertEquals("VOID", tickets.at("/tickets/0/validity"), tickets.body());
        assertEquals("false", tickets.at("/tickets/0/allergiesKnown"));
    }

    /// A late tray is eaten when it comes, not at the meal's serve time.
    @Test
    void afterTheServeTimeATicketAsksWhetherThePatientMayEatNow() {
        placedTrays();
        database.execute(
                """
                insert into diet_orders (facility_id, id, encounter_id, kind, status, starts_at)
                values ('f1', 'n', 'e4', 'NPO', 'ACTIVE', '2026-11-19T21:00Z')
                """);
        assertEquals("VALID", mealOf("/tray-tickets").to(function).at("/tickets/0/validity"));
        var late = mealOf("/tray-tickets").at(Instant.parse("2026-11-19T21:30:00Z")).to(function);
        assertEquals("VOID", late.at("/tickets/0/validity"), late.body());
        assertEquals("[\"NPO\"]", late.at("/tickets/0/fails"));
    }

    /// Its own portion and its own place among the day's trays do not stand against it.
    @Test
    void aTrayIsNotHeldAgainstItself() {
        placedTrays();
        database.execute("insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 2, 2)");
        var tickets = mealOf("/tray-tickets").to(function);
        assertEquals("VALID", tickets.at("/tickets/0/validity"), tickets.body());
    }

    @Test
    void ticketsAreAPageForABrowser() {
        placedTrays();
        var page =
                mealOf("/tray-tickets")
                        .query("unit", "3 East")
                        .header("Accept", "text/html,application/xhtml+xml")
                        .to(function);
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertTrue(page.header("Content-Security-Policy").contains("default-src 'none'"));
        assertTrue(page.body().contains("Okafor, Ben"), page.body());
        assertTrue(page.body().contains("born unknown"), page.body());
        assertTrue(page.body().contains("Soup &amp; &lt;bread&gt;"), page.body());
        assertTrue(page.body().contains("carbohydrate 31.3 g"), page.body());
        assertTrue(page.body().contains("LATE TRAY"), page.body());
        assertFalse(page.body().contains("not all"), page.body());
        String first =
                mealOf("/tray-tickets")
                        .query("limit", "1")
                        .header("Accept", "text/html")
                        .to(function)
                        .body();
        assertTrue(first.contains("These are not all"), first);
    }

    @Test
    void ticketsAreReadPageByPage() {
        placedTrays();
        var first = mealOf("/tray-tickets").query("limit", "1").to(function);
        var second =
                mealOf("/tray-tickets")
                        .query("limit", "1")
                        .query("cursor", first.at("/nextCursor"))
                        .to(function);
        assertEquals("o4", first.at("/tickets/0/trayOrderId"));
        assertEquals("o3", second.at("/tickets/0/trayOrderId"));
        assertEquals("null", second.at("/nextCursor"));
        var other = mealOf("/tray-tickets").query("unit", "4 West").to(function);
        assertEquals("[]", other.at("/tickets"));
    }

    @Test
    void describesItself() {
        var answer = GatewayCall.get("/openapi.json").to(function);
        assertEquals(200, answer.status(), answer.body());
        assertEquals("3.1.0", answer.at("/openapi"));
        assertEquals(
                "https://trayline.org/messages/common.json",
                answer.at("/components/schemas/common/$id"));
    }

    @Test
    void noAnswerAndNoLogLineSaysWhoAPatientIs() {
        String said =
                lunch().to(function).body()
                        + GatewayCall.get("/tray-requests/{requestId}")
                                .path("requestId", HELD)
                                .to(function)
                                .body()
                        + GatewayCall.get("/tray-requests/{requestId}")
                                .path("requestId", OPEN)
                                .to(function)
                                .body()
                        + function.log();
        for (String secret : List.of("Miller", "Jane", "Moser", "John", "mrn-1", "1950")) {
            assertFalse(said.contains(secret), secret);
        }
    }
}
