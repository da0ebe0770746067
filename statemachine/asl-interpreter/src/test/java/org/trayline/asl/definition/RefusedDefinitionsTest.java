package org.trayline.asl.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.trayline.asl.expression.BuiltInFunctions;
import org.trayline.asl.json.Json;
import org.trayline.asl.time.SystemWorkflowClock;

/// What is refused, with which code, where and why: all at once.
final class RefusedDefinitionsTest {
    private final DefinitionParser parser =
            new DefinitionParser(new BuiltInFunctions(new SystemWorkflowClock(), new Random(1)));

    @TestFactory
    Stream<DynamicTest> refuses() throws IOException {
        String resource = "/org/trayline/asl/definitions/refused.json";
        try (InputStream in = RefusedDefinitionsTest.class.getResourceAsStream(resource)) {
            String text =
                    new String(
                            Objects.requireNonNull(in, resource).readAllBytes(),
                            StandardCharsets.UTF_8);
            List<DynamicTest> tests = new ArrayList<>();
            for (Object row : (List<?>) Json.parse(text).value()) {
                if (row instanceof Map<?, ?> fields) {
                    tests.add(dynamicTest(String.valueOf(fields.get("fact")), () -> check(fields)));
                }
            }
            return tests.stream();
        }
    }

    private void check(Map<?, ?> row) {
        String definition = Json.of(Objects.requireNonNull(row.get("definition"))).text();
        List<String> problems =
                assertThrows(InvalidDefinition.class, () -> parser.parse(definition))
                        .problems()
                        .stream()
                        .map(
                                problem ->
                                        problem.code()
                                                + " "
                                                + problem.pointer()
                                                + " "
                                                + problem.message())
                        .sorted()
                        .toList();
        List<String> expected =
                ((List<?>) Objects.requireNonNull(row.get("problems")))
                        .stream().map(String::valueOf).sorted().toList();
        assertEquals(expected.size(), problems.size(), problems::toString);
        for (String beginning : expected) {
            assertTrue(
                    problems.stream().anyMatch(problem -> problem.startsWith(beginning)),
                    () -> beginning + " is not among " + problems);
        }
    }

    @Test
    void refusesWhatIsNotJson() {
        InvalidDefinition refused =
                assertThrows(InvalidDefinition.class, () -> parser.parse("{\"StartAt\": "));
        assertEquals("INVALID_JSON_DESCRIPTION", refused.problems().getFirst().code());
    }

    @Test
    void refusesAFieldThatIsGivenTwice() {
        InvalidDefinition refused =
                assertThrows(
                        InvalidDefinition.class,
                        () -> parser.parse("{\"StartAt\": \"A\", \"StartAt\": \"B\"}"));
        assertEquals("INVALID_JSON_DESCRIPTION", refused.problems().getFirst().code());
    }

    @Test
    void saysAllProblemsInOneText() {
        InvalidDefinition refused =
                assertThrows(
                        InvalidDefinition.class,
                        () ->
                                parser.parse(
                                        """
                                        {"QueryLanguage": "JSONata", "StartAt": "A",
                                         "States": {"A": {"Type": "Pass", "Next": "B"}, "C": {}}}
                                        """));
        assertEquals(
                "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are"
                        + " required: [Type] at /States/C, MISSING_TRANSITION_TARGET: Missing"
                        + " 'Next' target: B at /States/A/Next'",
                refused.getMessage());
    }
}
