package org.trayline.asl.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.expression.Template;
import org.trayline.asl.expression.TemplateParser;

/// One JSON object of a definition: typed reads that collect problems instead of stopping.
final class Node {
    private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    private static final Set<String> JSONPATH_FIELDS =
            Set.of(
                    "InputPath",
                    "Parameters",
                    "Result",
                    "ResultSelector",
                    "ResultPath",
                    "OutputPath",
                    "SecondsPath",
                    "TimestampPath",
                    "TimeoutSecondsPath",
                    "HeartbeatSecondsPath",
                    "ItemsPath",
                    "MaxConcurrencyPath",
                    "ErrorPath",
                    "CausePath",
                    "Variable");

    private final Map<?, ?> fields;
    private final String pointer;
    private final List<Problem> problems;
    private final TemplateParser templates;

    Node(Map<?, ?> fields, String pointer, List<Problem> problems, TemplateParser templates) {
        this.fields = fields;
        this.pointer = pointer;
        this.problems = problems;
        this.templates = templates;
    }

    /// True for the whole definition.
    boolean isRoot() {
        return pointer.isEmpty();
    }

    String pointer() {
        return pointer.isEmpty() ? "/" : pointer;
    }

    String pointer(String field) {
        return pointer + "/" + TemplateParser.escaped(field);
    }

    /// How many problems the whole definition has so far.
    int problems() {
        return problems.size();
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    @Nullable Object raw(String field) {
        return fields.get(field);
    }

    Collection<String> names() {
        return fields.keySet().stream().map(String::valueOf).toList();
    }

    /// Refuses this object as a whole.
    void refuse(String message) {
        problems.add(new Problem(SCHEMA, pointer(), message));
    }

    void refuse(String field, String message) {
        problems.add(new Problem(SCHEMA, pointer(field), message));
    }

    /// @param path the field that names the target, as the rest of a JSON pointer
    void missingTarget(String path, String target) {
        problems.add(
                new Problem(
                        "MISSING_TRANSITION_TARGET",
                        pointer + "/" + path,
                        "Missing 'Next' target: " + target));
    }

    void noEnd() {
        problems.add(new Problem("MISSING_END_STATE", null, "Workflow has no terminal state"));
    }

    void unreachable(String state) {
        problems.add(
                new Problem(
                        "MISSING_TRANSITION_TARGET",
                        pointer + "/States/" + TemplateParser.escaped(state),
                        "State \"" + state + "\" is not reachable."));
    }

    void require(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!has(name)) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            refuse("These fields are required: " + missing);
        }
    }

    /// Refuses each field that is none of these.
    void allow(Collection<String> allowed) {
        TreeSet<String> unknown = new TreeSet<>(names());
        unknown.removeAll(allowed);
        for (String field : unknown) {
            refuse(
                    field,
                    JSONPATH_FIELDS.contains(field)
                            ? "The QueryLanguage is set to 'JSONata', but field '"
                                    + field
                                    + "' is only supported for the 'JSONPath' QueryLanguage"
                            : "Field '" + field + "' is not supported");
        }
    }

    @Nullable String text(String field) {
        Object value = raw(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        refuse(field, "Expected value of type String");
        return null;
    }

    boolean flag(String field) {
        Object value = raw(field);
        if (value != null && !(value instanceof Boolean)) {
            refuse(field, "Expected value of type Boolean");
        }
        return Boolean.TRUE.equals(value);
    }

    OptionalLong integer(String field, long least, long most) {
        Object value = raw(field);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!isInteger(value)) {
            refuse(field, "Expected value of type Integer");
            return OptionalLong.empty();
        }
        long number = ((Number) value).longValue();
        if (number < least || number > most) {
            refuse(
                    field,
                    number < least ? "Minimum value is " + least : "Maximum value is " + most);
            return OptionalLong.empty();
        }
        return OptionalLong.of(number);
    }

    double number(String field, double otherwise, DoublePredicate sound, String rule) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number && sound.test(number.doubleValue())) {
            return number.doubleValue();
        }
        refuse(field, rule);
        return otherwise;
    }

    /// A field that may be an integer, or an expression that gives one.
    @Nullable Template integerOrExpression(String field, long least, long most) {
        Object value = raw(field);
        if (value == null || TemplateParser.isExpression(value)) {
            return template(field);
        }
        return integer(field, least, most).isPresent() ? new Template.Constant(value) : null;
    }

    @Nullable Template template(String field) {
        Object value = raw(field);
        return value == null
                ? null
                : templates.parse(pointer(field), value, this::invalidExpression);
    }

    private void invalidExpression(String at, String message) {
        problems.add(new Problem("INVALID_JSONATA_EXPRESSION", at, message));
    }

    @Nullable Node object(String field) {
        Object value = raw(field);
        if (value instanceof Map<?, ?> map) {
            return new Node(map, pointer(field), problems, templates);
        }
        if (value != null) {
            refuse(field, "Expected value of type Object");
        }
        return null;
    }

    List<Node> objects(String field) {
        List<Node> nodes = new ArrayList<>();
        List<?> items = list(field);
        for (int index = 0; index < items.size(); index++) {
            String at = pointer(field) + "/" + index;
            if (items.get(index) instanceof Map<?, ?> map) {
                nodes.add(new Node(map, at, problems, templates));
            } else {
                problems.add(new Problem(SCHEMA, at, "Expected value of type Object"));
            }
        }
        return nodes;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        List<?> items = list(field);
        for (int index = 0; index < items.size(); index++) {
            if (items.get(index) instanceof String text) {
                texts.add(text);
            } else {
                problems.add(
                        new Problem(
                                SCHEMA,
                                pointer(field) + "/" + index,
                                "Expected value of type String"));
            }
        }
        return texts;
    }

    private List<?> list(String field) {
        Object value = raw(field);
        if (value instanceof List<?> items) {
            return items;
        }
        if (value != null) {
            refuse(field, "Expected value of type Array");
        }
        return List.of();
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || (value instanceof Double number
                        && number == Math.rint(number)
                        && Math.abs(number) < Long.MAX_VALUE);
    }
}
