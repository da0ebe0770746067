package org.trayline.asl.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trayline.asl.json.Json;

/// A JSON value of a definition in which any string may be an expression. Immutable.
public sealed interface Template {
    /// The value with its expressions evaluated.
    ///
    /// @param location the field that holds the template, for instance `Output`
    Object evaluate(String location, Scope scope) throws QueryFailed;

    /// Holds no expression.
    record Constant(Object value) implements Template {
        @Override
        public Object evaluate(String location, Scope scope) {
            return value;
        }
    }

    record Computed(Expression expression) implements Template {
        @Override
        public Object evaluate(String location, Scope scope) throws QueryFailed {
            return expression.evaluate(location, scope);
        }
    }

    record ObjectOf(Map<String, Template> fields) implements Template {
        @Override
        public Object evaluate(String location, Scope scope) throws QueryFailed {
            Map<String, Object> value = LinkedHashMap.newLinkedHashMap(fields.size());
            for (Map.Entry<String, Template> field : fields.entrySet()) {
                value.put(
                        field.getKey(),
                        field.getValue().evaluate(location + "/" + field.getKey(), scope));
            }
            return value;
        }
    }

    record ArrayOf(List<Template> items) implements Template {
        @Override
        public Object evaluate(String location, Scope scope) throws QueryFailed {
            List<Object> value = new ArrayList<>(items.size());
            for (int index = 0; index < items.size(); index++) {
                value.add(items.get(index).evaluate(location + "[" + index + "]", scope));
            }
            return value;
        }
    }

    /// The failure to be of the type that the field needs.
    ///
    /// @param expected a JSONata type, for instance `array`
    default QueryFailed unexpected(String location, String expected, Object value) {
        String what =
                "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                        .formatted(expected, typeOf(value), Json.of(value));
        return this instanceof Computed computed
                ? computed.expression().failed(location, what)
                : new QueryFailed(
                        location, "The value specified for the field '" + location + "' " + what);
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Number _ -> "number";
            case Boolean _ -> "boolean";
            default -> "null";
        };
    }
}
