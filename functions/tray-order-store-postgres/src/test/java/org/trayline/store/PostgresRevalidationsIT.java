package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trayline.meal.facility.MealPeriod.BREAKFAST;
import static org.trayline.meal.facility.MealPeriod.DINNER;
import static org.trayline.meal.facility.MealPeriod.LUNCH;
import static org.trayline.meal.order.TrayOrderStatus.DELIVERED;
import static org.trayline.meal.order.TrayOrderStatus.PLACED;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.patient.Location;
import org.trayline.meal.revalidation.Revalidations.Affected;
import org.trayline.meal.revalidation.Revalidations.Decided;
import org.trayline.meal.revalidation.Revalidations.Owed;
import org.trayline.meal.revalidation.Verdict;

/// What the database queues by itself when something changes, and what becomes of the trays.
final class PostgresRevalidationsIT {
    private static final String QUEUE =
            "select patient_id, moved from changed_patients where facility_id = 'f1' order by 1";
    private static final String ORDERS =
            """
            select o.patient_id, o.status, o.cancelled_because, o.misfits,
                   to_char(o.hold_deadline_at at time zone 'UTC', 'HH24:MI'),
                   (select string_agg(r.reason, ' ' order by r.reason) from tray_order_hold_reasons r
                    where r.facility_id = o.facility_id and r.tray_order_id = o.id)
            from tray_orders o where o.facility_id = 'f1' order by o.patient_id, o.id
            """;
    private static final Verdict.Hold HOLD =
            new Verdict.Hold(
                    Set.of(Reason.NO_LONGER_FITS), List.of("TEXTURE slot-rice rice", "other"));

    private final Hospital hospital = new Hospital();
    private final PostgresTrayOrders orders = new PostgresTrayOrders(hospital.connect("create"));
    private final PostgresRevalidations revalidations =
            new PostgresRevalidations(hospital.connect("revalidate-orders"));

    @BeforeEach
    void admit() {
        hospital.admit("p1", "p2", "p3");
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private TrayOrderId place(String patient, MealPeriod meal, String... recipes) {
        TrayRequest request = hospital.request(patient, meal);
        orders.write(Hospital.placed(request, hospital.versions(patient), recipes));
        return new TrayOrderId(request.requestId().toString());
    }

    private TrayOrderId hold(String patient, MealPeriod meal) {
        TrayRequest request = hospital.request(patient, meal);
        orders.write(Hospital.held(request, hospital.versions(patient)));
        return new TrayOrderId(request.requestId().toString());
    }

    private void change(String patient) {
        hospital.execute(
                "update diet_orders set food_texture = '6' where facility_id = 'f1' and id = 'd-%s'"
                        .formatted(patient));
    }

    private List<Affected> affected() {
        return revalidations.affected(Hospital.NOW, 10);
    }

    private Optional<List<TrayRequest>> settle(List<Affected> trays, Verdict verdict) {
        return settle(trays, verdict, Hospital.NOW);
    }

    private Optional<List<TrayRequest>> settle(List<Affected> trays, Verdict verdict, Instant now) {
        return revalidations.settle(
                trays.stream().map(tray -> new Decided(tray, verdict)).toList(), now);
    }

    // What is queued

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update diet_orders set kind = 'NPO' where id = 'd-p1'",
                "update diet_orders set status = 'DISCONTINUED' where id = 'd-p1'",
                "insert into nutrient_limits values ('f1', 'd-p1', 'SODIUM_MG', 'MEAL', null, 500)",
                "insert into allergies values ('f1', 'p1', 1, 'EGG', 'ALLERGY', 'CONFIRMED')",
                "update patients set allergy_status = 'NOT_ASSESSED' where id = 'p1'",
                "update encounters set status = 'DISCHARGED' where id = 'e-p1'",
                "update encounters set status = 'ON_LEAVE' where id = 'e-p1'",
                "insert into dislikes values ('f1', 'p1', 'milk')",
            })
    void aChangeQueuesItsPatientInItsOwnTransaction(String change) throws SQLException {
        place("p1", LUNCH, "rice");
        place("p2", LUNCH, "rice");
        try (Connection connection = hospital.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(change);
            connection.rollback();
            assertEquals(List.of(), hospital.rows(QUEUE));
            statement.execute(change);
            connection.commit();
        }
        assertEquals(List.of("p1|f"), hospital.rows(QUEUE));
    }

    @Test
    void whatIsNoFactOfAPatientQueuesNobody() {
        place("p1", LUNCH, "rice");
        hospital.execute(
                "update patients set family_name = 'Other' where id = 'p1'",
                "update encounters set unit = unit where id = 'e-p2'",
                "update diet_orders set food_texture = '6' where id = 'd-p2'");
        hospital.tray("2026-11-19", DINNER, DELIVERED, "rice");
        assertEquals(List.of(), hospital.rows(QUEUE));
    }

    @Test
    void aPatientIsQueuedOnceHoweverManyTheChanges() {
        place("p1", LUNCH, "rice");
        change("p1");
        hospital.execute(
                "update diet_orders set food_texture = '5' where id = 'd-p1'",
                "update encounters set bed = 'C' where id = 'e-p1'");
        assertEquals(List.of("p1|t"), hospital.rows(QUEUE));
        assertEquals(1, affected().size());
    }

    @Test
    void aTransferIsOneThoughTheRulesAskForNoBed() {
        place("p1", LUNCH, "rice");
        hospital.execute("update encounters set unit = '5 East', bed = 'A' where id = 'e-p1'");
        Affected tray = affected().getFirst();
        assertTrue(tray.moved());
        assertEquals(new Location("5 East", "", "A"), tray.location());
    }

    @Test
    void aNewStayInAnotherBedIsATransfer() {
        place("p1", LUNCH, "rice");
        hospital.execute(
                """
                update encounters set status = 'DISCHARGED', discharged_at = '2026-11-19T15:00Z'
                where id = 'e-p1';
                insert into encounters (facility_id, id, patient_id, status, unit)
                values ('f1', 'e2-p1', 'p1', 'ADMITTED', '5 East');
                """);
        Affected tray = affected().getFirst();
        assertTrue(tray.moved());
        assertEquals(new Location("5 East", "", ""), tray.location());
    }

    // What is affected

    @Test
    void findsTheLiveOrdersThatWereCheckedWithOtherFacts() {
        TrayOrderId lunch = place("p1", LUNCH, "rice", "soup");
        place("p2", LUNCH, "rice");
        TrayOrderId held = hold("p3", DINNER);
        change("p1");
        change("p3");
        // Checked with what is now.
        place("p1", DINNER, "salmon");

        List<Affected> affected = affected();

        assertEquals(
                List.of(lunch, held), affected.stream().map(tray -> tray.tray().id()).toList());
        Affected first = affected.getFirst();
        assertEquals(2, first.tray().items().size());
        assertEquals(hospital.versions("p1"), first.patient().versions());
        assertEquals(
                List.of(DINNER),
                first.patient().dayTrays().stream().map(tray -> tray.mealPeriod()).toList(),
                "the day's other trays");
        assertEquals(
                Set.of(Reason.UNCODED_ALLERGY, Reason.TEXTURE_UNKNOWN),
                affected.getLast().tray().holdReasons());
    }

    @Test
    void anOrderThatAnImportBroughtIsLookedAtToo() {
        hospital.tray("2026-11-19", DINNER, PLACED, "rice");
        change("p1");
        assertEquals(1, affected().size());
    }

    @Test
    void whatIsOverIsForgotten() {
        place("p1", LUNCH, "rice");
        change("p1");
        Instant nextDay = Instant.parse("2026-11-20T06:00:00Z");
        assertEquals(1, revalidations.affected(nextDay.minusSeconds(1), 10).size());
        assertEquals(List.of(), revalidations.affected(nextDay, 10));
        assertEquals(List.of(), hospital.rows(QUEUE));
    }

    @Test
    void thePortionThatATrayTookIsNotTaken() {
        hospital.execute(
                "insert into portions (facility_id, service_date, meal_period, recipe_id, portions)"
                        + " values ('f1', '2026-11-19', 'LUNCH', 'rice', 1),"
                        + " ('f1', '2026-11-19', 'LUNCH', 'soup', 0)");
        place("p1", LUNCH, "rice");
        change("p1");
        assertEquals(
                List.of("soup"),
                affected().getFirst().patient().soldOut().getOrDefault(LUNCH, Set.of()).stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void aChangedRecipeIsAChangeForAllWithOrderedTrays() {
        place("p1", LUNCH, "rice");
        place("p2", LUNCH, "soup");
        place("p3", BREAKFAST, "milk");
        hospital.execute(
                "update recipes set allergens = '{MILK}' where facility_id = 'f1' and id = 'rice'");
        assertEquals(3, affected().size());
        assertEquals(List.of(), hospital.rows("select * from changed_facilities"));
        affected().forEach(tray -> settle(List.of(tray), new Verdict.Stands()));
        assertEquals(List.of(), affected());
    }

    // What becomes of them

    @Test
    void aCancelledTrayIsToldOfAndNotAffectedAgain() {
        place("p1", LUNCH, "rice");
        hospital.execute(
                "update encounters set status = 'DISCHARGED', unit = '4 West' where id = 'e-p1'");
        settle(affected(), new Verdict.Cancel(Set.of(Reason.DISCHARGED, Reason.ON_LEAVE)));

        assertEquals(List.of("p1|CANCELLED|DISCHARGED|{}|null|null"), hospital.rows(ORDERS));
        assertEquals(List.of(), affected());
        Owed owed = revalidations.owed(10).getFirst();
        assertEquals(StaffNotice.Kind.CANCELLED, owed.notice().kind());
        assertEquals(new Location("4 West", "", ""), owed.notice().location());
        assertEquals(Set.of(Reason.DISCHARGED, Reason.ON_LEAVE), owed.notice().reasons());
        revalidations.told(List.of(owed));
        assertEquals(List.of(), revalidations.owed(10));
    }

    @Test
    void aHeldTrayWaitsUntilTheCutOff() {
        place("p1", LUNCH, "rice");
        change("p1");
        settle(affected(), HOLD);
        assertEquals(
                List.of("p1|HELD|null|{\"TEXTURE slot-rice rice\",other}|16:45|NO_LONGER_FITS"),
                hospital.rows(ORDERS));
        StaffNotice notice = revalidations.owed(10).getFirst().notice();
        assertEquals(StaffNotice.Kind.HELD, notice.kind());
        assertEquals(Instant.parse("2026-11-19T16:45:00Z"), notice.holdDeadlineAt());
        assertEquals(List.of(), hospital.rows("select * from hold_reminders"));
        assertEquals(List.of(), affected());
    }

    @Test
    void aTrayThatIsHeldAfterTheCutOffIsToldOfOnce() {
        place("p1", LUNCH, "rice");
        change("p1");
        settle(affected(), HOLD, Instant.parse("2026-11-19T17:00:00Z"));
        assertEquals(
                List.of("p1|HELD|null|{\"TEXTURE slot-rice rice\",other}|17:00|NO_LONGER_FITS"),
                hospital.rows(ORDERS));
        assertEquals(List.of("DEADLINE"), hospital.rows("select occasion from hold_reminders"));
        assertEquals(1, revalidations.owed(10).size());
    }

    @Test
    void aTrayThatIsComposedAnewIsHeldUntilThen() {
        TrayOrderId order = place("p1", LUNCH, "rice");
        change("p1");
        List<TrayRequest> requests = settle(affected(), new Verdict.Recompose(HOLD)).orElseThrow();
        assertEquals(1, requests.size());
        assertEquals(order, requests.getFirst().replacesTrayOrderId());
        assertEquals(1, requests.getFirst().attempt());
        assertEquals(List.of(), revalidations.owed(10), "what comes in its place is told of");
        assertTrue(hospital.rows(ORDERS).getFirst().startsWith("p1|HELD"));

        orders.write(Hospital.placed(requests.getFirst(), hospital.versions("p1"), "soup"));
        orders.write(Hospital.placed(requests.getFirst(), hospital.versions("p1"), "soup"));
        assertEquals(
                Set.of(
                        "p1|CANCELLED|REPLACED|{\"TEXTURE slot-rice rice\",other}|16:45|NO_LONGER_FITS",
                        "p1|PLACED|null|{}|null|null"),
                Set.copyOf(hospital.rows(ORDERS)));
    }

    @Test
    void aHeldOrderIsDecidedOnAnewOnceThoughItChangesAgainMeanwhile() {
        hold("p1", LUNCH);
        change("p1");
        assertEquals(1, settle(affected(), new Verdict.Reevaluate()).orElseThrow().size());
        hospital.execute("update diet_orders set food_texture = '5' where id = 'd-p1'");
        assertEquals(List.of(), settle(affected(), new Verdict.Reevaluate()).orElseThrow());
        assertEquals(
                List.of("RELEASE|1|PENDING"),
                hospital.rows(
                        "select source, attempt, status from tray_requests where replaces_tray_order_id is not null"));
    }

    @Test
    void whatChangesBetweenReadingAndWritingIsLookedAtAgain() {
        place("p1", LUNCH, "rice");
        change("p1");
        List<Affected> read = affected();
        hospital.execute("update diet_orders set food_texture = '5' where id = 'd-p1'");
        assertEquals(Optional.empty(), settle(read, HOLD));
        assertEquals(List.of("p1|PLACED|null|{}|null|null"), hospital.rows(ORDERS));
        assertEquals(1, affected().size());
    }

    @Test
    void twoAtOnceDoItOnce() throws Exception {
        place("p1", LUNCH, "rice");
        hospital.execute("update encounters set bed = 'C' where id = 'e-p1'");
        List<Affected> read = affected();
        PostgresRevalidations other = new PostgresRevalidations(hospital.connect("revalidate-too"));
        List<Decided> stands =
                read.stream().map(tray -> new Decided(tray, new Verdict.Stands())).toList();
        try (Connection blocker = hospital.database().connect();
                Statement statement = blocker.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            statement.execute("select from patients where id = 'p1' for update");
            Callable<?> one = () -> revalidations.settle(stands, Hospital.NOW);
            Callable<?> two = () -> other.settle(stands, Hospital.NOW);
            List<Future<?>> both = List.of(threads.submit(one), threads.submit(two));
            hospital.awaitWaiting("revalidate-orders", 1);
            hospital.awaitWaiting("revalidate-too", 1);
            blocker.rollback();
            for (Future<?> settled : both) {
                assertEquals(Optional.of(List.of()), settled.get());
            }
        }
        assertEquals(List.of("MOVED|C"), hospital.rows("select kind, bed from owed_notices"));
    }

    @Test
    void anOrderThatWasDeliveredIsNotReplaced() {
        TrayOrderId order = place("p1", LUNCH, "rice");
        PostgresReplacements replacements = new PostgresReplacements(hospital.connect("api"));
        TrayRequest request =
                replacements
                        .ask(Hospital.F1, order, TrayRequest.Source.REPLACE, Hospital.NOW)
                        .orElseThrow();
        hospital.execute("update tray_orders set status = 'DELIVERED'");
        orders.write(Hospital.placed(request, hospital.versions("p1"), "soup"));
        assertEquals(List.of("p1|DELIVERED|null|{}|null|null"), hospital.rows(ORDERS));
        assertEquals(
                Optional.empty(),
                replacements.ask(Hospital.F1, order, TrayRequest.Source.REPLACE, Hospital.NOW));
    }

    @Test
    void whatWasAskedForInVainIsAskedForAsTheNextAttempt() {
        TrayOrderId order = hold("p1", LUNCH);
        PostgresReplacements replacements = new PostgresReplacements(hospital.connect("api"));
        TrayRequest first =
                replacements
                        .ask(Hospital.F1, order, TrayRequest.Source.RELEASE, Hospital.NOW)
                        .orElseThrow();
        assertEquals(
                Optional.empty(),
                replacements.ask(Hospital.F1, order, TrayRequest.Source.RELEASE, Hospital.NOW));
        new PostgresTrayRequests(hospital.connect("check"))
                .close(
                        first.requestId(),
                        TrayRequest.Outcome.WITHHELD,
                        Set.of(Reason.NPO),
                        Hospital.NOW);
        TrayRequest second =
                replacements
                        .ask(Hospital.F1, order, TrayRequest.Source.RELEASE, Hospital.NOW)
                        .orElseThrow();
        assertEquals(first.requestId(), second.requestId());
        assertEquals(2, second.attempt());
        assertEquals(
                List.of("PENDING|null|{}|null"),
                hospital.rows(
                        "select status, outcome, reasons, closed_at from tray_requests where attempt = 2"));
    }
}
