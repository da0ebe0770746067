package org.trayline.contract.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeSet;
import org.trayline.contract.Project;

/// Lines of the functions' log, held against `schema/messages/log-line.json` and against what no
/// schema can say: every metric that CloudWatch is told of is a field of the line, and every number
/// but the line's own duration is a metric that CloudWatch is told of.
public final class LogLines {
    private LogLines() {}

    public static JsonNode assertValid(String line) {
        assertTrue(line.indexOf('\n') == line.length() - 1, () -> "one object to a line: " + line);
        Messages.assertValid("log-line", line, "the log line");
        JsonNode json = read(line);
        TreeSet<String> metrics = new TreeSet<>();
        json.at("/_aws/CloudWatchMetrics/0/Metrics")
                .forEach(metric -> metrics.add(metric.path("Name").asText()));
        TreeSet<String> numbers = new TreeSet<>();
        json.properties()
                .forEach(
                        field -> {
                            if (field.getValue().isNumber() || field.getValue().isArray()) {
                                numbers.add(field.getKey());
                            }
                        });
        numbers.remove("ms");
        // A count of nothing is in the line, and is not told of.
        numbers.removeIf(name -> !metrics.contains(name) && json.path(name).asDouble(1) == 0);
        assertEquals(numbers, metrics, () -> "expected: numbers; was: metrics of " + line);
        return json;
    }

    /// Those that are not a library's word.
    public static List<JsonNode> ofInvocations(List<String> lines) {
        return lines.stream()
                .map(LogLines::assertValid)
                .filter(line -> line.has("outcome"))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return Project.JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
