package org.trayline.createorder;

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
class CreateOrderHandlerTest {
    private static final String GOOD =
            """
            {"schemaVersion":1,"executionName":"x-1","now":"2026-11-19T15:30:00Z",\
            "cutOffAt":"2026-11-19T16:45:00Z","status":"PLACED",\
            "items":[{"slot":"entree","recipeId":"soup"}],"reasons":[],"flags":["AT_RISK"],\
            "checked":{"clinical":3,"trays":1,"catalog":5},"proof":null,\
            "request":{"schemaVersion":1,"requestId":"00000000-0000-5000-8000-000000000001","attempt":1,\
            "source":"SCHEDULED","facilityId":"f1","patientId":"p1","serviceDate":"2026-11-19",\
            "mealPeriod":"LUNCH"}}""";

    private final Invocation invocation =
            new Invocation(
                    new CreateOrderHandler(
                            Settings.of(
                                    TestDatabase.environment("jdbc:postgresql://127.0.0.1:1/x"))));

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "schemaVersion":1,"executionName" | "schemaVersion":2,"executionName" | /schemaVersion: version 2 is not known; known: 1
                    "status":"PLACED"   | "status":"ORDERED"   | /status: must be one of [HELD, PLACED, DELIVERED, CANCELLED]
                    "recipeId":"soup"   | "recipe":"soup"      | /items/0/recipeId: is required
                    "slot":"entree",    | ~~                   | /items/0/slot: is required
                    "AT_RISK"           | "LATE"               | /flags/0: must be one of [DID_NOT_CHOOSE, HOUSE_DIET, AT_RISK, LATE_TRAY]
                    "reasons":[]        | "reasons":["TIRED"]  | /reasons/0: must be one of [ALREADY_ORDERED, DISCHARGED, ON_LEAVE, NPO, TUBE_FEEDING_ONLY, PAST_CUTOFF, CONFLICTING_ENCOUNTERS, NO_DIET_ORDER, NPO_ENDED_DIET_NOT_RESUMED, CONFLICTING_DIET_ORDERS, ALLERGY_STATUS_UNKNOWN, UNCODED_ALLERGY, CONTRADICTORY_ALLERGY_RECORD, TEXTURE_UNKNOWN, DAY_TOTAL_UNKNOWN, NO_COMPLIANT_TRAY, DATA_KEEPS_CHANGING, LATE_TRAY_NEEDED, NO_LONGER_FITS]
                    "clinical":3,       | ~~                   | /checked/clinical: is required
                    "items":            | "itmes":             | /items: is required
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
                        () -> new CreateOrderHandler(Settings.of(Map.of())));
        assertEquals(
                "missing environment variables: DATABASE_URL, DATABASE_USER, AUTH,"
                        + " DATABASE_PASSWORD",
                lacking.getMessage());
    }
}
