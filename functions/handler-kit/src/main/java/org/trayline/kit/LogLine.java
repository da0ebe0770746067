package org.trayline.kit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line per invocation, as JSON: ids, outcome and milliseconds, never what a message says.
///
/// @param function the name of the function
/// @param subject what it worked on: an execution name, a meal period; null where it could not tell
/// @param outcome what came of it, or the class of the fault
public record LogLine(String function, @Nullable String subject, String outcome, Duration took) {
    public byte[] json() {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("service", "trayline");
        line.put("function", function);
        line.put("subject", subject);
        line.put("outcome", outcome);
        line.put("ms", took.toNanos() / 1e6);
        return (new String(StrictJson.write(line), StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
