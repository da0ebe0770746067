package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trayline.meal.facility.MealPeriod.LUNCH;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.meal.order.NewTrayOrder;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayOrders.Written;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.Versions;

/// Several write at once; whoever waits for a lock decides on what is true after the wait.
class ConcurrentTrayOrdersIT {
    private static final int WRITERS = 20;
    private static final String CLIENT = "create-order";

    private final Hospital hospital = new Hospital();
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);

    @BeforeEach
    void admit() {
        hospital.admit("p1");
    }

    @AfterEach
    void close() {
        writers.shutdownNow();
        hospital.close();
    }

    private Callable<Written> writing(NewTrayOrder order) {
        PostgresTrayOrders orders = new PostgresTrayOrders(hospital.connect(CLIENT));
        return () -> orders.write(order);
    }

    private static Written result(Future<Written> writing)
            throws InterruptedException, ExecutionException, TimeoutException {
        return writing.get(20, TimeUnit.SECONDS);
    }

    /// All in one transaction that holds a lock until every writer waits for one.
    private List<Written> writtenAtOnce(String lock, List<NewTrayOrder> orders) throws Exception {
        List<Written> written = new ArrayList<>();
        try (Connection holder = hospital.database().connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lock);
            List<Future<Written>> started = new ArrayList<>();
            for (NewTrayOrder order : orders) {
                started.add(writers.submit(writing(order)));
            }
            hospital.awaitWaiting(CLIENT, orders.size());
            holder.commit();
            for (Future<Written> writing : started) {
                written.add(result(writing));
            }
        }
        return written;
    }

    @Test
    void neverTakeMorePortionsThanThereAre() throws Exception {
        int portions = 5;
        hospital.execute(
                "insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 5),"
                        + " ('f1', '2026-11-19', 'LUNCH', 'rice', 100)");
        List<NewTrayOrder> orders = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            hospital.admit("w" + i);
            TrayRequest request = hospital.request("w" + i, LUNCH);
            // The order of items is not that of locks: else two writers would wait for each other.
            List<String> items = new ArrayList<>(List.of("soup", "rice"));
            if (i % 2 == 0) {
                Collections.reverse(items);
            }
            orders.add(
                    Hospital.placed(
                            request, hospital.versions("w" + i), items.toArray(String[]::new)));
        }

        List<Written> written =
                writtenAtOnce("select 1 from portions where recipe_id = 'rice' for update", orders);

        assertEquals(portions, written.stream().filter(Written.Stands.class::isInstance).count());
        assertEquals(WRITERS - portions, Collections.frequency(written, new Written.Stale(true)));
        assertEquals(
                List.of("rice|95", "soup|0"),
                hospital.rows("select recipe_id, portions_left from portions order by 1"));
        assertEquals(
                List.of("5"),
                hospital.rows("select count(*) from tray_order_items where recipe_id = 'soup'"));
    }

    /// Who wants something else is served meanwhile.
    @Test
    void doNotWaitForPortionsThatTheyDoNotTake() throws Exception {
        hospital.admit("p2");
        hospital.execute(
                "insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 1),"
                        + " ('f1', '2026-11-19', 'LUNCH', 'rice', 1)");
        NewTrayOrder soup =
                Hospital.placed(hospital.request("p1", LUNCH), hospital.versions("p1"), "soup");
        NewTrayOrder rice =
                Hospital.placed(hospital.request("p2", LUNCH), hospital.versions("p2"), "rice");
        try (Connection other = hospital.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from portions where recipe_id = 'soup' for update");
            Future<Written> waiting = writers.submit(writing(soup));
            hospital.awaitWaiting(CLIENT, 1);
            assertEquals(
                    new Written.Stands(rice.id(), TrayOrderStatus.PLACED), writing(rice).call());
            other.rollback();
            assertEquals(new Written.Stands(soup.id(), TrayOrderStatus.PLACED), result(waiting));
        }
    }

    /// While others wait for a portion, a tray that has one is cancelled.
    @Test
    void getThePortionsOfATrayThatIsCancelledMeanwhile() throws Exception {
        hospital.execute(
                "insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 1),"
                        + " ('f1', '2026-11-19', 'LUNCH', 'rice', 9)");
        NewTrayOrder first =
                Hospital.placed(
                        hospital.request("p1", LUNCH), hospital.versions("p1"), "soup", "rice");
        assertInstanceOf(Written.Stands.class, writing(first).call());
        List<NewTrayOrder> orders = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            hospital.admit("w" + i);
            orders.add(
                    Hospital.placed(
                            hospital.request("w" + i, LUNCH), hospital.versions("w" + i), "soup"));
        }

        List<Written> written =
                writtenAtOnce("update tray_orders set status = 'CANCELLED'", orders);

        assertEquals(1, written.stream().filter(Written.Stands.class::isInstance).count());
        assertEquals(WRITERS - 1, Collections.frequency(written, new Written.Stale(true)));
        assertEquals(
                List.of("rice|9", "soup|0"),
                hospital.rows("select recipe_id, portions_left from portions order by 1"));
    }

    @Test
    void makeOneOrderOfTwoRequestsForTheSameMeal() throws Exception {
        hospital.execute("insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 5)");
        Versions checked = hospital.versions("p1");
        List<NewTrayOrder> orders = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            orders.add(Hospital.placed(hospital.onDemand("p1", LUNCH, i), checked, "soup"));
        }

        List<Written> written =
                writtenAtOnce("select 1 from patients where id = 'p1' for update", orders);

        assertEquals(1, written.stream().filter(Written.Stands.class::isInstance).count());
        // The others are told of the order that stands.
        TrayOrderId standing =
                written.stream()
                        .filter(Written.Stands.class::isInstance)
                        .map(Written.Stands.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .id();
        assertEquals(WRITERS - 1, Collections.frequency(written, new Written.NotNeeded(standing)));
        assertEquals(List.of("1"), hospital.rows("select count(*) from tray_orders"));
        assertEquals(List.of("4"), hospital.rows("select portions_left from portions"));
    }

    @Test
    void makeOneOrderAlsoWhereNothingWasChecked() throws Exception {
        List<NewTrayOrder> orders = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            orders.add(Hospital.held(hospital.onDemand("p1", LUNCH, i), null));
        }

        List<Written> written =
                writtenAtOnce("select 1 from patients where id = 'p1' for update", orders);

        assertEquals(1, written.stream().filter(Written.Stands.class::isInstance).count());
        assertEquals(List.of("1"), hospital.rows("select count(*) from tray_orders"));
        assertEquals(List.of("2"), hospital.rows("select count(*) from tray_order_hold_reasons"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into allergies values ('f1', 'p1', 1, 'EGG', 'ALLERGY', 'CONFIRMED', null)",
                "insert into diet_orders (facility_id, id, encounter_id, kind, status)"
                        + " values ('f1', 'npo', 'e-p1', 'NPO', 'ACTIVE')",
                "update encounters set status = 'DISCHARGED'",
                "update patients set allergy_status = 'RECORDED'",
                "insert into tray_orders (facility_id, id, patient_id, service_date, meal_period, status)"
                        + " values ('f1', 'x', 'p1', '2026-11-19', 'DINNER', 'PLACED')",
                "update recipes set allergens = '{EGG}' where facility_id = 'f1'",
                "delete from meal_slots where facility_id = 'f1'",
                "update facilities set missing_diet_order = 'HOLD'"
            })
    void seeAChangeThatCommitsWhileTheyWaitForIt(String change) throws Exception {
        NewTrayOrder order =
                Hospital.placed(hospital.request("p1", LUNCH), hospital.versions("p1"), "soup");
        assertEquals(List.of(new Written.Stale(false)), writtenAtOnce(change, List.of(order)));
        assertEquals(
                List.of(),
                hospital.rows("select id from tray_orders where request_id is not null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into allergies values ('f1', 'p1', 1, 'EGG', 'ALLERGY', 'CONFIRMED', null)",
                "update recipes set allergens = '{EGG}' where facility_id = 'f1'"
            })
    void doNotSeeAChangeThatIsRolledBackWhileTheyWaitForIt(String change) throws Exception {
        NewTrayOrder order =
                Hospital.placed(hospital.request("p1", LUNCH), hospital.versions("p1"), "soup");
        try (Connection other = hospital.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(change);
            Future<Written> writing = writers.submit(writing(order));
            hospital.awaitWaiting(CLIENT, 1);
            other.rollback();
            assertEquals(new Written.Stands(order.id(), TrayOrderStatus.PLACED), result(writing));
        }
    }

    @Test
    void seeTheLastPortionGoWhileTheyWaitForIt() throws Exception {
        hospital.execute("insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 1)");
        NewTrayOrder order =
                Hospital.placed(hospital.request("p1", LUNCH), hospital.versions("p1"), "soup");
        assertEquals(
                List.of(new Written.Stale(true)),
                writtenAtOnce("update portions set portions = 0", List.of(order)));
    }

    /// An import changes recipes first and patients after.
    @Test
    void doNotDeadlockWithAChangeOfTheFacilityAndThenOfPatients() throws Exception {
        NewTrayOrder order =
                Hospital.placed(hospital.request("p1", LUNCH), hospital.versions("p1"), "soup");
        try (Connection other = hospital.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update recipes set cost_cents = 7 where facility_id = 'f1'");
            Future<Written> writing = writers.submit(writing(order));
            hospital.awaitWaiting(CLIENT, 1);
            statement.execute("update encounters set room = '7' where id = 'e-p1'");
            statement.execute("update patients set allergy_status = 'RECORDED' where id = 'p1'");
            other.commit();
            assertEquals(new Written.Stale(false), result(writing));
        }
    }

    /// The first call's statement runs on though its function has given up on it, and the second's
    /// waits for it: both are told of the one order, so that the staff are.
    @ParameterizedTest
    @EnumSource(names = {"HELD", "PLACED"})
    void aRetryThatWaitsForItsOwnFirstCallFindsTheOrder(TrayOrderStatus status) throws Exception {
        TrayRequest request = hospital.request("p1", LUNCH);
        Versions checked = hospital.versions("p1");
        NewTrayOrder order =
                status == TrayOrderStatus.HELD
                        ? Hospital.held(request, checked)
                        : Hospital.placed(request, checked, "soup");
        List<Written> written =
                writtenAtOnce(
                        "select 1 from patients where id = 'p1' for update",
                        Collections.nCopies(WRITERS, order));
        assertEquals(Collections.nCopies(WRITERS, new Written.Stands(order.id(), status)), written);
        assertEquals(List.of("1"), hospital.rows("select count(*) from tray_orders"));
        assertEquals(
                List.of(status == TrayOrderStatus.HELD ? "0" : "1"),
                hospital.rows("select count(*) from tray_order_items"));
    }

    @Test
    void aWriterThatIsKilledWhileItWaitsIsUnavailableAndHasWrittenNothing() throws Exception {
        NewTrayOrder order =
                Hospital.placed(hospital.request("p1", LUNCH), hospital.versions("p1"), "soup");
        PostgresTrayOrders orders = new PostgresTrayOrders(hospital.connect(CLIENT));
        try (Connection other = hospital.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from patients where id = 'p1' for update");
            Future<Written> writing = writers.submit(() -> orders.write(order));
            hospital.awaitWaiting(CLIENT, 1);
            kill();
            ExecutionException killed =
                    assertThrows(ExecutionException.class, () -> result(writing));
            assertInstanceOf(StoreUnavailable.class, killed.getCause());
            other.rollback();
        }
        assertEquals(List.of(), hospital.rows("select id from tray_orders"));
        assertEquals(new Written.Stands(order.id(), TrayOrderStatus.PLACED), orders.write(order));
    }

    private void kill() throws SQLException {
        try (Connection killer = hospital.database().connect();
                Statement statement = killer.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '"
                            + CLIENT
                            + "' and datname = current_database()");
        }
    }
}
