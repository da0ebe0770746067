package org.trayline.asl.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.trayline.asl.Engine;
import org.trayline.asl.ScriptedFunctions;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;
import org.trayline.asl.time.VirtualClock;

/// Runs the tables of workflows in `src/test/resources`, which are written from the documentation.
///
/// A row states whichever it is about of: status, output, error, cause, path (states entered),
/// history (`type<-previous`), waits (of Wait and Retry), calls (of functions), assigned.
final class WorkflowTablesTest {
    private static final List<String> TABLES =
            List.of("states", "data", "errors", "retry", "containers", "functions");
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    @TestFactory
    Stream<DynamicTest> tables() {
        return TABLES.stream()
                .flatMap(
                        table ->
                                rows(table).stream()
                                        .map(
                                                row ->
                                                        dynamicTest(
                                                                table + ": " + row.get("fact"),
                                                                () -> check(row))));
    }

    private static List<Map<?, ?>> rows(String table) {
        String resource = "/org/trayline/asl/workflows/" + table + ".json";
        try (InputStream in = WorkflowTablesTest.class.getResourceAsStream(resource)) {
            String text =
                    new String(
                            Objects.requireNonNull(in, resource).readAllBytes(),
                            StandardCharsets.UTF_8);
            return ((List<?>) Json.parse(text).value())
                    .stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static void check(Map<?, ?> row) throws InterruptedException {
        ScriptedFunctions functions =
                new ScriptedFunctions(
                        row.get("functions") instanceof Map<?, ?> scripts ? scripts : Map.of());
        VirtualClock clock = VirtualClock.eager(NOON);
        try (Engine engine = new Engine(functions, clock)) {
            Execution execution =
                    engine.run(
                            Json.of(Objects.requireNonNull(row.get("definition"))).text(),
                            row.containsKey("input") ? text(row.get("input")) : "{}");
            Outcome outcome = execution.outcome();
            List<Event> events = execution.history().range(1, Integer.MAX_VALUE);
            same(row, "status", outcome.status().name());
            same(row, "output", outcome.output());
            same(row, "error", outcome.error());
            same(row, "cause", outcome.cause());
            same(row, "path", path(events));
            same(row, "history", events.stream().map(WorkflowTablesTest::brief).toList());
            same(row, "waits", clock.sleeps().stream().map(Duration::toString).toList());
            same(row, "calls", functions.calls());
            same(row, "assigned", assigned(events));
        }
    }

    private static void same(Map<?, ?> row, String field, @Nullable Object actual) {
        if (row.containsKey(field)) {
            assertEquals(
                    text(row.get(field)),
                    actual instanceof Json json ? json.text() : text(actual),
                    field);
        }
    }

    private static String text(@Nullable Object value) {
        return Json.of(value == null ? Json.NULL : value).text();
    }

    private static List<Object> path(List<Event> events) {
        return events.stream()
                .map(Event::detail)
                .filter(EventDetail.StateEntered.class::isInstance)
                .<Object>map(detail -> ((EventDetail.StateEntered) detail).name())
                .toList();
    }

    private static List<Object> assigned(List<Event> events) {
        return events.stream()
                .map(Event::detail)
                .filter(EventDetail.StateExited.class::isInstance)
                .map(detail -> ((EventDetail.StateExited) detail).assigned())
                .filter(variables -> !variables.isEmpty())
                .<Object>map(Object::toString)
                .toList();
    }

    private static Object brief(Event event) {
        String type =
                switch (event.detail()) {
                    case EventDetail.StateEntered entered -> entered.stateType() + "StateEntered";
                    case EventDetail.StateExited exited -> exited.stateType() + "StateExited";
                    case EventDetail.StateAborted aborted -> aborted.stateType() + "StateAborted";
                    default -> event.detail().getClass().getSimpleName();
                };
        return type + "<-" + event.previousId();
    }
}
