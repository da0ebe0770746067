package org.trayline.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.trayline.meal.facility.MealPeriod.BREAKFAST;
import static org.trayline.meal.facility.MealPeriod.DINNER;
import static org.trayline.meal.facility.MealPeriod.LUNCH;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.patient.Location;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealCounts;
import org.trayline.meal.status.MealPeriodState;
import org.trayline.meal.status.OrderState;
import org.trayline.meal.status.Tray;
import org.trayline.meal.status.TrayFilter;
import org.trayline.meal.status.TrayPage;
import org.trayline.meal.status.TrayPlace;
import org.trayline.meal.status.TrayRow;

class PostgresTrayStatusIT {
    private static final Meal MEAL = new Meal(Hospital.F1, Hospital.TODAY, LUNCH);
    private static final TrayFilter ALL = new TrayFilter(null, null, null, null, null);

    private final Hospital hospital = new Hospital();
    private final PostgresTrayOrders orders =
            new PostgresTrayOrders(hospital.connect("create-order"));
    private final PostgresTrayRequests requests =
            new PostgresTrayRequests(hospital.connect("check-eligibility"));
    private final PostgresTrayStatus status =
            new PostgresTrayStatus(hospital.connect("tray-status"));

    @AfterEach
    void close() {
        hospital.close();
    }

    /// A patient in a bed, for whom a tray was asked.
    private TrayRequest asked(String patient, String unit, String room, String bed) {
        hospital.admit(patient);
        place(patient, unit, room, bed);
        return hospital.request(patient, LUNCH);
    }

    private void place(String patient, String unit, String room, String bed) {
        hospital.execute(
                "update encounters set unit = '%s', room = '%s', bed = '%s' where id = 'e-%s'"
                        .formatted(unit, room, bed, patient));
    }

    private void setStatus(TrayRequest request, TrayRequest.Status to) {
        hospital.execute(
                "update tray_requests set status = '%s' where request_id = '%s'"
                        .formatted(to, request.requestId()));
    }

    /// One request of each kind, in beds that say nothing of their order.
    private void oneOfEach() {
        orders.write(Hospital.placed(asked("placed", "A", "1", ""), null, "soup"));
        asked("pending", "D", "1", "");
        setStatus(asked("processing", "C", "1", ""), TrayRequest.Status.PROCESSING);
        orders.write(Hospital.held(asked("held", "E", "2", ""), null));
        setStatus(asked("failed", "E", "3", ""), TrayRequest.Status.FAILED);
        requests.close(
                asked("withheld", "B", "1", "").requestId(),
                TrayRequest.Outcome.WITHHELD,
                Set.of(Reason.NPO),
                Hospital.NOW);
        TrayRequest gone = asked("gone", "A", "9", "");
        hospital.execute("update encounters set status = 'DISCHARGED' where id = 'e-gone'");
        requests.close(
                gone.requestId(),
                TrayRequest.Outcome.NOT_NEEDED,
                Set.of(Reason.DISCHARGED),
                Hospital.NOW);
    }

    private List<String> patients(TrayFilter filter) {
        return patients(status.page(MEAL, filter, null, 100));
    }

    private Tray.Order orderOf(TrayRequest request) {
        return requireNonNull(
                status.ofRequest(Set.of(Hospital.F1), request.requestId()).orElseThrow().order());
    }

    private static List<String> patients(TrayPage page) {
        return page.trays().stream().map(tray -> tray.patientId().value()).toList();
    }

    @Test
    void failedAndHeldStandFirstThenOpenOnesThenTheOthersByPlace() {
        oneOfEach();
        assertEquals(
                List.of("failed", "held", "processing", "pending", "gone", "placed", "withheld"),
                patients(ALL));
    }

    @Test
    void anOrderThatIsHeldNoMoreStandsAmongTheOthers() {
        oneOfEach();
        hospital.execute("update tray_orders set status = 'CANCELLED' where status = 'HELD'");
        assertEquals(
                List.of("failed", "processing", "pending", "gone", "placed", "withheld", "held"),
                patients(ALL));
    }

    @Test
    void aRowIsTheRequestWithItsOrderAndItsPatientsPlace() {
        TrayRequest request = asked("p1", "4 West", "412", "B");
        requests.sent(List.of(request), Hospital.NOW.minusMillis(1500));
        orders.write(Hospital.held(request, null));
        TrayRow row = status.page(MEAL, ALL, null, 1).trays().getFirst();
        assertEquals(new Location("4 West", "412", "B"), row.location());
        assertEquals(TrayRequest.Outcome.HELD, row.request().outcome());
        assertEquals(
                List.of(Reason.UNCODED_ALLERGY, Reason.TEXTURE_UNKNOWN),
                List.copyOf(row.request().reasons()));
        assertEquals(1500, row.request().durationMs());
        assertEquals(request.executionName(), row.request().executionName());
        OrderState order = requireNonNull(row.trayOrder());
        assertEquals(request.requestId().toString(), order.trayOrderId().value());
        assertEquals(TrayOrderStatus.HELD, order.status());
        assertEquals(Hospital.LUNCH_AT, order.holdDeadlineAt());
    }

    @Test
    void anOpenRequestHasNoOutcomeNoOrderAndNoDuration() {
        asked("p1", "4 West", "412", "B");
        TrayRow row = status.page(MEAL, ALL, null, 1).trays().getFirst();
        assertNull(row.request().outcome());
        assertNull(row.request().durationMs());
        assertNull(row.trayOrder());
    }

    @Test
    void aPatientInTwoBedsIsInNeither() {
        asked("p1", "4 West", "412", "B");
        hospital.execute(
                "insert into encounters (facility_id, id, patient_id, status, unit)"
                        + " values ('f1', 'second', 'p1', 'ADMITTED', '5 East')");
        assertEquals(
                new Location("", "", ""),
                status.page(MEAL, ALL, null, 1).trays().getFirst().location());
        assertEquals(Map.of("", 1), status.counts(MEAL, ALL).byUnit());
    }

    @Test
    void otherMealsAndFacilitiesAreNotSeen() {
        hospital.admit("p1");
        hospital.request("p1", DINNER);
        hospital.execute(
                """
                insert into patients (facility_id, id, mrn, family_name, given_name)
                values ('f2', 'p2', 'm', 'F', 'G');
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, requested_at)
                values (gen_random_uuid(), 'f2', 'p2', '2026-11-19', 'LUNCH', 'SCHEDULED', now()),
                       (gen_random_uuid(), 'f1', 'p1', '2026-11-20', 'LUNCH', 'SCHEDULED', now());
                """);
        assertEquals(List.of(), patients(ALL));
        assertEquals(0, status.counts(MEAL, ALL).requests());
    }

    @Test
    void countsTheWholeMealWhateverIsFiltered() {
        oneOfEach();
        MealCounts counts =
                status.counts(
                        MEAL, new TrayFilter(TrayRequest.Outcome.HELD, null, null, null, null));
        assertEquals(7, counts.requests());
        assertEquals(1, counts.matching());
        assertEquals(
                Map.of(
                        TrayRequest.Status.PENDING, 1,
                        TrayRequest.Status.PROCESSING, 1,
                        TrayRequest.Status.COMPLETED, 4,
                        TrayRequest.Status.FAILED, 1,
                        TrayRequest.Status.CANCELLED, 0),
                counts.byStatus());
        assertEquals(
                Map.of(
                        TrayRequest.Outcome.PLACED, 1,
                        TrayRequest.Outcome.HELD, 1,
                        TrayRequest.Outcome.WITHHELD, 1,
                        TrayRequest.Outcome.NOT_NEEDED, 1),
                counts.byOutcome());
        assertEquals(
                Map.of(
                        Reason.DISCHARGED, 1,
                        Reason.NPO, 1,
                        Reason.UNCODED_ALLERGY, 1,
                        Reason.TEXTURE_UNKNOWN, 1),
                counts.byReason());
        assertEquals(Map.of("", 1, "A", 1, "B", 1, "C", 1, "D", 1, "E", 2), counts.byUnit());
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {5}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    PLACED, -,       -,               -,  -,           placed
                    -,      PENDING, -,               -,  -,           pending
                    -,      -,       TEXTURE_UNKNOWN, -,  -,           held
                    -,      -,       PAST_CUTOFF,     -,  -,           ''
                    -,      -,       -,               E,  -,           failed held
                    -,      -,       -,               '', -,           gone
                    -,      -,       -,               -,  hELD,        held withheld
                    -,      -,       -,               -,  e 3,         failed
                    -,      -,       -,               -,  %,           ''
                    -,      -,       -,               -,  _,           ''
                    HELD,   -,       NPO,             -,  -,           ''
                    HELD,   COMPLETED, TEXTURE_UNKNOWN, E, held,       held
                    """)
    void filters(
            TrayRequest.@Nullable Outcome outcome,
            TrayRequest.@Nullable Status of,
            @Nullable Reason reason,
            @Nullable String unit,
            @Nullable String text,
            String expected) {
        oneOfEach();
        TrayFilter filter = new TrayFilter(outcome, of, reason, unit, text);
        List<String> found = patients(filter);
        assertEquals(expected, String.join(" ", found));
        assertEquals(found.size(), status.counts(MEAL, filter).matching());
    }

    @Test
    void aTextIsFoundInTheRequestsIdAndItsExecutionsName() {
        oneOfEach();
        TrayRow row = status.page(MEAL, ALL, null, 2).trays().getLast();
        String id = row.request().requestId().toString();
        assertEquals(List.of("held"), patients(new TrayFilter(null, null, null, null, id)));
        assertEquals(
                List.of("held"),
                patients(new TrayFilter(null, null, null, null, row.request().executionName())));
    }

    /// New requests come in before, between and behind the pages; each that was there is seen once.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 11, 12})
    void pagesAreExactWhileRequestsComeIn(int limit) {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            asked("p" + i, "U" + i % 3, String.valueOf(i % 2), "");
        }
        before.addAll(patients(ALL));
        List<String> seen = new ArrayList<>();
        TrayPlace after = null;
        int newcomer = 0;
        do {
            TrayPage page = status.page(MEAL, ALL, after, limit);
            seen.addAll(patients(page));
            after = page.next();
            for (String unit : List.of("", "U1", "U9")) {
                asked("new" + newcomer++, unit, "0", "");
            }
        } while (after != null && seen.size() < 500);
        List<String> seenOfBefore = new ArrayList<>(seen);
        seenOfBefore.removeIf(patient -> patient.startsWith("new"));
        assertEquals(before, seenOfBefore);
        assertEquals(Set.copyOf(seen).size(), seen.size(), () -> "seen twice: " + seen);
    }

    @Test
    void theLastPageHasNoNextEvenIfItIsFull() {
        asked("p1", "A", "", "");
        asked("p2", "B", "", "");
        assertNull(status.page(MEAL, ALL, null, 2).next());
        TrayPlace after = requireNonNull(status.page(MEAL, ALL, null, 1).next());
        assertEquals("A", after.location().unit());
        assertEquals(List.of("p2"), patients(status.page(MEAL, ALL, after, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update tray_requests set status = 'PROCESSING' where patient_id = 'pending'",
                "update tray_requests set attempt = 2 where patient_id = 'failed'",
                "update tray_orders set status = 'DELIVERED' where patient_id = 'placed'",
                "update encounters set bed = 'Z' where patient_id = 'placed'",
                "update encounters set status = 'DISCHARGED' where patient_id = 'placed'",
                "delete from tray_requests where patient_id = 'pending'"
            })
    void theMarkChangesWithAllThatIsSeen(String change) {
        oneOfEach();
        String mark = status.counts(MEAL, ALL).mark();
        assertEquals(mark, status.counts(MEAL, ALL).mark());
        hospital.execute(change);
        assertNotEquals(mark, status.counts(MEAL, ALL).mark());
    }

    @Test
    void theMarkStaysWhileNothingThatIsSeenChanges() {
        oneOfEach();
        String mark = status.counts(MEAL, ALL).mark();
        hospital.request("placed", DINNER);
        hospital.admit("another");
        hospital.execute("update recipes set name = 'Another soup' where id = 'soup'");
        assertEquals(mark, status.counts(MEAL, ALL).mark());
    }

    @Test
    void aTrayInFullIsTheSameByItsRequestAndByItsOrder() {
        hospital.execute(
                "update recipes set name = 'Tomato soup', energy_kcal = 90.5, sodium_mg = 0"
                        + " where facility_id = 'f1' and id = 'soup'");
        TrayRequest request = asked("p1", "4 West", "412", "B");
        orders.write(Hospital.placed(request, hospital.versions("p1"), "soup", "bread"));
        Tray byRequest = status.ofRequest(Set.of(Hospital.F1), request.requestId()).orElseThrow();
        Tray.Order order = requireNonNull(byRequest.order());
        assertEquals(
                byRequest, status.ofOrder(Hospital.F1, order.state().trayOrderId()).orElseThrow());
        assertEquals(MEAL, byRequest.meal());
        assertEquals("America/Chicago", byRequest.timeZone().getId());
        assertEquals(new Location("4 West", "412", "B"), byRequest.location());
        assertEquals(Set.of(Flag.DID_NOT_CHOOSE), order.state().flags());
        assertEquals("{\"catalogVersion\": 1}", order.proof());
        assertEquals(2, order.clinicalVersion());
        assertEquals(
                List.of("bread", "Tomato soup"),
                order.items().stream().map(item -> item.name()).toList());
        assertEquals(
                "{ENERGY_KCAL=90.5, PROTEIN_G=null, CARBOHYDRATE_G=null, FAT_G=null,"
                        + " SATURATED_FAT_G=null, FIBER_G=null, SUGARS_G=null, SODIUM_MG=0,"
                        + " POTASSIUM_MG=null, PHOSPHORUS_MG=null, FLUID_ML=null}",
                order.items().getLast().nutrients().toString());
    }

    @Test
    void itemsStandInTheOrderOfTheSlots() {
        TrayRequest request = asked("p1", "A", "", "");
        orders.write(Hospital.placed(request, null, "soup", "bread", "rice"));
        hospital.execute(
                """
                update tray_order_items set slot = 'side' where recipe_id = 'bread';
                update tray_order_items set slot = 'entree' where recipe_id = 'soup';
                update tray_order_items set slot = 'a slot that was' where recipe_id = 'rice';
                """);
        assertEquals(
                List.of("entree", "side", "a slot that was"),
                orderOf(request).items().stream().map(item -> item.slot()).toList());
    }

    @Test
    void theAuditTrailSaysWhoDidWhat() {
        TrayRequest request = asked("p1", "A", "", "");
        orders.write(Hospital.held(request, null));
        hospital.execute(
                "set application_name = 'diet-office'; update tray_orders set status = 'CANCELLED'");
        Tray.Order order = orderOf(request);
        assertEquals(
                List.of(
                        "create-order CREATED null",
                        "diet-office CHANGED {\"status\":[\"HELD\",\"CANCELLED\"]}"),
                order.audit().stream()
                        .map(c -> c.actor() + " " + c.action() + " " + c.change())
                        .toList());
        assertEquals(Set.of(Reason.UNCODED_ALLERGY, Reason.TEXTURE_UNKNOWN), order.reasons());
        assertEquals(Hospital.LUNCH_AT, order.state().holdDeadlineAt());
    }

    @Test
    void aRequestWithoutAnOrderAndAnOrderWithoutARequestAreTraysToo() {
        TrayRequest open = asked("p1", "A", "", "");
        assertNull(status.ofRequest(Set.of(Hospital.F1), open.requestId()).orElseThrow().order());
        hospital.tray("2026-11-18", BREAKFAST, TrayOrderStatus.DELIVERED, "oats");
        Tray brought =
                status.ofOrder(Hospital.F1, new TrayOrderId("2026-11-18-BREAKFAST")).orElseThrow();
        assertNull(brought.request());
        assertNull(requireNonNull(brought.order()).proof());
        assertNull(requireNonNull(brought.order()).clinicalVersion());
        assertEquals(
                new Meal(Hospital.F1, LocalDate.parse("2026-11-18"), BREAKFAST), brought.meal());
    }

    @Test
    void whatIsOfAnotherFacilityIsNotThere() {
        TrayRequest request = asked("p1", "A", "", "");
        orders.write(Hospital.held(request, null));
        FacilityId other = new FacilityId("f2");
        Tray.Order order = orderOf(request);
        assertEquals(true, status.ofRequest(Set.of(other), request.requestId()).isEmpty());
        assertEquals(true, status.ofOrder(other, order.state().trayOrderId()).isEmpty());
    }

    @Test
    void findsTheMealPeriodsOfTheLastDaysTheNewestFirst() {
        hospital.admit("p1", "p2");
        hospital.request("p1", DINNER);
        hospital.request("p1", BREAKFAST);
        orders.write(Hospital.placed(hospital.request("p2", BREAKFAST), null, "oats"));
        hospital.execute(
                """
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, requested_at)
                values (gen_random_uuid(), 'f1', 'p1', '2026-11-18', 'DINNER', 'SCHEDULED', now()),
                       (gen_random_uuid(), 'f1', 'p1', '2026-11-17', 'LUNCH', 'SCHEDULED', now());
                """);
        List<MealPeriodState> two = status.mealPeriods(Set.of(Hospital.F1), 2);
        assertEquals(
                List.of("2026-11-19 DINNER 1", "2026-11-19 BREAKFAST 2", "2026-11-18 DINNER 1"),
                two.stream()
                        .map(m -> m.serviceDate() + " " + m.mealPeriod() + " " + m.requests())
                        .toList());
        MealPeriodState breakfast = two.get(1);
        assertEquals(1, breakfast.byStatus().get(TrayRequest.Status.COMPLETED));
        assertEquals(1, breakfast.byStatus().get(TrayRequest.Status.PENDING));
        assertEquals(0, breakfast.byStatus().get(TrayRequest.Status.FAILED));
        assertEquals(1, breakfast.byOutcome().get(TrayRequest.Outcome.PLACED));
        assertEquals(0, breakfast.byOutcome().get(TrayRequest.Outcome.HELD));
        assertEquals("2026-11-19T13:30:00Z", breakfast.servesAt().toString());
        assertEquals("A hospital", breakfast.facilityName());
        Set<FacilityId> both = Set.of(Hospital.F1, new FacilityId("f2"));
        assertEquals(1, status.mealPeriods(both, 1).stream().filter(m -> is(m, DINNER)).count());
        assertEquals(List.of(), status.mealPeriods(Set.of(new FacilityId("f2")), 90));
    }

    private static boolean is(MealPeriodState meal, MealPeriod period) {
        return meal.mealPeriod() == period;
    }
}
