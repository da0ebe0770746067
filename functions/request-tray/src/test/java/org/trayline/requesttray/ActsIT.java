package org.trayline.requesttray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.api.ETag;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresTrayStatus;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.AwsEndpoint;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

class ActsIT {
    private static final Instant IN_TIME = Instant.parse("2026-11-19T15:30:00Z");
    private static final Instant CLOSED = Instant.parse("2026-11-19T18:00:01Z");
    private static final FacilityId F1 = new FacilityId("f1");

    private final TestDatabase database = TestDatabase.create();
    private final AwsEndpoint aws = new AwsEndpoint().takingMessagesBut();
    private final PostgresConnection postgres =
            new PostgresConnection(database.jdbcUrl(), "postgres", "", "test");
    private final PostgresTrayStatus trays = new PostgresTrayStatus(postgres);
    private final RequestTrayHandler handler = RequestTrayHandlerIT.handler(database, aws);
    private final Invocation function = new Invocation(handler);

    ActsIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into meal_slots values ('f1', 'LUNCH', 'entree', 1, '{ENTREE}', true);
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags, allergens, energy_kcal)
                values ('f1', 'soup', 'Soup', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{}', 400),
                       ('f1', 'omelet', 'Omelet', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{EGG}', 300);
                insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 1, 1);
                insert into patients (facility_id, id, mrn, family_name, given_name, allergy_status)
                select 'f1', id, 'm', 'Miller', 'Jane', 'RECORDED' from unnest(array['p1', 'p2']) id;
                insert into allergies
                select 'f1', id, 1, 'EGG', 'ALLERGY', 'CONFIRMED', null from unnest(array['p1', 'p2']) id;
                insert into encounters (facility_id, id, patient_id, status, unit, room, bed)
                select 'f1', 'e' || id, id, 'ADMITTED', '4 West', '1', 'A' from unnest(array['p1', 'p2']) id;
                insert into diet_orders (facility_id, id, encounter_id, kind, status, food_texture,
                                         drink_thickness)
                select 'f1', 'd' || id, 'e' || id, 'ORAL', 'ACTIVE', '7', '0' from unnest(array['p1', 'p2']) id;
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period, status)
                values ('f1', 'placed', 'p1', '2026-11-19', 'LUNCH', 'PLACED'),
                       ('f1', 'held', 'p2', '2026-11-19', 'LUNCH', 'HELD');
                insert into tray_order_items values ('f1', 'placed', 'entree', 'soup');
                insert into tray_order_hold_reasons values ('f1', 'held', 'NO_DIET_ORDER');
                """);
    }

    @AfterEach
    void close() {
        handler.close();
        aws.close();
        postgres.close();
    }

    private String tag(String order) {
        return ETag.of(trays.ofOrder(F1, new TrayOrderId(order)).orElseThrow()).text();
    }

    private GatewayCall act(String act, String order, String body) {
        return GatewayCall.of("POST", "/tray-orders/{trayOrderId}/" + act)
                .path("trayOrderId", order)
                .from("dietitian-7", "dietitian", "f1")
                .at(IN_TIME)
                .header("If-Match", tag(order))
                .body(body);
    }

    private static final String WHY = "{\"why\":\"Spoke with the ward\"}";

    /// Who, when and why; the portion is free again, and the kitchen will be told.
    @Test
    void aPlacedOrderIsCancelled() {
        var answer = act("cancel", "placed", WHY).to(function);
        assertEquals(200, answer.status(), answer.body());
        assertEquals("CANCELLED", answer.at("/status"));
        assertEquals(
                List.of("CANCELLED|Spoke with the ward|null"),
                database.rows(
                        "select status, why, cancelled_because from tray_orders where id = 'placed'"));
        assertEquals(
                List.of(
                        "dietitian-7|placed|t|{\"why\": [null, \"Spoke with the ward\"],"
                                + " \"status\": [\"PLACED\", \"CANCELLED\"]}"),
                database.rows(
                        "select actor, entity_id, at > now() - interval '1 minute', change"
                                + " from audit_events where entity = 'tray_orders'"
                                + " and action = 'CHANGED'"));
        assertEquals(List.of("1"), database.rows("select portions_left from portions"));
        assertEquals(
                List.of("placed|CANCELLED|4 West"),
                database.rows("select tray_order_id, kind, unit from owed_notices"));
    }

    @Test
    void aHeldOrderIsCancelledAndNobodyIsToldToStopIt() {
        assertEquals(200, act("cancel", "held", WHY).to(function).status());
        assertEquals(List.of(), database.rows("select kind from owed_notices"));
    }

    @Test
    void aHeldOrderIsReleasedByARequestInItsPlace() {
        var answer = act("release", "held", WHY).to(function);
        assertEquals(202, answer.status(), answer.body());
        assertEquals("HELD", answer.at("/status"));
        String id = answer.at("/requestId");
        assertEquals("/tray-requests/" + id, answer.header("Location"));
        assertEquals(
                List.of(id + "|RELEASE|PENDING|held|dietitian-7|Spoke with the ward|t"),
                database.rows(
                        "select request_id, source, status, replaces_tray_order_id, requested_by,"
                                + " why, sent_at is not null from tray_requests"));
        assertEquals(1, aws.messages().size());
        assertTrue(aws.messages().getFirst().contains("\"replacesTrayOrderId\":\"held\""));
        assertEquals(
                List.of("HELD"), database.rows("select status from tray_orders where id = 'held'"));
        assertEquals(
                List.of("dietitian-7"),
                database.rows(
                        "select actor from audit_events where entity = 'tray_orders'"
                                + " and action = 'CHANGED'"));
    }

    @Test
    void aReleaseThatIsAskedTwiceIsOneRequest() {
        String first = act("release", "held", WHY).to(function).at("/requestId");
        String again = act("release", "held", "{\"why\":\"again\"}").to(function).at("/requestId");
        assertEquals(first, again);
        assertEquals(List.of("1"), database.rows("select count(*) from tray_requests"));
    }

    @Test
    void anOrderIsReplacedAroundWhatWasChosen() {
        var answer =
                act("replace", "placed", "{\"why\":\"wants soup\",\"recipeIds\":[\"soup\"]}")
                        .to(function);
        assertEquals(202, answer.status(), answer.body());
        assertEquals(
                List.of("REPLACE|placed|{soup}"),
                database.rows(
                        "select source, replaces_tray_order_id, chosen_recipe_ids"
                                + " from tray_requests"));
    }

    /// The last portion is the order's own, which is no hindrance; an allergen is one.
    @Test
    void whatIsChosenForAReplacementIsHeldAgainstTheRules() {
        var answer =
                act("replace", "placed", "{\"why\":\"x\",\"recipeIds\":[\"omelet\"]}").to(function);
        assertEquals(422, answer.status(), answer.body());
        assertEquals("ALLERGEN", answer.at("/errors/0/rule"));
        assertEquals(List.of(), database.rows("select 1 from tray_requests"));
    }

    @ParameterizedTest
    @CsvSource({"release, placed", "release, cancelled", "cancel, cancelled", "replace, delivered"})
    void anOrderOfAnotherStatusIsAConflict(String act, String order) {
        database.execute(
                """
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period, status)
                values ('f1', 'cancelled', 'p1', '2026-11-18', 'LUNCH', 'CANCELLED'),
                       ('f1', 'delivered', 'p1', '2026-11-17', 'LUNCH', 'DELIVERED')
                """);
        var answer = act(act, order, WHY).to(function);
        assertEquals(409, answer.status(), answer.body());
        assertEquals("status", answer.at("/errors/0/field"));
    }

    @ParameterizedTest
    @CsvSource({"release, held", "replace, placed"})
    void afterTheKitchenHasClosedNothingIsAskedFor(String act, String order) {
        assertEquals(409, act(act, order, WHY).at(CLOSED).to(function).status());
        assertEquals(200, act("cancel", order, WHY).at(CLOSED).to(function).status());
    }

    @ParameterizedTest
    @CsvSource({"cancel, placed", "release, held", "replace, placed"})
    void whoHasSeenAnotherStateIsRefused(String act, String order) {
        GatewayCall call = act(act, order, WHY);
        database.execute("update tray_orders set flags = '{AT_RISK}'");
        var answer = call.to(function);
        assertEquals(412, answer.status(), answer.body());
        assertEquals("If-Match", answer.at("/errors/0/field"));
        assertEquals(List.of(), database.rows("select 1 from tray_orders where why is not null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{} | /why", "{\"why\":\" \"} | /why", "{\"why\":\"x\",\"how\":1} | /how"})
    void aReasonIsRequired(String body, String field) {
        for (String act : List.of("cancel", "release", "replace")) {
            var answer = act(act, "held", body).to(function);
            assertEquals(400, answer.status(), answer.body());
            assertEquals(field, answer.at("/errors/0/field"));
        }
    }

    @Test
    void anotherFacilitysOrderIsNotThere() {
        for (String act : List.of("cancel", "release", "replace")) {
            var answer = act(act, "held", WHY).from("d", "dietitian", "f2").to(function);
            assertEquals(404, answer.status(), answer.body());
            assertEquals("trayOrderId", answer.at("/errors/0/field"));
        }
        assertEquals(
                Set.of("HELD", "PLACED"),
                Set.copyOf(database.rows("select status from tray_orders")));
    }
}
