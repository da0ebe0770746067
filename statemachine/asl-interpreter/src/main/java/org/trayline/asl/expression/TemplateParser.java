package org.trayline.asl.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.trayline.asl.json.Json;

/// Compiles the templates of a definition.
public final class TemplateParser {
    private static final String OPEN = "{%";
    private static final String CLOSE = "%}";

    private final BuiltInFunctions functions;

    public TemplateParser(BuiltInFunctions functions) {
        this.functions = functions;
    }

    public static boolean isExpression(Object value) {
        return value instanceof String text
                && text.length() >= OPEN.length() + CLOSE.length()
                && text.startsWith(OPEN)
                && text.endsWith(CLOSE);
    }

    /// @param problems told the JSON pointer and the text of each expression that does not compile
    public Template parse(String pointer, Object value, BiConsumer<String, String> problems) {
        if (isExpression(value)) {
            return expression(pointer, (String) value, problems);
        }
        return switch (value) {
            case Map<?, ?> fields -> object(pointer, fields, problems);
            case List<?> items -> array(pointer, items, problems);
            default -> new Template.Constant(value);
        };
    }

    private Template expression(
            String pointer, String delimited, BiConsumer<String, String> problems) {
        String text =
                delimited.substring(OPEN.length(), delimited.length() - CLOSE.length()).strip();
        try {
            return new Template.Computed(Expression.compile(text, functions));
        } catch (InvalidExpression fault) {
            problems.accept(pointer, fault.text());
            return new Template.Constant(Json.NULL);
        }
    }

    private Template object(String pointer, Map<?, ?> given, BiConsumer<String, String> problems) {
        Map<String, Template> fields = LinkedHashMap.newLinkedHashMap(given.size());
        given.forEach(
                (key, value) -> {
                    String name = String.valueOf(key);
                    fields.put(name, parse(pointer + "/" + escaped(name), value, problems));
                });
        return fields.values().stream().allMatch(Template.Constant.class::isInstance)
                ? new Template.Constant(given)
                : new Template.ObjectOf(fields);
    }

    private Template array(String pointer, List<?> given, BiConsumer<String, String> problems) {
        List<Template> items = new ArrayList<>(given.size());
        for (int index = 0; index < given.size(); index++) {
            items.add(parse(pointer + "/" + index, given.get(index), problems));
        }
        return items.stream().allMatch(Template.Constant.class::isInstance)
                ? new Template.Constant(given)
                : new Template.ArrayOf(items);
    }

    /// A name as a part of a JSON pointer (RFC 6901).
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
