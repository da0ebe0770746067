package org.trayline.openmealperiod;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.AwsEndpoint;
import org.trayline.testinvocation.Invocation;

/// A night meal on the days on which the clocks change, swept every five minutes from well before
/// it is opened until well after it is served. It is opened at 01:00, cut off at 02:15 and served
/// at 04:00: in spring its cut-off is a time that there is not, in Berlin's autumn one that comes
/// twice.
class DaylightSavingIT {
    private static final Duration SWEEP = Duration.ofMinutes(5);

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
                                            "99"))));

    @AfterEach
    void close() {
        aws.close();
    }

    private void admit(String zone, int patients) {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', '%s', 'HOLD');
                insert into meal_periods values ('f1', 'BREAKFAST', '01:00', '02:15', '04:00', 1);
                insert into meal_slots values ('f1', 'BREAKFAST', 'main', 1, '{ENTREE}', true);
                insert into patients (facility_id, id, mrn, family_name, given_name, allergy_status)
                select 'f1', 'p' || n, 'm' || n, 'F', 'G', 'NO_KNOWN_FOOD_ALLERGY'
                from generate_series(1, %d) n;
                insert into encounters (facility_id, id, patient_id, status)
                select 'f1', 'e-' || id, id, 'ADMITTED' from patients;
                """
                        .formatted(zone, patients));
    }

    private String sweep(Instant now) {
        return invocation.answer(
                "{\"schemaVersion\":1,\"now\":\"%s\",\"source\":\"SCHEDULED\",\"resendAll\":false}"
                        .formatted(now));
    }

    /// Nothing ever comes of the requests here, so that each becomes one hold after the cut-off, of
    /// which the staff are told, and which is cancelled at the serve time.
    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        "America/New_York,    2026-03-08, 2026-03-08T06:00:00Z, 2026-03-08T07:15:00Z, 2026-03-08T08:00:00Z",
        "America/New_York,    2026-11-01, 2026-11-01T05:00:00Z, 2026-11-01T07:15:00Z, 2026-11-01T09:00:00Z",
        "Europe/Berlin,       2026-03-29, 2026-03-29T00:00:00Z, 2026-03-29T01:15:00Z, 2026-03-29T02:00:00Z",
        "Europe/Berlin,       2026-10-25, 2026-10-24T23:00:00Z, 2026-10-25T00:15:00Z, 2026-10-25T03:00:00Z",
        "Australia/Lord_Howe, 2026-10-04, 2026-10-03T14:30:00Z, 2026-10-03T15:45:00Z, 2026-10-03T17:00:00Z",
        "Australia/Lord_Howe, 2026-04-05, 2026-04-04T14:00:00Z, 2026-04-04T15:45:00Z, 2026-04-04T17:30:00Z"
    })
    void isOpenedCutOffAndServedOnce(
            String zone, String date, Instant opens, Instant cutOff, Instant serves) {
        admit(zone, 3);
        @Nullable Instant firstSent = null;
        @Nullable Instant firstHeld = null;
        @Nullable Instant cancelled = null;
        for (Instant now = opens.minus(Duration.ofMinutes(30));
                now.isBefore(serves.plus(Duration.ofMinutes(30)));
                now = now.plus(SWEEP)) {
            sweep(now);
            firstSent = first(firstSent, now, "select 1 from tray_requests");
            firstHeld = first(firstHeld, now, "select 1 from tray_orders");
            cancelled =
                    first(cancelled, now, "select 1 from tray_orders where status = 'CANCELLED'");
        }

        assertEquals(opens, firstSent, "opened");
        // By the first sweep that is more than ten minutes after the last time that it was sent.
        assertEquals(cutOff.plus(Duration.ofMinutes(15)), firstHeld, "held");
        assertEquals(serves, cancelled, "cancelled");
        assertEquals(
                List.of("p1|" + date + "|1", "p2|" + date + "|1", "p3|" + date + "|1"),
                database.rows(
                        "select patient_id, service_date, count(*) from tray_requests"
                                + " group by 1, 2 order by 1"));
        assertEquals(
                List.of("CANCELLED|NOT_RESOLVED|3"),
                database.rows(
                        "select status, cancelled_because, count(*) from tray_orders group by 1, 2"));
        assertEquals(
                List.of("3"),
                database.rows(
                        "select count(*) from tray_orders where hold_deadline_at = '%s'"
                                .formatted(firstHeld)),
                "deadlines");
        assertEquals(3, notices("HELD"));
        assertEquals(3, notices("NOT_RESOLVED"));
    }

    private @Nullable Instant first(@Nullable Instant before, Instant now, String rows) {
        return before == null && !database.rows(rows).isEmpty() ? now : before;
    }

    private long notices(String kind) {
        return aws.messages().stream()
                .filter(message -> message.contains("\"kind\":\"" + kind + "\""))
                .count();
    }
}
