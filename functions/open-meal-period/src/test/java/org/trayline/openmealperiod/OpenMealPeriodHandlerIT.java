package org.trayline.openmealperiod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.Settings;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.PatientId;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.AwsEndpoint;
import org.trayline.testinvocation.Invocation;

class OpenMealPeriodHandlerIT {
    private static final String LUNCH =
            """
            {"schemaVersion":1,"now":"2026-11-19T15:30:00Z","source":"SCHEDULED","facilityId":"f1",\
            "meal":{"serviceDate":"2026-11-19","mealPeriod":"LUNCH"},"resendAll":false}""";
    private static final String SENT =
            "select patient_id, attempt, status, sent_at is not null from tray_requests order by 1";

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
                                            "2"))));

    OpenMealPeriodHandlerIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values
                    ('f1', 'BREAKFAST', '05:00', '06:30', '07:30', 0.25),
                    ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into meal_slots values ('f1', 'LUNCH', 'entree', 1, '{ENTREE}', true);
                insert into recipes (facility_id, id, name, course, meal_periods, kind, textures,
                                     drink_thickness, diet_tags, allergens, energy_kcal)
                values ('f1', 'soup', 'Soup', 'ENTREE', '{LUNCH}', 'FOOD', '{7}', '{}', '{}', '{}', 600);
                insert into patients (facility_id, id, mrn, family_name, given_name)
                select 'f1', 'p' || i, 'm', 'Miller', 'Jane' from generate_series(1, 3) i;
                insert into encounters (facility_id, id, patient_id, status)
                select 'f1', 'e' || i, 'p' || i, 'ADMITTED' from generate_series(1, 3) i;
                """);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private static String id(String patient) {
        return TrayRequestId.scheduled(
                        new FacilityId("f1"),
                        new PatientId(patient),
                        LocalDate.parse("2026-11-19"),
                        MealPeriod.LUNCH)
                .toString();
    }

    private static String opened(int due, int added, int sent) {
        return opened(due, added, sent, 0);
    }

    private static String opened(int due, int added, int sent, int gaveUp) {
        return "{\"schemaVersion\":1,\"opened\":[{\"facilityId\":\"f1\",\"meal\":{\"serviceDate\":"
                + "\"2026-11-19\",\"mealPeriod\":\"LUNCH\"},\"due\":%d,\"added\":%d,\"sent\":%d}],"
                        .formatted(due, added, sent)
                + "\"gaveUp\":%d,\"lateHolds\":0,\"reminders\":0,\"summaries\":0}"
                        .formatted(gaveUp);
    }

    @Test
    void asksForATrayForEveryDuePatientOnce() {
        assertEquals(opened(3, 3, 3), invocation.answer(LUNCH));
        assertEquals(opened(3, 0, 0), invocation.answer(LUNCH));
        assertEquals(
                List.of("p1|1|PENDING|t", "p2|1|PENDING|t", "p3|1|PENDING|t"), database.rows(SENT));
        assertEquals(3, aws.messages().size());
        assertEquals(
                "{\"schemaVersion\":1,\"requestId\":\""
                        + id("p1")
                        + "\",\"attempt\":1,\"source\":\"SCHEDULED\",\"facilityId\":\"f1\","
                        + "\"patientId\":\"p1\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"LUNCH\",\"replacesTrayOrderId\":null}",
                aws.messages().getFirst());
    }

    @Test
    void whatTheQueueDidNotTakeStaysUnsentUntilTheNextSweep() {
        aws.takingMessagesBut(id("p2"));
        assertEquals(opened(3, 3, 2), invocation.answer(LUNCH));
        assertEquals(
                List.of("p1|1|PENDING|t", "p2|1|PENDING|f", "p3|1|PENDING|t"), database.rows(SENT));

        aws.takingMessagesBut();
        assertEquals(opened(3, 0, 1), invocation.answer(LUNCH));
        assertEquals(4, aws.messages().size());
        assertTrue(aws.messages().getLast().contains("\"attempt\":1,"), aws.messages().getLast());
        assertEquals("p2|1|PENDING|t", database.rows(SENT).get(1));
    }

    @Test
    void aQueueThatTakesNothingIsAFaultAndLeavesTheLedgerUnsent() {
        aws.on("SendMessageBatch", request -> new AwsEndpoint.Answer(400, "{}"));
        assertThrows(QueueUnavailable.class, () -> invocation.answer(LUNCH));
        assertEquals(
                List.of("p1|1|PENDING|f", "p2|1|PENDING|f", "p3|1|PENDING|f"), database.rows(SENT));
        aws.takingMessagesBut();
        assertEquals(opened(3, 0, 3), invocation.answer(LUNCH));
    }

    @Test
    void whatIsStillOpenAfterAWhileIsSentAgainAsTheNextAttempt() {
        invocation.answer(LUNCH);
        assertEquals(opened(3, 0, 0), invocation.answer(LUNCH.replace("T15:30:00", "T15:40:00")));
        assertEquals(opened(3, 0, 3), invocation.answer(LUNCH.replace("T15:30:00", "T15:40:01")));
        assertTrue(aws.messages().getLast().contains("\"attempt\":2,"), aws.messages().getLast());
    }

    @Test
    void whatWasTriedAsOftenAsMayBeIsGivenUpToTheDlqMarked() {
        invocation.answer(LUNCH);
        invocation.answer(LUNCH.replace("T15:30:00", "T15:40:01"));
        assertEquals(
                opened(3, 0, 0, 3), invocation.answer(LUNCH.replace("T15:30:00", "T15:50:02")));
        assertEquals(
                List.of(
                        "p1|2|FAILED|AttemptsExhausted",
                        "p2|2|FAILED|AttemptsExhausted",
                        "p3|2|FAILED|AttemptsExhausted"),
                database.rows(
                        "select patient_id, attempt, status, error from tray_requests order by 1"));
        String sent = aws.requests("SendMessageBatch").getLast();
        assertTrue(sent.contains("/dlq"), sent);
        assertTrue(sent.contains("\"StringValue\":\"AttemptsExhausted\""), sent);
        assertTrue(sent.contains("no outcome after 2 attempts"), sent);

        assertEquals(
                opened(3, 0, 0, 0), invocation.answer(LUNCH.replace("T15:30:00", "T16:20:00")));
    }

    @Test
    void whatTheDlqDoesNotTakeIsGivenUpByTheNextSweep() {
        invocation.answer(LUNCH);
        invocation.answer(LUNCH.replace("T15:30:00", "T15:40:01"));
        aws.takingMessagesBut(id("p2"));
        assertEquals(
                opened(3, 0, 0, 2), invocation.answer(LUNCH.replace("T15:30:00", "T15:50:02")));
        aws.takingMessagesBut();
        assertEquals(
                opened(3, 0, 0, 1), invocation.answer(LUNCH.replace("T15:30:00", "T15:55:00")));
    }

    @Test
    void allThatIsOpenIsSentAgainWhereWhatWasSentIsLost() {
        invocation.answer(LUNCH);
        assertEquals(opened(3, 0, 3), invocation.answer(LUNCH.replace("false", "true")));
    }

    /// From when it opens to its cut-off, both included, by the facility's clock.
    @ParameterizedTest
    @CsvSource({
        "2026-11-19T10:59:59Z, ",
        "2026-11-19T11:00:00Z, BREAKFAST",
        "2026-11-19T12:30:00Z, BREAKFAST",
        "2026-11-19T12:30:01Z, ",
        "2026-11-19T14:59:59Z, ",
        "2026-11-19T15:00:00Z, LUNCH",
        "2026-11-19T16:45:00Z, LUNCH",
        "2026-11-19T16:45:01Z, ",
        "2026-11-20T05:30:00Z, "
    })
    void aSweepOpensWhatIsOpenByTheFacilitysClock(String now, String meal) {
        String answer =
                invocation.answer(
                        "{\"schemaVersion\":1,\"now\":\"%s\",\"source\":\"SWEEP\",\"resendAll\":false}"
                                .formatted(now));
        assertEquals(
                meal == null ? "[]" : "[" + meal + "]",
                database.rows("select distinct meal_period from tray_requests").toString(),
                answer);
    }
}
