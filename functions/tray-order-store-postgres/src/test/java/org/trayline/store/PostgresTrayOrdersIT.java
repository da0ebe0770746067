package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trayline.meal.facility.MealPeriod.DINNER;
import static org.trayline.meal.facility.MealPeriod.LUNCH;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.meal.order.StoreConflict;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayOrders.Written;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.Versions;

class PostgresTrayOrdersIT {
    private static final String LEDGER =
            "select status, outcome, reasons, execution_name, closed_at is null from tray_requests";

    private final Hospital hospital = new Hospital();
    private final PostgresConnection connection = hospital.connect("create-order");
    private final PostgresTrayOrders orders = new PostgresTrayOrders(connection);

    @BeforeEach
    void admit() {
        hospital.admit("p1");
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private static Written.Stands stands(TrayRequest request, TrayOrderStatus status) {
        return new Written.Stands(new TrayOrderId(request.requestId().toString()), status);
    }

    private void assertNothingWritten() {
        assertEquals(
                List.of(),
                hospital.rows("select id from tray_orders where request_id is not null"));
        assertEquals(List.of(), hospital.rows("select slot from tray_order_items"));
        assertEquals(List.of(), hospital.rows("select reason from tray_order_hold_reasons"));
        assertEquals(List.of("PENDING|null|{}|null|t"), hospital.rows(LEDGER));
    }

    @Test
    void writesAPlacedOrderWithAllThatBelongsToIt() {
        TrayRequest request = hospital.request("p1", LUNCH);
        Versions checked = hospital.versions("p1");
        assertEquals(
                stands(request, TrayOrderStatus.PLACED),
                orders.write(Hospital.placed(request, checked, "soup", "rice")));

        assertEquals(
                List.of(
                        request.requestId()
                                + "|p1|2026-11-19|LUNCH|PLACED|"
                                + request.requestId()
                                + "|{DID_NOT_CHOOSE}|null|"
                                + checked.clinical()
                                + "|"
                                + checked.catalog()
                                + "|{\"catalogVersion\": 1}"),
                hospital.rows(
                        "select id, patient_id, service_date, meal_period, status, request_id, flags,"
                                + " hold_deadline_at, clinical_version, catalog_version, proof"
                                + " from tray_orders"));
        assertEquals(
                List.of("slot-rice|rice", "slot-soup|soup"),
                hospital.rows("select slot, recipe_id from tray_order_items order by slot"));
        assertEquals(
                List.of("COMPLETED|PLACED|{}|" + request.executionName() + "|f"),
                hospital.rows(LEDGER));
        assertEquals(
                List.of("2026-11-19 15:30:00"),
                hospital.rows("select closed_at at time zone 'UTC' from tray_requests"));
    }

    @Test
    void writesAHeldOrderWithItsReasonsAndDeadline() {
        TrayRequest request = hospital.request("p1", LUNCH);
        assertEquals(
                stands(request, TrayOrderStatus.HELD),
                orders.write(Hospital.held(request, hospital.versions("p1"))));
        assertEquals(
                List.of("HELD|{}|2026-11-19 18:00:00|null"),
                hospital.rows(
                        "select status, flags, hold_deadline_at at time zone 'UTC', proof from tray_orders"));
        assertEquals(
                List.of("TEXTURE_UNKNOWN", "UNCODED_ALLERGY"),
                hospital.rows("select reason from tray_order_hold_reasons order by reason"));
        assertEquals(List.of(), hospital.rows("select slot from tray_order_items"));
        assertEquals(
                List.of(
                        "COMPLETED|HELD|{TEXTURE_UNKNOWN,UNCODED_ALLERGY}|"
                                + request.executionName()
                                + "|f"),
                hospital.rows(LEDGER));
    }

    @Test
    void isAuditedAsTheFunctionsDoing() {
        TrayRequest request = hospital.request("p1", LUNCH);
        assertEquals(
                stands(request, TrayOrderStatus.PLACED),
                orders.write(Hospital.placed(request, null, "soup")));
        assertEquals(
                List.of("create-order|f1|p1|" + request.requestId() + "|CREATED|null"),
                hospital.rows(
                        "select actor, facility_id, patient_id, entity_id, action, change"
                                + " from audit_events where entity = 'tray_orders'"));
    }

    @Test
    void writtenTwiceStandsOnce() {
        hospital.execute("insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 5)");
        TrayRequest request = hospital.request("p1", LUNCH);
        var order = Hospital.placed(request, hospital.versions("p1"), "soup");
        assertEquals(stands(request, TrayOrderStatus.PLACED), orders.write(order));
        assertEquals(stands(request, TrayOrderStatus.PLACED), orders.write(order));
        assertEquals(List.of("1"), hospital.rows("select count(*) from tray_orders"));
        assertEquals(List.of("4"), hospital.rows("select portions_left from portions"));
        assertEquals(
                List.of("1"),
                hospital.rows("select count(*) from audit_events where entity = 'tray_orders'"));
    }

    @Test
    void writtenTwiceStandsAsItIsByNow() {
        TrayRequest request = hospital.request("p1", LUNCH);
        var order = Hospital.held(request, null);
        assertEquals(stands(request, TrayOrderStatus.HELD), orders.write(order));
        hospital.execute("update tray_orders set status = 'PLACED'");
        assertEquals(stands(request, TrayOrderStatus.PLACED), orders.write(order));
    }

    @Test
    void anOrderThatWasCancelledIsNotWrittenAgain() {
        TrayRequest request = hospital.request("p1", LUNCH);
        var order = Hospital.placed(request, null, "soup");
        assertEquals(stands(request, TrayOrderStatus.PLACED), orders.write(order));
        hospital.execute("update tray_orders set status = 'CANCELLED'");
        assertEquals(new Written.NotNeeded(order.id()), orders.write(order));
        assertEquals(List.of("CANCELLED"), hospital.rows("select status from tray_orders"));
    }

    @Test
    void anotherRequestsOrderIsLeftStanding() {
        TrayRequest first = hospital.request("p1", LUNCH);
        assertEquals(stands(first, TrayOrderStatus.HELD), orders.write(Hospital.held(first, null)));
        TrayRequest second = hospital.onDemand("p1", LUNCH, 2);
        assertEquals(
                new Written.NotNeeded(new TrayOrderId(first.requestId().toString())),
                orders.write(Hospital.placed(second, hospital.versions("p1"), "soup")));
        assertEquals(List.of("HELD"), hospital.rows("select status from tray_orders"));
        assertEquals(
                List.of("COMPLETED|NOT_NEEDED|{ALREADY_ORDERED}|" + second.executionName() + "|f"),
                hospital.rows(LEDGER + " where request_id = '" + second.requestId() + "'"));
    }

    @Test
    void aCancelledOrderAndOtherMealsAreNotInTheWay() {
        hospital.tray("2026-11-19", LUNCH, TrayOrderStatus.CANCELLED, "soup");
        hospital.tray("2026-11-19", DINNER, TrayOrderStatus.PLACED, "soup");
        hospital.tray("2026-11-20", LUNCH, TrayOrderStatus.PLACED, "soup");
        TrayRequest request = hospital.request("p1", LUNCH);
        assertEquals(
                stands(request, TrayOrderStatus.PLACED),
                orders.write(Hospital.placed(request, hospital.versions("p1"), "soup")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into allergies values ('f1', 'p1', 1, 'EGG', 'ALLERGY', 'CONFIRMED', null)",
                "insert into tray_orders (facility_id, id, patient_id, service_date, meal_period, status)"
                        + " values ('f1', 'x', 'p1', '2026-11-19', 'DINNER', 'PLACED')",
                "update recipes set allergens = null where facility_id = 'f1' and id = 'rice'"
            })
    void isStaleWhereWhatWasCheckedHasChanged(String change) {
        hospital.execute("insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 5)");
        TrayRequest request = hospital.request("p1", LUNCH);
        Versions checked = hospital.versions("p1");
        hospital.execute(change);
        assertEquals(
                new Written.Stale(false), orders.write(Hospital.placed(request, checked, "soup")));
        assertNothingWritten();
        assertEquals(List.of("5"), hospital.rows("select portions_left from portions"));

        assertEquals(
                stands(request, TrayOrderStatus.PLACED),
                orders.write(Hospital.placed(request, hospital.versions("p1"), "soup")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update diet_orders set diet_tags = '{RENAL}' where id = 'd-p2'",
                "update recipes set allergens = null where facility_id = 'f2'",
                "insert into tray_orders (facility_id, id, patient_id, service_date, meal_period, status)"
                        + " values ('f1', 'x', 'p2', '2026-11-19', 'LUNCH', 'PLACED')",
                "insert into portions values ('f1', '2026-11-19', 'LUNCH', 'rice', 0)"
            })
    void isNotStaleByWhatIsAboutOthers(String change) {
        hospital.admit("p2");
        TrayRequest request = hospital.request("p1", LUNCH);
        Versions checked = hospital.versions("p1");
        hospital.execute(change);
        assertEquals(
                stands(request, TrayOrderStatus.PLACED),
                orders.write(Hospital.placed(request, checked, "soup")));
    }

    @Test
    void isWrittenWhateverHasChangedWhereNothingWasChecked() {
        TrayRequest request = hospital.request("p1", LUNCH);
        hospital.execute("update patients set allergy_status = null");
        assertEquals(
                stands(request, TrayOrderStatus.HELD), orders.write(Hospital.held(request, null)));
        assertEquals(
                List.of(String.valueOf(hospital.versions("p1").clinical())),
                hospital.rows("select clinical_version from tray_orders"));
    }

    @Test
    void takesAPortionOfEveryItemThatIsLimited() {
        hospital.execute(
                """
                insert into portions values
                    ('f1', '2026-11-19', 'LUNCH', 'soup', 2), ('f1', '2026-11-19', 'LUNCH', 'rice', 1),
                    ('f1', '2026-11-19', 'LUNCH', 'oats', 3), ('f1', '2026-11-19', 'DINNER', 'soup', 7),
                    ('f1', '2026-11-20', 'LUNCH', 'soup', 8), ('f2', '2026-11-19', 'LUNCH', 'soup', 9)
                """);
        TrayRequest request = hospital.request("p1", LUNCH);
        assertEquals(
                stands(request, TrayOrderStatus.PLACED),
                orders.write(
                        Hospital.placed(
                                request, hospital.versions("p1"), "soup", "rice", "bread")));
        assertEquals(
                List.of("rice|0", "soup|1", "oats|3", "soup|7", "soup|8", "soup|9"),
                hospital.rows(
                        "select recipe_id, portions_left from portions order by portions_left"));
    }

    @Test
    void isStaleOnlyBySoldOutWhereNoPortionIsLeft() {
        hospital.execute(
                """
                insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 0),
                                            ('f1', '2026-11-19', 'LUNCH', 'rice', 4)
                """);
        TrayRequest request = hospital.request("p1", LUNCH);
        Versions checked = hospital.versions("p1");
        assertEquals(
                new Written.Stale(true),
                orders.write(Hospital.placed(request, checked, "rice", "soup")));
        assertNothingWritten();
        assertEquals(
                List.of("0", "4"),
                hospital.rows("select portions_left from portions order by portions_left"));

        hospital.execute("update patients set allergy_status = null");
        assertEquals(
                new Written.Stale(false),
                orders.write(Hospital.placed(request, checked, "rice", "soup")));
    }

    @Test
    void whatTheDatabaseRefusesIsAConflictAndLeavesNothing() {
        TrayRequest request = hospital.request("p1", LUNCH);
        var noSuchRecipe = Hospital.placed(request, null, "soup", "no-such-recipe");
        StoreConflict conflict =
                assertThrows(StoreConflict.class, () -> orders.write(noSuchRecipe));
        assertEquals("SQLSTATE 23503", conflict.getMessage());
        assertNothingWritten();
        assertEquals(
                stands(request, TrayOrderStatus.PLACED),
                orders.write(Hospital.placed(request, null, "soup")));
    }

    @Test
    void aKilledConnectionIsUnavailableOnceAndThenANewOne() {
        TrayRequest request = hospital.request("p1", LUNCH);
        var order = Hospital.placed(request, null, "soup");
        assertEquals(stands(request, TrayOrderStatus.PLACED), orders.write(order));
        assertEquals(
                List.of("t"),
                hospital.rows(
                        "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                                + " where application_name = 'create-order'"
                                + " and datname = current_database()"));
        assertThrows(StoreUnavailable.class, () -> orders.write(order));
        assertEquals(stands(request, TrayOrderStatus.PLACED), orders.write(order));
    }

    @Test
    void aReadOnlyDatabaseIsUnavailableUntilItIsNot() {
        TrayRequest request = hospital.request("p1", LUNCH);
        var order = Hospital.placed(request, null, "soup");
        String database = hospital.rows("select current_database()").getFirst();
        hospital.execute("alter database " + database + " set default_transaction_read_only = on");
        StoreUnavailable readOnly = assertThrows(StoreUnavailable.class, () -> orders.write(order));
        // Refused as soon as it says so itself, before anything is asked of it.
        assertEquals("cannot connect: SQLSTATE 08001", readOnly.getMessage());
        hospital.execute(
                "begin read write; alter database "
                        + database
                        + " reset default_transaction_read_only; commit");
        assertEquals(stands(request, TrayOrderStatus.PLACED), orders.write(order));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnavailable() {
        PostgresTrayOrders nowhere =
                new PostgresTrayOrders(
                        hospital.connect("jdbc:postgresql://127.0.0.1:1/x", "nobody"));
        var order = Hospital.placed(hospital.request("p1", LUNCH), null, "soup");
        StoreUnavailable unreachable =
                assertThrows(StoreUnavailable.class, () -> nowhere.write(order));
        assertEquals("cannot connect: SQLSTATE 08001", unreachable.getMessage());
    }

    @Test
    void takesOneRoundTrip() throws IOException {
        hospital.execute("insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 5)");
        TrayRequest lunch = hospital.request("p1", LUNCH);
        TrayRequest dinner = hospital.request("p1", DINNER);
        try (CountingProxy proxy = new CountingProxy(hospital.database().jdbcUrl())) {
            PostgresTrayOrders counted =
                    new PostgresTrayOrders(hospital.connect(proxy.jdbcUrl(), "counted"));
            assertEquals(
                    stands(lunch, TrayOrderStatus.PLACED),
                    counted.write(Hospital.placed(lunch, null, "soup", "rice")));
            int before = proxy.roundTrips();
            assertEquals(
                    stands(dinner, TrayOrderStatus.PLACED),
                    counted.write(Hospital.placed(dinner, null, "soup", "rice")));
            assertEquals(1, proxy.roundTrips() - before);
        }
    }
}
