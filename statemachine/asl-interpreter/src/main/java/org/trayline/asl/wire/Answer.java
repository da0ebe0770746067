package org.trayline.asl.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;

/// A JSON object under construction; what is null is left out.
final class Answer {
    private static final double MILLIS = 1000.0;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Answer put(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /// JSON travels as text.
    Answer putText(String name, @Nullable Json value) {
        return put(name, value == null ? null : value.text());
    }

    /// Times travel as seconds since 1970.
    Answer put(String name, @Nullable Instant time) {
        return put(name, time == null ? null : (Object) (time.toEpochMilli() / MILLIS));
    }

    Map<String, Object> fields() {
        return fields;
    }
}
