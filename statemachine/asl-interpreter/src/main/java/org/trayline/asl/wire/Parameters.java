package org.trayline.asl.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ApiFault;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;

/// The parameters of one call.
final class Parameters {
    private final Map<?, ?> fields;

    private Parameters(Map<?, ?> fields) {
        this.fields = fields;
    }

    static Parameters parse(String body) {
        if (body.isEmpty()) {
            return new Parameters(Map.of());
        }
        try {
            if (Json.read(body).value() instanceof Map<?, ?> fields) {
                return new Parameters(fields);
            }
            throw new ApiFault("SerializationException", "Start of structure expected");
        } catch (MalformedJson fault) {
            throw new ApiFault("SerializationException", String.valueOf(fault.getMessage()));
        }
    }

    @Nullable Object raw(String name) {
        Object value = fields.get(name);
        return Json.isNull(value) ? null : value;
    }

    @Nullable String text(String name) {
        Object value = raw(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new ApiFault("SerializationException", name + " can not be converted to a String");
    }

    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new ApiFault(
                    "ValidationException",
                    "1 validation error detected: Value null at '"
                            + name
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    boolean flag(String name, boolean otherwise) {
        return raw(name) instanceof Boolean flag ? flag : otherwise;
    }

    /// One of some words, or null if it is not given.
    @Nullable String choice(String name, List<String> words) {
        String value = text(name);
        if (value == null || words.contains(value)) {
            return value;
        }
        throw new ApiFault(
                "ValidationException",
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: [%s]"
                        .formatted(value, name, String.join(", ", words)));
    }

    /// How many results a page may have: from 1 to 1000; absent or 0 for the service's 100.
    int maxResults() {
        return maxResults(Page.LARGEST_SIZE);
    }

    int maxResults(int largest) {
        Object value = raw("maxResults");
        if (value == null) {
            return Page.DEFAULT_SIZE;
        }
        if (!(value instanceof Integer given)) {
            throw new ApiFault(
                    "SerializationException", "maxResults can not be converted to an Integer");
        }
        if (given < 0 || given > largest) {
            throw new ApiFault(
                    "ValidationException",
                    "1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: Member must have value %s"
                            .formatted(
                                    given,
                                    given < 0
                                            ? "greater than or equal to 0"
                                            : "less than or equal to " + largest));
        }
        return given == 0 ? Page.DEFAULT_SIZE : given;
    }

    List<Parameters> objects(String name) {
        List<Parameters> objects = new ArrayList<>();
        if (raw(name) instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> object) {
                    objects.add(new Parameters(object));
                }
            }
        }
        return objects;
    }

    List<String> texts(String name) {
        return raw(name) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }
}
