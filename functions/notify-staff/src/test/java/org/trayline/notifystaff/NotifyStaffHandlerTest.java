package org.trayline.notifystaff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Settings;
import org.trayline.testinvocation.Invocation;

/// What the function says of a message that it does not understand.
class NotifyStaffHandlerTest {
    private static final String GOOD =
            """
            {"schemaVersion":1,"executionName":"x-1","notice":{"kind":"HELD","facilityId":"f1",\
            "serviceDate":"2026-11-19","mealPeriod":"LUNCH",\
            "requestId":"00000000-0000-5000-8000-000000000001","trayOrderId":"t1",\
            "location":{"unit":"4 West","room":"12","bed":"B"},"reasons":["NO_DIET_ORDER"],"flags":[],\
            "holdDeadlineAt":"2026-11-19T16:45:00Z"}}""";

    static {
        // The client wants one as soon as it is made.
        System.setProperty("aws.region", "us-east-1");
    }

    private final Invocation invocation =
            new Invocation(
                    new NotifyStaffHandler(
                            Settings.of(
                                    Map.of(
                                            "STAFF_NOTICES_TOPIC_ARN",
                                            "arn:aws:sns:us-east-1:000000000000:notices"))));

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "schemaVersion":1,"executionName" | "schemaVersion":2,"executionName" | /schemaVersion: version 2 is not known; known: 1
                    "kind":"HELD"        | "kind":"WITHHELD"  | /notice/kind: must be one of [PLACED, HELD, HOLD_DUE, NOT_RESOLVED, NOT_ORDERED, CANCELLED, MOVED]
                    "unit":"4 West",     | ~~                 | /notice/location/unit: is required
                    "bed"                | "bad"              | /notice/location/bed: is required
                    "flags":[],          | "flags":[],"patientName":"Jane Miller", | /notice/patientName: is no field of this message
                    "trayOrderId":"t1"   | "trayOrderId":17   | /notice/trayOrderId: must be of type TrayOrderId
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
                        () -> new NotifyStaffHandler(Settings.of(Map.of())));
        assertEquals(
                "missing environment variables: STAFF_NOTICES_TOPIC_ARN", lacking.getMessage());
    }
}
