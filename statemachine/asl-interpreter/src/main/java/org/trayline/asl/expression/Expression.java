package org.trayline.asl.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import org.jspecify.annotations.Nullable;

/// One JSONata expression, compiled once. Threads may share it.
public final class Expression {
    private final String text;
    private final Jsonata compiled;

    private Expression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /// @param text the expression, without the delimiters
    /// @throws InvalidExpression if it is not JSONata
    public static Expression compile(String text, BuiltInFunctions functions)
            throws InvalidExpression {
        try {
            Jsonata compiled = Jsonata.jsonata(text);
            compiled.setOutputConvertNulls(false);
            compiled.setValidateInput(false);
            functions.registerIn(compiled);
            return new Expression(text, compiled);
        } catch (JException fault) {
            throw new InvalidExpression(String.valueOf(fault.getMessage()));
        } catch (RuntimeException fault) {
            throw new InvalidExpression(String.valueOf(fault.getMessage()));
        }
    }

    public String text() {
        return text;
    }

    /// The value, as [org.trayline.asl.json.Json] describes values.
    ///
    /// @param location the field that holds the expression, for the error text
    /// @throws QueryFailed if it throws, is undefined or is no JSON value
    public Object evaluate(String location, Scope scope) throws QueryFailed {
        Object result;
        try {
            result = compiled.evaluate(null, scope.frame());
        } catch (RuntimeException | StackOverflowError fault) {
            throw failed(
                    location,
                    "threw an error during evaluation" + JsonataFaults.describe(fault, text));
        }
        if (result == null) {
            throw failed(location, "returned nothing (undefined).");
        }
        @Nullable Object value = JsonataResults.asJson(result);
        if (value == null) {
            throw failed(location, "returned an unsupported result type.");
        }
        return value;
    }

    /// The failure of this expression to give what the field needs.
    QueryFailed failed(String location, String what) {
        return new QueryFailed(
                location,
                "The JSONata expression '%s' specified for the field '%s' %s"
                        .formatted(text, location, what));
    }
}
