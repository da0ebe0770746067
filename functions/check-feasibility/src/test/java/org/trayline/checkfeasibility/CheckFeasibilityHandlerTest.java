package org.trayline.checkfeasibility;

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

/// What the function says of a message that it does not understand, before it asks the database.
class CheckFeasibilityHandlerTest {
    private static final String GOOD =
            """
            {"schemaVersion":1,"facilityId":"f1","serviceDate":"2026-11-21","part":0,"parts":1}""";

    private final Invocation invocation =
            new Invocation(
                    new CheckFeasibilityHandler(
                            Settings.of(
                                    TestDatabase.environment("jdbc:postgresql://127.0.0.1:1/x"))));

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "schemaVersion":1          | "schemaVersion":2          | /schemaVersion: version 2 is not known; known: 1
                    "facilityId":"f1",         | ~~                         | /facilityId: is required
                    "serviceDate":"2026-11-21" | "serviceDate":null         | /serviceDate: is required
                    "part":0                   | "part":1                   | /part: must be from 0 to 0, is 1
                    "part":0                   | "part":-1                  | /part: must be from 0 to 0, is -1
                    "parts":1                  | "parts":0                  | /parts: must be at least 1, is 0
                    "parts":1                  | "parts":1,"pages":1        | /pages: is no field of this message
                    """)
    void refusesWhatIsWrongByItsPointer(String part, String instead, String complaint) {
        String spoiled = GOOD.replace(part, instead);
        assertNotEquals(GOOD, spoiled);
        MessageMalformed refused =
                assertThrows(MessageMalformed.class, () -> invocation.answer(spoiled));
        assertEquals(complaint, refused.getMessage());
    }

    @Test
    void namesAllThatItsEnvironmentLacks() {
        IllegalStateException lacking =
                assertThrows(
                        IllegalStateException.class,
                        () -> new CheckFeasibilityHandler(Settings.of(Map.of())));
        assertEquals(
                "missing environment variables: DATABASE_URL, DATABASE_USER, AUTH,"
                        + " DATABASE_PASSWORD",
                lacking.getMessage());
    }
}
