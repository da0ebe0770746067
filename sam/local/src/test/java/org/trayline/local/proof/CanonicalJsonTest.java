package org.trayline.local.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.local.proof.CanonicalJson.Difference;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"b": 1, "a": [true, null]}              | {"a":[true,null],"b":1}
                    [12.50, 1E+3, 1000, 0.00, -0.0]          | [12.5,1000,1000,0,0]
                    [0.1234567890123456789, 9007199254740993] | [0.1234567890123456789,9007199254740993]
                    ["\\u00e9 \\"", ""]                       | ["é \\"",""]
                    """)
    void isOneTextForOneDocument(String json, String canonical) {
        assertEquals(canonical, CanonicalJson.write(CanonicalJson.read(json)));
    }

    @Test
    void findsTheSmallestPartsThatDiffer() {
        assertEquals(
                List.of(
                        new Difference("/a/0/b", "1", "1.0000000000000000001"),
                        new Difference("/a/1", "2", null),
                        new Difference("/c", null, "null"),
                        new Difference("/d", "\"1\"", "1"),
                        new Difference("/e", "{}", "[]")),
                CanonicalJson.differences(
                        CanonicalJson.read(
                                "{\"a\": [{\"b\": 1}, 2], \"d\": \"1\", \"e\": {}, \"f\": 1.0}"),
                        CanonicalJson.read(
                                "{\"f\": 1, \"a\": [{\"b\": 1.0000000000000000001}], \"c\": null,"
                                        + " \"d\": 1, \"e\": []}")));
    }
}
