package org.trayline.asl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "-0.5, -0.5",
        "1e18, 1000000000000000000",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9.223372036854776E18",
        "1e21, 1.0E21",
        "0.0000001, 1.0E-7",
        "12345678901, 12345678901",
        "1.10, 1.1",
    })
    void spellsNumbersAsStepFunctionsDoes(String given, String spelt) {
        assertEquals(spelt, Json.of(Json.parse(given).value()).text());
    }

    @Test
    void keepsTheTextItWasGiven() {
        assertEquals("{ \"a\" : 1.0 }", Json.parse("{ \"a\" : 1.0 }").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "1 2", "nul", "[1,]", "{\"a\":}", "{} x"})
    void refusesWhatIsNotOneDocument(String text) {
        assertThrows(MalformedJson.class, () -> Json.parse(text));
        assertThrows(MalformedJson.class, () -> Json.read(text));
    }

    @Test
    void measuresBytes() {
        assertFalse(Json.of("é").longerThan(4));
        assertTrue(Json.of("é").longerThan(3));
    }

    @Test
    void escapesText() {
        String text = "quote \" backslash \\ line \n control \u0001 é \uD83C\uDF72";
        assertEquals(text, Json.parse(Json.of(text).text()).value());
    }
}
