package org.trayline.asl.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;

/// Turns what the JSONata engine answers into JSON values, without a copy where none is needed.
final class JsonataResults {
    private JsonataResults() {}

    /// Null if the result, or something in it, is a function or a pattern.
    static @Nullable Object asJson(Object result) {
        return switch (result) {
            case String text -> text;
            case Boolean truth -> truth;
            case Double number -> number.isNaN() || number.isInfinite() ? null : number;
            case Number number -> number;
            case Map<?, ?> fields -> object(fields);
            case List<?> items -> array(items);
            default -> Json.isNull(result) ? result : null;
        };
    }

    private static @Nullable Object object(Map<?, ?> fields) {
        Map<String, Object> checked = LinkedHashMap.newLinkedHashMap(fields.size());
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            Object value = element(field.getValue());
            if (value == null) {
                return null;
            }
            checked.put(String.valueOf(field.getKey()), value);
        }
        return checked;
    }

    private static @Nullable Object array(List<?> items) {
        List<Object> checked = new ArrayList<>(items.size());
        for (Object item : items) {
            Object value = element(item);
            if (value == null) {
                return null;
            }
            checked.add(value);
        }
        return checked;
    }

    private static @Nullable Object element(@Nullable Object value) {
        return value == null ? Json.NULL : asJson(value);
    }
}
