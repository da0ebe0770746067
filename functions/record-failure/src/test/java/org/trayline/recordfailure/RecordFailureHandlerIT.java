package org.trayline.recordfailure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;

class RecordFailureHandlerIT {
    private static final String REQUEST = "00000000-0000-5000-8000-000000000001";

    private final TestDatabase database = TestDatabase.create();
    private final Invocation invocation = invocation(database.jdbcUrl());

    private static Invocation invocation(String url) {
        return new Invocation(new RecordFailureHandler(Settings.of(TestDatabase.environment(url))));
    }

    RecordFailureHandlerIT() {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values
                    ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into patients (facility_id, id, mrn, family_name, given_name)
                values ('f1', 'p1', 'mrn-1', 'Miller', 'Jane');
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, requested_at)
                values ('00000000-0000-5000-8000-000000000001', 'f1', 'p1', '2026-11-19', 'LUNCH',
                        'SCHEDULED', '2026-11-19T15:00Z');
                """);
    }

    private static String batch(String... bodies) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < bodies.length; i++) {
            records.append(i == 0 ? "" : ",")
                    .append("{\"messageId\":\"m%d\",\"body\":\"".formatted(i + 1))
                    .append(bodies[i].replace("\"", "\\\""))
                    .append("\"}");
        }
        return "{\"Records\":[" + records + "]}";
    }

    private static String failed(String name, String error) {
        return "{\"schemaVersion\":1,\"executionArn\":\"arn:aws:states:x:y:execution:m:%1$s\",\"name\":\"%1$s\",\"status\":\"TIMED_OUT\",\"error\":\"%2$s\"}"
                .formatted(name, error);
    }

    @Test
    void theLedgerSaysThatItFailedAndWhy() {
        assertEquals(
                "{\"batchItemFailures\":[]}",
                invocation.answer(batch(failed(REQUEST + "-1", "States.Timeout"))));
        assertEquals(
                List.of("FAILED|States.Timeout"),
                database.rows("select status, error from tray_requests"));
    }

    @Test
    void whereThereIsNoErrorTheStatusSaysWhy() {
        invocation.answer(batch(failed(REQUEST + "-1", "")));
        assertEquals(
                List.of("FAILED|TIMED_OUT"),
                database.rows("select status, error from tray_requests"));
    }

    @Test
    void anExecutionThatBelongsToNoRequestIsNoneOfTheLedgers() {
        assertEquals(
                "{\"batchItemFailures\":[]}",
                invocation.answer(batch(failed("by-hand", ""), failed(REQUEST + "-1x", ""))));
        assertEquals(List.of("PENDING"), database.rows("select status from tray_requests"));
    }

    @Test
    void whatIsNotUnderstoodAndWhatTheDatabaseDoesNotTakeStaysInTheQueue() {
        assertEquals(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}",
                invocation.answer(batch("{}", failed(REQUEST + "-1", "X"))));
        Invocation cutOff = invocation("jdbc:postgresql://127.0.0.1:1/x");
        assertEquals(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}",
                cutOff.answer(batch(failed(REQUEST + "-1", "X"))));
        assertTrue(cutOff.log().getFirst().contains("StoreUnavailable"), cutOff.log().getFirst());
    }
}
