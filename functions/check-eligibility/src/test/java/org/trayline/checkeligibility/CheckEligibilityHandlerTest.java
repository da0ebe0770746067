package org.trayline.checkeligibility;

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
class CheckEligibilityHandlerTest {
    private static final String GOOD =
            """
            {"schemaVersion":1,"executionName":"x-1","now":"2026-11-19T15:30:00Z",\
            "request":{"schemaVersion":1,"requestId":"00000000-0000-5000-8000-000000000001","attempt":1,\
            "source":"SCHEDULED","facilityId":"f1","patientId":"p1","serviceDate":"2026-11-19",\
            "mealPeriod":"LUNCH"}}""";

    private final Invocation invocation =
            new Invocation(
                    new CheckEligibilityHandler(
                            Settings.of(
                                    TestDatabase.environment("jdbc:postgresql://127.0.0.1:1/x"))));

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "schemaVersion":1,"executionName" | "schemaVersion":2,"executionName" | /schemaVersion: version 2 is not known; known: 1
                    "schemaVersion":1,"requestId" | "schemaVersion":2,"requestId" | /schemaVersion: version 2 is not known; known: 1
                    "executionName":"x-1",  | ~~                  | /executionName: is required
                    "executionName"         | "exceutionName"     | /executionName: is required
                    {"schemaVersion":1,"exec | {"name":"Jane","schemaVersion":1,"exec | /name: is no field of this message
                    "LUNCH"                 | "SUPPER"            | /request/mealPeriod: must be one of [BREAKFAST, LUNCH, DINNER]
                    "attempt":1             | "attempt":"1"       | /request/attempt: must be of type int
                    "patientId":"p1",       | ~~                  | /request/patientId: is required
                    "facilityId":"f1"       | "facilityId":null   | /request/facilityId: is required
                    "2026-11-19"            | "19.11.2026"        | /request/serviceDate: must be of type LocalDate
                    T15:30:00Z              | T15:30              | /now: must be of type Instant
                    00000000-0000           | x                   | /request/requestId: must be of type UUID
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
                        () -> new CheckEligibilityHandler(Settings.of(Map.of())));
        assertEquals(
                "missing environment variables: DATABASE_URL, DATABASE_USER, AUTH,"
                        + " DATABASE_PASSWORD",
                lacking.getMessage());
    }
}
