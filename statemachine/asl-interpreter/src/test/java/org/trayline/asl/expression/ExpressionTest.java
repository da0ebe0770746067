package org.trayline.asl.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.asl.json.Json;
import org.trayline.asl.time.SystemWorkflowClock;

/// Faults are spelt as the JSONata reference implementation spells them, values as JSON.
final class ExpressionTest {
    private final BuiltInFunctions functions =
            new BuiltInFunctions(new SystemWorkflowClock(), new Random(1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$nope(1) | T1006: Attempted to invoke a non-function",
                "$eval('1') | T1006: Attempted to invoke a non-function",
                "1 + 'a' | T2002: The right side of the \"+\" operator must evaluate to a number",
                "'a' > 1 | T2009: The values \"a\" and 1 either side of operator \">\" must be of the same data type",
                "$sum('a') | T0412: Argument 1 of function \"sum\" must be an array of \"numbers\"",
                "$lookup(1, 2) | T0410: Argument 1 of function \"lookup\" does not match function signature",
                "$number('x') | D3030: Unable to cast value to a number: \"x\"",
                "$toMillis('noon') | D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"noon\"",
                "1 / 0 | D1001: Number out of range: null",
                "$error('boom') | D3137: boom",
                "$assert(false, 'no') | D3141: no",
            })
    void faults(String expression, String fault) throws InvalidExpression {
        QueryFailed failed = assertThrows(QueryFailed.class, () -> evaluate(expression));

        assertEquals(
                "The JSONata expression '%s' specified for the field 'Output' threw an error during evaluation. %s"
                        .formatted(expression, fault),
                failed.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | null",
                "[] | []",
                "[1] | [1]",
                "$states.input.list.($ + 1) | 2",
                "$states.input.list | [1]",
                "$states.input.none | null",
                "$states.input.list[0] | 1",
                "{'a': null, 'b': $states.input.nowhere} | {\"a\":null}",
                "`$states.input ~> |$|{'list': 2}|` | {\"list\":2,\"none\":null}",
                "$string(1.0) & '!' | \"1!\"",
                "$partition([0], 4) | [[0]]",
            })
    void values(String expression, String json) throws InvalidExpression, QueryFailed {
        assertEquals(json, Json.of(evaluate(expression)).text());
    }

    @Test
    void refusesWhatIsNotJsonata() {
        InvalidExpression invalid =
                assertThrows(InvalidExpression.class, () -> Expression.compile("{'a':", functions));

        assertEquals("Expected \"}\" before end of expression", invalid.text());
    }

    private Object evaluate(String expression) throws InvalidExpression, QueryFailed {
        Scope scope =
                new Scope(
                        Map.of(),
                        Map.of("input", Json.parse("{\"list\":[1],\"none\":null}").value()));
        return Expression.compile(expression, functions).evaluate("Output", scope);
    }
}
