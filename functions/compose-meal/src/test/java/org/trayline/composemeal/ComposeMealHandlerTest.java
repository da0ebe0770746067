package org.trayline.composemeal;

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
class ComposeMealHandlerTest {
    private static final String GOOD =
            """
            {"schemaVersion":1,"executionName":"x-1",\
            "requestId":"00000000-0000-5000-8000-000000000001","facilityId":"f1","catalogVersion":4,\
            "brief":{"mealPeriod":"LUNCH","mealTimes":[{"mealPeriod":"LUNCH","opensAt":"09:00",\
            "cutOffAt":"10:45","servesAt":"12:00","kcalShare":0.35}],"slots":[{"mealPeriod":"LUNCH",\
            "slot":"entree","courses":["ENTREE"],"required":true}],"profile":{"foodTexture":"LEVEL_7",\
            "drinkThickness":"LEVEL_0","dietTags":[],"excludedAllergens":["EGG"],"minKcalDay":null,\
            "maxKcalDay":2000,"limits":[]},"countedTrays":{},"dislikes":[],"recentItems":[],"soldOut":{},"chosen":[]}}""";

    private final Invocation invocation =
            new Invocation(
                    new ComposeMealHandler(
                            Settings.of(
                                    TestDatabase.environment(
                                            "jdbc:postgresql://127.0.0.1:1/x",
                                            "CACHE_NAME",
                                            "n",
                                            "CACHE_URI",
                                            "redis://127.0.0.1:1"))));

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "schemaVersion":1,"executionName" | "schemaVersion":2,"executionName" | /schemaVersion: version 2 is not known; known: 1
                    "catalogVersion":4,     | ~~                      | /catalogVersion: is required
                    "catalogVersion":4      | "catalogVersion":4.0    | /catalogVersion: must be of type long
                    "excludedAllergens":["EGG"], | ~~                 | /brief/profile/excludedAllergens: is required
                    "EGG"                   | "EGGS"                  | /brief/profile/excludedAllergens/0: must be one of [MILK, EGG, FISH, CRUSTACEAN, MOLLUSC, TREE_NUT, PEANUT, WHEAT, GLUTEN, SOY, SESAME, CELERY, MUSTARD, LUPIN, SULPHITE]
                    "excludedAllergens"     | "exludedAllergens"      | /brief/profile/excludedAllergens: is required
                    "foodTexture":"LEVEL_7", | ~~                     | /brief/profile/foodTexture: is required
                    "LEVEL_7"               | "7"                     | /brief/profile/foodTexture: must be one of [LEVEL_3, LEVEL_4, LEVEL_5, LEVEL_6, EASY_TO_CHEW, LEVEL_7]
                    "required":true         | "required":1            | /brief/slots/0/required: must be of type boolean
                    "limits":[]             | "limits":null           | /brief/profile/limits: is required
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
                        () -> new ComposeMealHandler(Settings.of(Map.of())));
        assertEquals(
                "missing environment variables: DATABASE_URL, DATABASE_USER, AUTH,"
                        + " DATABASE_PASSWORD",
                lacking.getMessage());
    }
}
