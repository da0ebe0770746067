package org.trayline.openmealperiod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.kit.Settings;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.AwsEndpoint;
import org.trayline.testinvocation.Invocation;

/// What the sweep does of requests and holds that nobody settled: lunch is cut off at 10:45 and
/// served at 12:00, Chicago time.
class SweepIT {
    private static final String ORDERS =
            "select patient_id, status, reason, hold_deadline_at at time zone 'UTC' from tray_orders"
                    + " left join tray_order_hold_reasons on tray_order_id = id order by 1, 3";

    private final TestDatabase database = TestDatabase.create();
    private final AwsEndpoint aws = new AwsEndpoint().takingMessagesBut();
    private final Invocation invocation =
            new Invocation(
                    new OpenMealPeriodHandler(
                            Settings.of(
                                    TestDatabase.environment(
                                            database.jdbcUrl(),
                                            "TRAY_REQUESTS_QUEUE_URL",
                                            aws.url() + "/q",
                                            "DEAD_LETTER_QUEUE_URL",
                                            aws.url() + "/dlq",
                                            "STAFF_NOTICES_QUEUE_URL",
                                            aws.url() + "/notices",
                                            "MAX_ATTEMPTS",
                                            "3"))));

    SweepIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values
                    ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into meal_slots values ('f1', 'LUNCH', 'entree', 1, '{ENTREE}', true);
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags, allergens, energy_kcal)
                values ('f1', 'soup', 'Soup', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{}', 600);
                insert into patients (facility_id, id, mrn, family_name, given_name, allergy_status)
                values ('f1', 'p1', 'm', 'Miller', 'Jane', 'NO_KNOWN_FOOD_ALLERGY');
                insert into encounters (facility_id, id, patient_id, status, unit, room, bed)
                values ('f1', 'e1', 'p1', 'ADMITTED', '4 West', '12', 'B');
                insert into diet_orders (facility_id, id, encounter_id, kind, status, food_texture,
                                         drink_thickness)
                values ('f1', 'd1', 'e1', 'ORAL', 'ACTIVE', '7', '0');
                """);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    /// @param time UTC; the hospital's is six hours earlier
    private String sweep(String time) {
        return invocation.answer(
                "{\"schemaVersion\":1,\"now\":\"2026-11-19T%sZ\",\"source\":\"SCHEDULED\",\"resendAll\":false}"
                        .formatted(time));
    }

    private static void assertDone(
            String answer, int gaveUp, int lateHolds, int reminders, int summaries) {
        String done =
                "\"gaveUp\":%d,\"lateHolds\":%d,\"reminders\":%d,\"summaries\":%d}"
                        .formatted(gaveUp, lateHolds, reminders, summaries);
        assertTrue(answer.endsWith(done), answer);
    }

    private List<String> notices() {
        return aws.messages().stream().filter(message -> message.contains("\"notice\"")).toList();
    }

    private void assertBearsItsRequest(String notice) {
        String id = database.rows("select request_id from tray_requests").getFirst();
        assertTrue(notice.contains("\"requestId\":\"%s\"".formatted(id)), notice);
    }

    @Test
    void whatIsOpenAfterTheCutOffBecomesAnUrgentHold() {
        sweep("15:00:00");
        assertDone(sweep("16:45:00"), 0, 0, 0, 0);
        assertDone(sweep("16:56:00"), 0, 1, 0, 1);
        assertEquals(
                List.of("p1|HELD|LATE_TRAY_NEEDED|2026-11-19 16:56:00"), database.rows(ORDERS));
        assertEquals(
                List.of("COMPLETED|HELD|{LATE_TRAY_NEEDED}"),
                database.rows("select status, outcome, reasons from tray_requests"));
        assertEquals(1, notices().size());
        String notice = notices().getFirst();
        assertTrue(notice.contains("\"kind\":\"HELD\""), notice);
        assertTrue(notice.contains("\"unit\":\"4 West\",\"room\":\"12\",\"bed\":\"B\""), notice);
        assertTrue(notice.contains("\"reasons\":[\"LATE_TRAY_NEEDED\"]"), notice);
        assertBearsItsRequest(notice);

        assertDone(sweep("17:01:00"), 0, 0, 0, 0);
        assertEquals(1, notices().size());
    }

    /// Against the beds, so that a failed request is one that nobody has looked at yet.
    @Test
    void ofEachMealPeopleGetOneSummaryOnceItIsSettled() {
        sweep("15:00:00");
        database.execute("update tray_requests set status = 'FAILED', error = 'X'");
        assertDone(sweep("16:54:59"), 0, 0, 0, 0);
        assertDone(sweep("16:55:00"), 0, 0, 0, 1);
        assertDone(sweep("17:00:00"), 0, 0, 0, 0);
        assertEquals(
                List.of(
                        "{\"schemaVersion\":1,\"summary\":{\"facilityId\":\"f1\",\"serviceDate\":"
                                + "\"2026-11-19\",\"mealPeriod\":\"LUNCH\",\"beds\":{\"occupied\":1,"
                                + "\"placed\":0,\"held\":0,\"withheld\":0,\"withheldByReason\":{},"
                                + "\"notNeeded\":0,\"notYetLookedAt\":1}}}"),
                aws.messages().stream().filter(sent -> sent.contains("\"summary\"")).toList());
    }

    @Test
    void aSummaryThatTheQueueDoesNotTakeIsToldByTheNextSweepUnlessTheMealIsOver() {
        sweep("15:00:00");
        database.execute("update tray_requests set status = 'FAILED', failure_told_at = now()");
        aws.takingMessagesBut("0");
        assertDone(sweep("16:55:00"), 0, 0, 0, 0);
        assertDone(sweep("18:59:59"), 0, 0, 0, 0);
        aws.takingMessagesBut();
        assertDone(sweep("19:00:00"), 0, 0, 0, 0);
        assertEquals(List.of(), database.rows("select meal_period from meal_summaries"));
        assertDone(sweep("18:59:59"), 0, 0, 0, 1);
        assertEquals(List.of("LUNCH"), database.rows("select meal_period from meal_summaries"));
    }

    @Test
    void whatWasSentShortlyBeforeTheCutOffIsLeftToItsExecution() {
        sweep("16:44:00");
        assertDone(sweep("16:49:00"), 0, 0, 0, 0);
        assertDone(sweep("16:54:01"), 0, 1, 0, 0);
    }

    @Test
    void aHoldThatNobodyWasToldOfIsToldOfByTheNextSweep() {
        sweep("15:00:00");
        aws.takingMessagesBut("0");
        assertDone(sweep("16:56:00"), 0, 1, 0, 0);
        aws.takingMessagesBut();
        assertDone(sweep("17:01:00"), 0, 0, 1, 1);
        assertTrue(notices().getLast().contains("\"kind\":\"HOLD_DUE\""), notices().getLast());
        assertBearsItsRequest(notices().getLast());
        assertDone(sweep("17:06:00"), 0, 0, 0, 0);
    }

    @Test
    void aQueueOfNoticesThatIsAwayIsAFaultAndTheNextSweepTells() {
        sweep("15:00:00");
        aws.on("SendMessageBatch", request -> new AwsEndpoint.Answer(400, "{}"));
        assertThrows(QueueUnavailable.class, () -> sweep("16:56:00"));
        aws.takingMessagesBut();
        assertDone(sweep("17:01:00"), 0, 0, 1, 1);
        assertEquals(List.of("HELD"), database.rows("select status from tray_orders"));
    }

    @Test
    void aPatientWhoMayHaveNoTrayOrNeedsNoneGetsNoHold() {
        sweep("15:00:00");
        database.execute("update diet_orders set kind = 'NPO'");
        assertDone(sweep("16:56:00"), 0, 0, 0, 1);
        assertEquals(
                List.of("COMPLETED|WITHHELD|{NPO}"),
                database.rows("select status, outcome, reasons from tray_requests"));
        assertEquals(List.of(), notices());
    }

    @Test
    void ofWhatFailedTheStaffAreToldOnceAndItStaysForAnOperator() {
        sweep("15:00:00");
        database.execute("update tray_requests set status = 'FAILED', error = 'X'");
        assertDone(sweep("16:44:00"), 0, 0, 0, 0);
        assertEquals(List.of(), notices());
        assertDone(sweep("16:46:00"), 0, 0, 0, 0);
        assertDone(sweep("16:51:00"), 0, 0, 0, 0);
        assertEquals(1, notices().size());
        String notice = notices().getFirst();
        assertTrue(notice.contains("\"kind\":\"NOT_ORDERED\""), notice);
        assertTrue(notice.contains("\"trayOrderId\":null"), notice);
        assertBearsItsRequest(notice);
        assertEquals(List.of("FAILED"), database.rows("select status from tray_requests"));
        assertEquals(List.of(), database.rows(ORDERS));
    }

    @Test
    void aHoldIsToldOfAgainAtItsDeadlineAndCancelledAtTheServeTime() {
        database.execute(
                """
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period,
                                         status, hold_deadline_at)
                values ('f1', 'o1', 'p1', '2026-11-19', 'LUNCH', 'HELD', '2026-11-19T16:45Z');
                insert into tray_order_hold_reasons values ('f1', 'o1', 'NO_DIET_ORDER');
                """);
        assertDone(sweep("16:44:59"), 0, 0, 0, 0);
        assertDone(sweep("16:45:00"), 0, 0, 1, 0);
        assertDone(sweep("17:59:59"), 0, 0, 0, 1);
        assertDone(sweep("18:00:00"), 0, 0, 1, 0);
        assertDone(sweep("18:05:00"), 0, 0, 0, 0);
        assertEquals(2, notices().size());
        assertTrue(notices().getFirst().contains("\"kind\":\"HOLD_DUE\""));
        assertTrue(notices().getFirst().contains("\"requestId\":null"));
        assertTrue(notices().getLast().contains("\"kind\":\"NOT_RESOLVED\""));
        assertTrue(notices().getLast().contains("\"reasons\":[\"NO_DIET_ORDER\"]"));
        assertEquals(
                List.of("CANCELLED|NOT_RESOLVED"),
                database.rows("select status, cancelled_because from tray_orders"));
    }
}
