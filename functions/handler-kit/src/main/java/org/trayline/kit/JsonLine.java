package org.trayline.kit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One JSON object on a line of its own.
final class JsonLine {
    private static final double NANOS_PER_MICRO = 1e3;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    JsonLine(Instant time, String level) {
        put("time", time).put("level", level).put("service", "trayline");
    }

    /// @param value null = the line says nothing of it
    JsonLine put(String field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value);
        }
        return this;
    }

    /// As a number of milliseconds, to the microsecond.
    static double millis(Duration took) {
        return Math.round(took.toNanos() / NANOS_PER_MICRO) / NANOS_PER_MICRO;
    }

    byte[] bytes() {
        // JSON escapes what would end a line.
        return (new String(StrictJson.write(fields), StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
