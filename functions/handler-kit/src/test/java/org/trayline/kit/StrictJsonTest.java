package org.trayline.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
    enum Level {
        LOW,
        HIGH
    }

    record Id(String value) {}

    record Uuid(UUID value) {}

    record Item(Id id, int count) {}

    record Message(
            int schemaVersion,
            Id id,
            Uuid uuid,
            Level level,
            LocalDate date,
            @Nullable BigDecimal limit,
            List<Item> items,
            Map<Level, List<Id>> byLevel) {}

    private static final String GOOD =
            """
            {"schemaVersion":1,"id":"a","uuid":"88f5a0b9-83ed-583c-b87e-6d36db9e972b","level":"HIGH",\
            "date":"2026-11-20","limit":2.50,"items":[{"id":"b","count":2}],"byLevel":{"LOW":["c"]}}""";

    private static Message read(String json) {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Message.class);
    }

    @Test
    void readsAndWritesARecordOfIdsAsTheirTexts() {
        Message message = read(GOOD);
        assertEquals(new Id("a"), message.id());
        assertEquals(List.of(new Item(new Id("b"), 2)), message.items());
        assertEquals(new BigDecimal("2.50"), message.limit());
        assertArrayEquals(GOOD.getBytes(StandardCharsets.UTF_8), StrictJson.write(message));
    }

    @Test
    void aNullableComponentMayBeNullOrMissing() {
        assertEquals(null, read(GOOD.replace("2.50", "null")).limit());
        assertEquals(null, read(GOOD.replace("\"limit\":2.50,", "")).limit());
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "level":"HIGH" | "level":"HIHG"     | /level: must be one of [LOW, HIGH]
                    "level":"HIGH" | "level":1          | /level: must be one of [LOW, HIGH]
                    "level":"HIGH" | "level":null       | /level: is required
                    "level":"HIGH" | "levle":"HIGH"     | /level: is required
                    "limit"        | "lmit"             | /lmit: is no field of this message
                    "level":"HIGH",| ~~                 | /level: is required
                    "schemaVersion":1 | "schemaVersion":null | /schemaVersion: is required
                    "schemaVersion":1 | "schemaVersion":"1"  | /schemaVersion: must be of type int
                    "schemaVersion":1 | "schemaVersion":1.5  | /schemaVersion: must be of type int
                    "count":2      | "count":true       | /items/0/count: must be of type int
                    "id":"b"       | "id":7             | /items/0/id: must be of type Id
                    "id":"b"       | "id":null          | /items/0/id: is required
                    "id":"b",      | ~~                 | /items/0/id: is required
                    [{"id":"b","count":2}] | null       | /items: is required
                    2026-11-20     | 2026-13-20         | /date: must be of type LocalDate
                    2026-11-20     | +12026-11-20       | /date: must be of type LocalDate
                    88f5a0b9-83ed-583c-b87e-6d36db9e972b | ~~ | /uuid: must be of type UUID
                    2.50           | 1e999999999        | /limit: must be of type BigDecimal
                    2.50           | "2.50"             | /limit: must be of type BigDecimal
                    "LOW":["c"]    | "LWO":["c"]        | /byLevel: must be one of [LOW, HIGH]
                    """)
    void refusesWhatIsWrongByItsPointer(String part, String instead, String complaint) {
        MessageMalformed refused =
                assertThrows(MessageMalformed.class, () -> read(GOOD.replace(part, instead)));
        assertEquals(complaint, refused.getMessage());
    }

    @Test
    void refusesWhatIsNoSingleJsonObject() {
        assertThrows(MessageMalformed.class, () -> read("{"));
        assertThrows(MessageMalformed.class, () -> read(""));
        assertThrows(MessageMalformed.class, () -> read("null"));
        assertThrows(MessageMalformed.class, () -> read("[]"));
        assertThrows(MessageMalformed.class, () -> read(GOOD + "{}"));
        assertThrows(
                MessageMalformed.class,
                () -> read(GOOD.replace("\"id\":\"a\"", "\"id\":\"a\",\"id\":\"a\"")));
    }

    @Test
    void neverRepeatsAValue() {
        MessageMalformed refused =
                assertThrows(
                        MessageMalformed.class,
                        () -> read(GOOD.replace("\"HIGH\"", "\"Jane Miller\"")));
        assertEquals("/level: must be one of [LOW, HIGH]", refused.getMessage());
    }

    private record Kept(Id id, JsonText document, @Nullable JsonText none) {}

    @Test
    void aDocumentThatIsPassedOnIsWrittenAsItIs() {
        assertEquals(
                "{\"id\":\"a\",\"document\":{\"b\": [1, 2.50]},\"none\":null}",
                new String(
                        StrictJson.write(
                                new Kept(new Id("a"), new JsonText("{\"b\": [1, 2.50]}"), null)),
                        StandardCharsets.UTF_8));
    }
}
