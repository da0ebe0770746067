package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trayline.meal.facility.MealPeriod.DINNER;
import static org.trayline.meal.facility.MealPeriod.LUNCH;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.MealOpening;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.order.TrayRequests.Opening;
import org.trayline.meal.patient.PatientId;

class PostgresTrayRequestsIT {
    private static final Instant NOW = Hospital.NOW;

    private final Hospital hospital = new Hospital();
    private final PostgresTrayRequests requests =
            new PostgresTrayRequests(hospital.connect("open-meal-period"));

    @AfterEach
    void close() {
        hospital.close();
    }

    private Opening open(@Nullable Instant resendBefore) {
        return requests.open(opening(LUNCH), NOW, resendBefore);
    }

    private static MealOpening opening(MealPeriod meal) {
        return new MealOpening(
                Hospital.F1, Hospital.TODAY, meal, Hospital.LUNCH_AT, TrayRequest.Source.SCHEDULED);
    }

    private static TrayRequest scheduled(String patient, int attempt) {
        return new TrayRequest(
                1,
                TrayRequestId.scheduled(Hospital.F1, new PatientId(patient), Hospital.TODAY, LUNCH),
                attempt,
                TrayRequest.Source.SCHEDULED,
                Hospital.F1,
                new PatientId(patient),
                Hospital.TODAY,
                LUNCH,
                null);
    }

    @ParameterizedTest(name = "{0} admitted at {1} is due: {2}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    ADMITTED,   -,                        true
                    ON_LEAVE,   -,                        true
                    DISCHARGED, -,                        false
                    ADMITTED,   2026-11-19T17:59:59.999Z, true
                    ADMITTED,   2026-11-19T18:00:00Z,     false
                    ON_LEAVE,   2026-11-19T17:59:59.999Z, true
                    ON_LEAVE,   2026-11-19T18:00:00Z,     false
                    DISCHARGED, 2026-11-19T08:00:00Z,     false
                    """)
    void whoIsDue(String status, @Nullable String admittedAt, boolean due) {
        hospital.admit("p1");
        hospital.execute(
                "update encounters set status = '%s', admitted_at = %s"
                        .formatted(status, admittedAt == null ? "null" : "'" + admittedAt + "'"));
        int patients = due ? 1 : 0;
        assertEquals(
                new Opening(patients, patients, due ? List.of(scheduled("p1", 1)) : List.of()),
                open(NOW));
        assertEquals(
                patients == 0 ? List.of() : List.of("p1"),
                hospital.rows("select patient_id from tray_requests"));
    }

    @Test
    void writesOneRequestForAPatientWithSeveralStays() {
        hospital.admit("p1");
        hospital.execute(
                "insert into encounters (facility_id, id, patient_id, status)"
                        + " values ('f1', 'second', 'p1', 'ADMITTED')");
        assertEquals(new Opening(1, 1, List.of(scheduled("p1", 1))), open(NOW));
    }

    @Test
    void writesNoneForPatientsOfAnotherFacilityAndWithoutAStay() {
        hospital.execute(
                """
                insert into patients (facility_id, id, mrn, family_name, given_name)
                values ('f1', 'gone', 'm', 'F', 'G'), ('f2', 'p2', 'm', 'F', 'G');
                insert into encounters (facility_id, id, patient_id, status)
                values ('f2', 'e', 'p2', 'ADMITTED')
                """);
        assertEquals(new Opening(0, 0, List.of()), open(NOW));
    }

    @Test
    void aRequestBeginsPendingAndUnsent() {
        hospital.admit("p1");
        open(NOW);
        assertEquals(
                List.of(
                        scheduled("p1", 1).requestId()
                                + "|f1|p1|2026-11-19|LUNCH|SCHEDULED|1|PENDING|null|{}|null|2026-11-19"
                                + " 15:30:00|null|null"),
                hospital.rows(
                        "select request_id, facility_id, patient_id, service_date, meal_period, source,"
                                + " attempt, status, outcome, reasons, execution_name,"
                                + " requested_at at time zone 'UTC', sent_at, closed_at"
                                + " from tray_requests"));
    }

    @Test
    void openedAgainAddsOnlyWhoIsNewlyDue() {
        hospital.admit("p1", "p2");
        assertEquals(2, open(NOW).added());
        hospital.admit("p0");
        assertEquals(
                new Opening(
                        3, 1, List.of(scheduled("p0", 1), scheduled("p1", 1), scheduled("p2", 1))),
                open(NOW));
        assertEquals(List.of("3"), hospital.rows("select count(*) from tray_requests"));
    }

    @Test
    void mealsAreOpenedApart() {
        hospital.admit("p1");
        assertEquals(1, open(NOW).added());
        assertEquals(1, requests.open(opening(DINNER), NOW, NOW).added());
        assertEquals(
                List.of("DINNER", "LUNCH"),
                hospital.rows("select meal_period from tray_requests order by 1"));
    }

    @Test
    void openedByManyAtOnceAddsNoneTwice() throws Exception {
        int patients = 40;
        for (int i = 0; i < patients; i++) {
            hospital.admit("p" + i);
        }
        List<Callable<Opening>> openings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            PostgresTrayRequests other = new PostgresTrayRequests(hospital.connect("opening"));
            openings.add(() -> other.open(opening(LUNCH), NOW, NOW));
        }
        int added = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(openings.size())) {
            for (Future<Opening> opening : threads.invokeAll(openings)) {
                added += opening.get().added();
                assertEquals(patients, opening.get().due());
            }
        }
        assertEquals(patients, added);
        assertEquals(List.of("40"), hospital.rows("select count(*) from tray_requests"));
    }

    @Test
    void whatWasSentIsSentAgainAsTheNextAttemptAfterAWhile() {
        hospital.admit("p1");
        assertEquals(List.of(scheduled("p1", 1)), open(NOW).toSend());
        requests.sent(List.of(scheduled("p1", 1)), NOW);

        assertEquals(List.of(), open(NOW.minusSeconds(1)).toSend());
        assertEquals(List.of(), open(NOW).toSend());
        assertEquals(List.of(scheduled("p1", 2)), open(NOW.plusSeconds(1)).toSend());
        // Not sent yet, so it is the same attempt still.
        assertEquals(List.of(scheduled("p1", 2)), open(NOW.plusSeconds(1)).toSend());

        requests.sent(List.of(scheduled("p1", 2)), NOW.plusSeconds(600));
        assertEquals(List.of(), open(NOW.plusSeconds(600)).toSend());
        assertEquals(List.of(scheduled("p1", 3)), open(NOW.plusSeconds(601)).toSend());
    }

    @Test
    void whatWasNeverSentIsSentAtEveryOpeningAsTheFirstAttempt() {
        hospital.admit("p1", "p2");
        open(NOW);
        requests.sent(List.of(scheduled("p1", 1)), NOW);
        assertEquals(List.of(scheduled("p2", 1)), open(NOW.minusSeconds(600)).toSend());
    }

    @Test
    void everyOpenRequestIsSentWhereAllThatWasSentIsKnownToBeLost() {
        hospital.admit("p1", "p2");
        open(NOW);
        requests.sent(List.of(scheduled("p1", 1)), NOW);
        assertEquals(List.of(scheduled("p1", 2), scheduled("p2", 1)), open(null).toSend());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    PENDING,    -,       true
                    PROCESSING, -,       true
                    COMPLETED,  PLACED,  false
                    FAILED,     -,       false
                    CANCELLED,  -,       false
                    """)
    void onlyOpenRequestsAreSentAgain(String status, @Nullable String outcome, boolean again) {
        hospital.admit("p1");
        open(NOW);
        requests.sent(List.of(scheduled("p1", 1)), NOW);
        hospital.execute(
                "update tray_requests set status = '%s', outcome = %s"
                        .formatted(status, outcome == null ? "null" : "'" + outcome + "'"));
        assertEquals(
                again ? List.of(scheduled("p1", 2)) : List.of(), open(NOW.plusSeconds(1)).toSend());
        // With the queues, the DLQ is lost, where those that failed waited.
        assertEquals(
                again || status.equals("FAILED") ? List.of(scheduled("p1", 2)) : List.of(),
                open(null).toSend());
    }

    @Test
    void sendingMarksThoseThatWereSentAndNoOthers() {
        hospital.admit("p1", "p2");
        open(NOW);
        requests.sent(List.of(), NOW);
        requests.sent(List.of(scheduled("p2", 4)), NOW);
        assertEquals(
                List.of("p1|1|null", "p2|4|2026-11-19 15:30:00"),
                hospital.rows(
                        "select patient_id, attempt, sent_at at time zone 'UTC' from tray_requests order by 1"));
    }

    @Test
    void closesARequestThatMakesNoOrder() {
        hospital.admit("p1", "p2");
        open(NOW);
        requests.close(
                scheduled("p1", 1).requestId(),
                TrayRequest.Outcome.WITHHELD,
                Set.of(Reason.TUBE_FEEDING_ONLY, Reason.NPO),
                NOW);
        assertEquals(
                List.of(
                        "p1|COMPLETED|WITHHELD|{NPO,TUBE_FEEDING_ONLY}|2026-11-19 15:30:00",
                        "p2|PENDING|null|{}|null"),
                hospital.rows(
                        "select patient_id, status, outcome, reasons, closed_at at time zone 'UTC'"
                                + " from tray_requests order by 1"));
    }

    @Test
    void whatIsClosedStaysAsItWasClosed() {
        hospital.admit("p1");
        open(NOW);
        TrayRequestId id = scheduled("p1", 1).requestId();
        requests.close(id, TrayRequest.Outcome.NOT_NEEDED, Set.of(Reason.ON_LEAVE), NOW);
        requests.close(id, TrayRequest.Outcome.WITHHELD, Set.of(Reason.NPO), NOW.plusSeconds(9));
        assertEquals(
                List.of("NOT_NEEDED|{ON_LEAVE}|2026-11-19 15:30:00"),
                hospital.rows(
                        "select outcome, reasons, closed_at at time zone 'UTC' from tray_requests"));
    }

    @ParameterizedTest(name = "{0} with attempt {1} in the ledger, attempt {2} failed: {3}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    PENDING,    1, 1, -,      FAILED
                    PROCESSING, 1, 1, -,      FAILED
                    PROCESSING, 1, 2, -,      FAILED
                    PROCESSING, 2, 1, -,      PROCESSING
                    COMPLETED,  1, 1, PLACED, COMPLETED
                    CANCELLED,  1, 1, -,      CANCELLED
                    """)
    void aFailedAttemptFailsItsRequestUnlessItIsClosedOrTriedAgain(
            String status, int inLedger, int failed, @Nullable String outcome, String then) {
        hospital.admit("p1");
        open(NOW);
        hospital.execute(
                "update tray_requests set status = '%s', attempt = %d, outcome = %s"
                        .formatted(
                                status, inLedger, outcome == null ? "null" : "'" + outcome + "'"));
        requests.failed(scheduled("p1", 1).requestId(), failed, "States.Timeout");
        assertEquals(
                List.of(then + (then.equals("FAILED") ? "|States.Timeout" : "|null")),
                hospital.rows("select status, error from tray_requests"));
    }

    @Test
    void findsAllFacilitiesOrOne() {
        assertEquals(List.of("f1", "f2"), ids(requests.facilities(null)));
        assertEquals(List.of("f2"), ids(requests.facilities(new FacilityId("f2"))));
        assertEquals(List.of(), ids(requests.facilities(new FacilityId("f3"))));
        assertEquals(3, requests.facilities(Hospital.F1).getFirst().mealTimes().size());
    }

    private static List<String> ids(List<Facility> facilities) {
        return facilities.stream().map(facility -> facility.id().value()).toList();
    }
}
