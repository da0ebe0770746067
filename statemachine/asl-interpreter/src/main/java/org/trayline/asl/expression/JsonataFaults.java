package org.trayline.asl.expression;

import com.dashjoin.jsonata.JException;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Spells an engine's fault as the JSONata reference implementation (2.0) does: `code: message`.
final class JsonataFaults {
    private static final Pattern NOT_A_NUMBER = Pattern.compile("For input string: (\".*\")");
    private static final Pattern NOT_A_TIME = Pattern.compile("Text '(.*)' could not be parsed.*");
    private static final Map<String, String> ELEMENT_TYPES =
            Map.of("n", "number", "s", "string", "b", "boolean", "o", "object", "f", "function");

    private JsonataFaults() {}

    static String describe(Throwable fault) {
        return switch (fault) {
            case JException known -> described(known);
            case NumberFormatException _ ->
                    "D3030: Unable to cast value to a number: "
                            + found(NOT_A_NUMBER, fault.getMessage());
            case DateTimeParseException _ ->
                    "D3110: The argument of the toMillis function must be an ISO 8601 formatted"
                            + " timestamp. Given \""
                            + found(NOT_A_TIME, fault.getMessage())
                            + "\"";
            case StackOverflowError _ ->
                    "U1001: Stack overflow error: Check for non-terminating recursive function."
                            + "  Consider rewriting as tail-recursive.";
            default -> "D3137: " + fault.getMessage();
        };
    }

    private static String described(JException fault) {
        String code = String.valueOf(fault.getError());
        String message =
                switch (code) {
                    case "T0410" ->
                            "Argument %s of function \"%s\" does not match function signature"
                                    .formatted(fault.getCurrent(), fault.getExpected());
                    case "T0412" ->
                            "Argument 1 of function must be an array of \"%s\""
                                    .formatted(elementType(fault.getExpected()));
                    case "D1001" -> "Number out of range: null";
                    default -> String.valueOf(fault.getMessage()).replace(" Object ", " function ");
                };
        return code + ": " + message;
    }

    private static String elementType(@Nullable Object letter) {
        return ELEMENT_TYPES.getOrDefault(String.valueOf(letter), "any");
    }

    private static String found(Pattern pattern, @Nullable String message) {
        Matcher matcher = pattern.matcher(String.valueOf(message));
        return matcher.matches() ? matcher.group(1) : String.valueOf(message);
    }
}
