package org.trayline.asl.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.trayline.asl.Engine;
import org.trayline.asl.ScriptedFunctions;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.VirtualClock;

/// Executions, branches and iterations that run at the same time.
final class ManyAtOnceTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final int MANY = 3000;

    @Test
    void thousandsOfExecutionsWaitAndEndTogether() throws InterruptedException {
        VirtualClock clock = VirtualClock.standing(NOON);
        try (Engine engine = new Engine(new ScriptedFunctions(Map.of()), clock)) {
            List<Execution> executions = new ArrayList<>();
            for (int index = 0; index < MANY; index++) {
                executions.add(
                        engine.start(
                                """
                                {"QueryLanguage": "JSONata", "StartAt": "W", "States": {
                                  "W": {"Type": "Wait", "Seconds": 60, "Next": "P"},
                                  "P": {"Type": "Pass", "End": true,
                                        "Output": "{% $sum([1..$states.input]) %}"}}}
                                """,
                                Integer.toString(index)));
            }
            clock.awaitSleepers(MANY);
            assertEquals(MANY, engine.stepFunctions().runningExecutions());
            clock.advance(Duration.ofMinutes(1));
            for (int index = 0; index < MANY; index++) {
                engine.awaitEnd();
            }

            assertEquals(0, engine.stepFunctions().runningExecutions());
            for (int index = 1; index < MANY; index++) {
                assertEquals(
                        Json.of(index * (index + 1) / 2), executions.get(index).outcome().output());
            }
        }
    }

    @RepeatedTest(500)
    void whatFailsAmongManyIterationsIsAllThatARedriveRunsAgain() throws InterruptedException {
        Set<String> broken = new HashSet<>(Set.of("7", "13", "31"));
        LambdaFunctions functions =
                (_, payload) -> {
                    String item = new String(payload, StandardCharsets.UTF_8);
                    synchronized (broken) {
                        return broken.remove(item)
                                ? new LambdaFunctions.FunctionError(
                                        "Broken", null, "{\"errorType\":\"Broken\"}")
                                : new LambdaFunctions.Returned(item, "1");
                    }
                };
        try (Engine engine = new Engine(functions, VirtualClock.eager(NOON))) {
            Execution execution =
                    engine.run(
                            """
                            {"QueryLanguage": "JSONata", "StartAt": "M", "States": {
                              "M": {"Type": "Map", "Items": "{% [1..50] %}", "End": true,
                                "Output": "{% $states.result = [1..50] %}",
                                "ItemProcessor": {"StartAt": "T", "States": {
                                  "T": {"Type": "Task",
                                    "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
                                    "Next": "P"},
                                  "P": {"Type": "Pass", "End": true}}}}}}
                            """,
                            "{}");
            int redrives = 0;
            while (execution.outcome().status() == ExecutionStatus.FAILED) {
                engine.stepFunctions().redriveExecution(execution.identity().arn());
                engine.awaitEnd();
                redrives++;
            }

            assertTrue(redrives <= 3, () -> "redriven too often");
            assertEquals(Json.of(true), execution.outcome().output());
            List<Event> events = execution.history().range(1, Integer.MAX_VALUE);
            assertEquals(50, count(events, EventDetail.MapIterationStarted.class));
            assertEquals(50, count(events, EventDetail.MapIterationSucceeded.class));
            assertEquals(redrives, count(events, EventDetail.MapStateFailed.class));
            for (Event event : events) {
                assertTrue(event.previousId() < event.id(), event::toString);
            }
        }
    }

    @Test
    void aBranchThatFailsEndsTheOthers() throws InterruptedException {
        VirtualClock clock = VirtualClock.standing(NOON);
        try (Engine engine = new Engine(new ScriptedFunctions(Map.of()), clock)) {
            Execution execution =
                    engine.start(
                            """
                            {"QueryLanguage": "JSONata", "StartAt": "P", "States": {
                              "P": {"Type": "Parallel", "Next": "Q", "Branches": [
                                {"StartAt": "Long", "States": {
                                  "Long": {"Type": "Wait", "Seconds": 3600, "End": true}}},
                                {"StartAt": "Short", "States": {
                                  "Short": {"Type": "Wait", "Seconds": 1, "Next": "F"},
                                  "F": {"Type": "Fail", "Error": "E"}}}],
                                "Catch": [{"ErrorEquals": ["E"], "Next": "Q"}]},
                              "Q": {"Type": "Pass", "End": true}}}
                            """,
                            "{}");
            clock.awaitSleepers(2);
            clock.advance(Duration.ofSeconds(1));
            engine.awaitEnd();

            assertEquals(ExecutionStatus.SUCCEEDED, execution.outcome().status());
            List<String> after =
                    execution.history().range(8, 12).stream()
                            .map(event -> event.detail().getClass().getSimpleName())
                            .toList();
            assertEquals(
                    List.of("StateAborted", "ParallelStateFailed", "StateExited", "StateEntered"),
                    after);
        }
    }

    private static long count(List<Event> events, Class<? extends EventDetail> type) {
        return events.stream().map(Event::detail).filter(type::isInstance).count();
    }
}
