package org.trayline.openmealperiod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;

/// What the function says of a message that it does not understand.
class OpenMealPeriodHandlerTest {
    private static final String GOOD =
            """
            {"schemaVersion":1,"now":"2026-11-19T15:30:00Z","source":"SCHEDULED","facilityId":"f1",\
            "meal":{"serviceDate":"2026-11-19","mealPeriod":"LUNCH"},"resendAll":false}""";

    static {
        // The client wants one as soon as it is made.
        System.setProperty("aws.region", "us-east-1");
    }

    private final Invocation invocation =
            new Invocation(
                    new OpenMealPeriodHandler(
                            Settings.of(
                                    TestDatabase.environment(
                                            "jdbc:postgresql://127.0.0.1:1/x",
                                            "TRAY_REQUESTS_QUEUE_URL",
                                            "http://127.0.0.1:1/q",
                                            "DEAD_LETTER_QUEUE_URL",
                                            "http://127.0.0.1:1/dlq",
                                            "STAFF_NOTICES_QUEUE_URL",
                                            "http://127.0.0.1:1/notices",
                                            "MAX_ATTEMPTS",
                                            "2"))));

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "schemaVersion":1,"now" | "schemaVersion":2,"now" | /schemaVersion: version 2 is not known; known: 1
                    "source":"SCHEDULED" | "source":"CRON"      | /source: must be one of [SCHEDULED, ON_DEMAND, SWEEP, RELEASE, REPLACE, REPLAY]
                    "now":"2026-11-19T15:30:00Z", | ~~          | /now: is required
                    "resendAll":false    | "resendAll":null     | /resendAll: is required
                    ,"resendAll":false   | ~~                   | /resendAll: is required
                    "mealPeriod":"LUNCH" | "meal":"LUNCH"       | /meal/mealPeriod: is required
                    "facilityId":"f1"    | "facility":"f1"      | /facility: is no field of this message
                    """)
    void refusesWhatIsWrongByItsPointer(String part, String instead, String complaint) {
        String spoiled = GOOD.replace(part, instead);
        assertNotEquals(GOOD, spoiled);
        MessageMalformed refused =
                assertThrows(MessageMalformed.class, () -> invocation.answer(spoiled));
        assertEquals(complaint, refused.getMessage());
        String logged = invocation.log().getFirst();
        assertEquals(1, invocation.log().size());
        assertEquals(
                "\"outcome\":\"org.trayline.kit.MessageMalformed\"",
                logged.replaceAll(".*(\"outcome\":\"[^\"]*\").*\\R", "$1"));
    }

    @Test
    void namesAllThatItsEnvironmentLacks() {
        IllegalStateException lacking =
                assertThrows(
                        IllegalStateException.class,
                        () -> new OpenMealPeriodHandler(Settings.of(Map.of())));
        assertEquals(
                "missing environment variables: DATABASE_URL, DATABASE_USER, AUTH,"
                        + " DATABASE_PASSWORD",
                lacking.getMessage());
    }
}
