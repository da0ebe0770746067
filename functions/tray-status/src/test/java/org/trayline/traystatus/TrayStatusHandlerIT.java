package org.trayline.traystatus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
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
                                Map.of(
                                        "DATABASE_URL", url,
                                        "DATABASE_USER", "postgres",
                                        "DATABASE_PASSWORD", "unused"))));
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
        assertEquals(
                "is required where the database holds 2 facilities", answer.at("/errors/0/rule"));
        assertEquals(200, lunch().query("facilityId", "f2").to(function).status());
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
