package org.trayline.asl.expression;

import com.dashjoin.jsonata.JException;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;

/// Spells an engine's fault as AWS does: `. code: message`, and `: message` where there is no code.
final class JsonataFaults {
    private static final String TOO_DEEP =
            "Stack overflow error: Check for non-terminating recursive function. Consider rewriting"
                    + " as tail-recursive";
    private static final Pattern NOT_A_NUMBER = Pattern.compile("For input string: (\".*\")");
    private static final Pattern NOT_A_TIME = Pattern.compile("Text '(.*)' could not be parsed.*");
    private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");
    private static final Pattern CALL = Pattern.compile("\\$(\\w+)\\s*\\($");
    private static final Pattern COMPARISON = Pattern.compile("[<>]=?");
    private static final Map<String, String> ELEMENT_TYPES =
            Map.of(
                    "a",
                    "arrays",
                    "b",
                    "booleans",
                    "f",
                    "functions",
                    "n",
                    "numbers",
                    "o",
                    "objects",
                    "s",
                    "strings");

    private JsonataFaults() {}

    /// With the punctuation that leads to it.
    ///
    /// @param expression the text in which the fault happened
    static String describe(Throwable fault, String expression) {
        return switch (fault) {
            case JException known -> described(known, expression);
            case NumberFormatException _ ->
                    ". D3030: Unable to cast value to a number: "
                            + found(NOT_A_NUMBER, fault.getMessage());
            case DateTimeParseException _ ->
                    ". D3110: The argument of the toMillis function must be an ISO 8601 formatted"
                            + " timestamp. Given \""
                            + found(NOT_A_TIME, fault.getMessage())
                            + "\"";
            case StackOverflowError _ -> ": " + TOO_DEEP;
            default -> ". D3137: " + fault.getMessage();
        };
    }

    private static String described(JException fault, String expression) {
        String code = String.valueOf(fault.getError());
        if (!CODE.matcher(code).matches()) {
            return ": " + (code.startsWith("Stack overflow error") ? TOO_DEEP : code);
        }
        String message =
                switch (code) {
                    case "T0410" ->
                            "Argument %s of function \"%s\" does not match function signature"
                                    .formatted(fault.getCurrent(), called(fault, expression));
                    case "T0412" ->
                            "Argument 1 of function \"%s\" must be an array of \"%s\""
                                    .formatted(
                                            called(fault, expression),
                                            elementType(fault.getExpected()));
                    case "T2009" ->
                            "The values %s and %s either side of operator \"%s\" must be of the same data type"
                                    .formatted(
                                            json(fault.getCurrent()),
                                            json(fault.getExpected()),
                                            comparison(expression));
                    case "D1001" -> "Number out of range: null";
                    default ->
                            bare(
                                    bare(
                                            String.valueOf(fault.getMessage())
                                                    .replace(" Object ", " function "),
                                            fault.getCurrent()),
                                    fault.getExpected());
                };
        return ". " + code + ": " + message;
    }

    /// The engine quotes whatever it names; AWS spells it as JSON.
    private static String bare(String message, @Nullable Object value) {
        return value == null || value instanceof String
                ? message
                : message.replace("\"" + value + "\"", json(value));
    }

    /// The function whose call the fault's position ends.
    private static String called(JException fault, String expression) {
        int end = Math.clamp(fault.getLocation(), 0, expression.length());
        Matcher call = CALL.matcher(expression.substring(0, end));
        return call.find() ? call.group(1) : String.valueOf(fault.getExpected());
    }

    private static String comparison(String expression) {
        Matcher operator = COMPARISON.matcher(expression);
        return operator.find() ? operator.group() : "<";
    }

    private static String json(@Nullable Object value) {
        Object json = value == null ? Json.NULL : JsonataResults.asJson(value);
        return json == null ? String.valueOf(value) : Json.of(json).text();
    }

    private static String elementType(@Nullable Object letter) {
        return ELEMENT_TYPES.getOrDefault(String.valueOf(letter), "any");
    }

    private static String found(Pattern pattern, @Nullable String message) {
        Matcher matcher = pattern.matcher(String.valueOf(message));
        return matcher.matches() ? matcher.group(1) : String.valueOf(message);
    }
}
