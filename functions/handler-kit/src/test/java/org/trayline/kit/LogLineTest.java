package org.trayline.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class LogLineTest {
    private static final UUID REQUEST = UUID.fromString("00000000-0000-5000-8000-000000000001");

    private final KeptLog kept = new KeptLog();

    private JsonNode line() throws Exception {
        assertEquals(1, kept.lines().size(), () -> "lines: " + kept.lines());
        String line = kept.lines().getFirst();
        assertEquals(line.length() - 1, line.indexOf('\n'), () -> "one object to a line: " + line);
        return new JsonMapper().readTree(line);
    }

    @Test
    void whatIsNotKnownIsNotThere() throws Exception {
        LogLine.begin(kept, null).close();
        assertEquals(
                "[time, level, service, function, ms]",
                line().properties().stream().map(field -> field.getKey()).toList().toString());
    }

    @Test
    void aFaultIsAnErrorOfItsClassAndItsTextIsNotTold() throws Exception {
        try (LogLine line = LogLine.begin(kept, "Create Order")) {
            line.execution("x-1").request(REQUEST).fault(new IllegalStateException("of Jane"));
        }
        assertEquals("ERROR", line().path("level").asText());
        assertEquals("java.lang.IllegalStateException", line().path("outcome").asText());
        assertEquals(REQUEST.toString(), line().path("requestId").asText());
        assertEquals("Create Order", line().path("state").asText());
        assertFalse(kept.lines().toString().contains("Jane"));
    }

    @Test
    void metricsAreFieldsThatCloudWatchIsToldOf() throws Exception {
        try (LogLine line = LogLine.begin(kept, null)) {
            line.count("due", 2).count("due", 3).millis("took", Duration.ofNanos(1_234_567));
            line.value("openedAt", 540).value("openedAt", 541);
        }
        assertEquals(5, line().path("due").asInt());
        assertEquals(1.235, line().path("took").asDouble());
        assertEquals("[540,541]", line().path("openedAt").toString());
        JsonNode directive = line().at("/_aws/CloudWatchMetrics/0");
        assertEquals("[[\"service\",\"function\"]]", directive.path("Dimensions").toString());
        assertEquals(
                List.of("due Count", "took Milliseconds", "openedAt None"),
                directive
                        .path("Metrics")
                        .valueStream()
                        .map(m -> m.path("Name").asText() + " " + m.path("Unit").asText())
                        .toList());
        assertTrue(line().at("/_aws/Timestamp").asLong() > 1_700_000_000_000L);
    }

    /// CloudWatch refuses a longer array, and all metrics of its line with it.
    @Test
    void aMetricHasNoMoreValuesThanCloudWatchTakes() throws Exception {
        try (LogLine line = LogLine.begin(kept, null)) {
            for (int i = 0; i < 150; i++) {
                line.value("openedAt", i);
            }
        }
        assertEquals(100, line().path("openedAt").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jane Müller", "", "{\"a\":1}", "x\ny"})
    void whatIsNoIdOfOursIsLeftOut(String text) throws Exception {
        LogLine.begin(kept, null).execution(text).subject(text).close();
        assertFalse(line().has("executionName"));
        assertFalse(line().has("subject"));
    }

    @Test
    void aLibrarysWarningIsALineOfTheInvocationThatItsThreadIsIn() throws Exception {
        LibraryLog.install();
        try (LogLine line = LogLine.begin(kept, "Compose Meal")) {
            line.execution("x-1").request(REQUEST);
            LoggerFactory.getLogger("some.library").info("not told");
            LoggerFactory.getLogger("some.library")
                    .warn(
                            "no answer\nof {}",
                            "redis",
                            new IllegalStateException("Key (name)=(Jane)", new Exception("Jane")));
            JsonNode said = line();
            assertEquals("WARN", said.path("level").asText());
            assertEquals("some.library", said.path("logger").asText());
            assertEquals("no answer\nof redis", said.path("message").asText());
            assertEquals(
                    "java.lang.IllegalStateException < java.lang.Exception",
                    said.path("thrown").asText());
            assertEquals("x-1", said.path("executionName").asText());
            assertEquals(REQUEST.toString(), said.path("requestId").asText());
            assertFalse(kept.lines().toString().contains("Jane"));
        }
        assertEquals(2, kept.lines().size());
    }

    @Test
    void whatIsSaidOutsideOfAnInvocationGoesWhereTheProcessLogs() throws Exception {
        LibraryLog.install();
        LibraryLog.elsewhere(kept);
        System.getLogger("some.library").log(System.Logger.Level.ERROR, "it is broken");
        assertEquals("ERROR", line().path("level").asText());
        assertFalse(line().has("function"));
    }
}
