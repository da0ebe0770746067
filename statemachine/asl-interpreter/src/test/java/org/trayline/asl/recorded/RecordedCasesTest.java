package org.trayline.asl.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.trayline.asl.Engine;
import org.trayline.asl.Settings;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.execution.Outcome;
import org.trayline.asl.json.Json;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.wire.SpeltHistory;

/// Runs what AWS Step Functions was recorded to answer for JSONata workflows, event by event.
///
/// The recordings are looked for in the folder that the system property `asl.cases` names, else in
/// `shared/asl-cases` beside the project's root. Where there are none this factory gives no tests.
final class RecordedCasesTest {
    private static final Settings RECORDED_IN = new Settings("us-east-1", "111111111111", 100);

    @TestFactory
    Stream<DynamicTest> recordings() throws IOException {
        Path cases = folder().resolve("cases");
        if (!Files.isDirectory(cases)) {
            return Stream.empty();
        }
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(cases)) {
            for (Path file : files.sorted().toList()) {
                RecordedCase recorded = RecordedCase.read(file);
                if (recorded.isJsonataExecution()) {
                    tests.add(dynamicTest(recorded.id(), () -> check(recorded)));
                }
            }
        }
        return tests.stream();
    }

    private static Path folder() {
        String named = System.getProperty("asl.cases");
        return named == null ? Path.of("../../../shared/asl-cases") : Path.of(named);
    }

    private static void check(RecordedCase recorded) throws InterruptedException {
        try (Engine engine =
                new Engine(
                        new RecordedFunctions(recorded.list("lambdas")),
                        new SystemWorkflowClock(),
                        new Random(1),
                        RECORDED_IN)) {
            Object input = recorded.fields().get("input");
            Execution execution =
                    engine.run(
                            recorded.text("definition_text"),
                            Json.isNull(input) ? "{}" : String.valueOf(input));
            Map<?, ?> expected = recorded.object("expected");
            Outcome outcome = execution.outcome();
            assertEquals(expected.get("status"), outcome.status().name());
            Json output = outcome.output();
            same(recorded, expected.get("output"), output == null ? null : output.text(), "output");
            same(recorded, expected.get("error"), outcome.error(), "error");
            same(recorded, expected.get("cause"), outcome.cause(), "cause");
            if (expected.get("events") instanceof List<?> events) {
                same(recorded, events, SpeltHistory.of(execution), "events");
            }
        }
    }

    private static void same(
            RecordedCase recorded,
            @Nullable Object expected,
            @Nullable Object actual,
            String what) {
        Comparison comparison = new Comparison(recorded.list("masks"));
        assertTrue(
                comparison.same(expected, actual, what),
                () -> String.valueOf(comparison.difference()));
    }
}
