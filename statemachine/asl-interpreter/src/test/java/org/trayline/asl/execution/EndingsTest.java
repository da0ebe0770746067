package org.trayline.asl.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trayline.asl.ApiFault;
import org.trayline.asl.Engine;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.ScriptedFunctions;
import org.trayline.asl.Settings;
import org.trayline.asl.history.Event;
import org.trayline.asl.time.VirtualClock;

/// Timeouts, stops and what is remembered afterwards.
final class EndingsTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final String HANGING_TASK =
            """
            {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": {"FunctionName": "f"},
                    "TimeoutSeconds": "{% $states.input.seconds %}", "End": true}}}
            """;
    private static final String LONG_WAIT =
            """
            {"QueryLanguage": "JSONata", "StartAt": "W", "TimeoutSeconds": 60, "States": {
              "W": {"Type": "Wait", "Seconds": 3600, "End": true}}}
            """;
    private static final String PASS =
            """
            {"QueryLanguage": "JSONata", "StartAt": "P",
             "States": {"P": {"Type": "Pass", "End": true}}}
            """;

    private static final String MIXED =
            """
            {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
              "C": {"Type": "Choice", "Default": "P", "Choices": [
                {"Condition": "{% $exists($states.input.wait) %}", "Next": "W"},
                {"Condition": "{% $exists($states.input.fail) %}", "Next": "F"}]},
              "W": {"Type": "Wait", "Seconds": 3600, "End": true},
              "F": {"Type": "Fail"}, "P": {"Type": "Pass", "End": true}}}
            """;

    private final VirtualClock clock = VirtualClock.standing(NOON);
    private final ScriptedFunctions functions =
            new ScriptedFunctions(Map.of("f", List.of(Map.of("hangs", true))));

    @Test
    void givesUpOnATaskAfterItsTimeout() throws InterruptedException {
        try (Engine engine = new Engine(functions, clock)) {
            Execution execution = engine.start(HANGING_TASK, "{\"seconds\": 30}");
            clock.awaitSleepers(1);
            clock.advance(Duration.ofSeconds(29));
            assertTrue(execution.isRunning());
            clock.advance(Duration.ofSeconds(1));

            ExecutionStatusChange end = engine.awaitEnd();
            assertEquals(ExecutionStatus.FAILED, end.status());
            assertEquals("States.Timeout", end.error());
            assertEquals(null, end.cause());
            assertEquals(
                    List.of(
                            "ExecutionStarted",
                            "StateEntered",
                            "TaskScheduled",
                            "TaskStarted",
                            "TaskTimedOut",
                            "ExecutionFailed"),
                    types(execution));
        }
    }

    @Test
    void timesOutAsAWhole() throws InterruptedException {
        try (Engine engine = new Engine(functions, clock)) {
            Execution execution = engine.start(LONG_WAIT, "{}");
            clock.awaitSleepers(2);
            clock.advance(Duration.ofSeconds(60));

            assertEquals(ExecutionStatus.TIMED_OUT, engine.awaitEnd().status());
            assertEquals(NOON.plusSeconds(60), execution.outcome().stopDate());
            assertEquals(
                    List.of("ExecutionStarted", "StateEntered", "ExecutionTimedOut"),
                    types(execution));
        }
    }

    @Test
    void aRedriveStartsTheTimeLimitAnew() throws InterruptedException {
        try (Engine engine = new Engine(functions, clock)) {
            Execution execution = engine.start(LONG_WAIT, "{}");
            clock.awaitSleepers(2);
            clock.advance(Duration.ofSeconds(60));
            engine.awaitEnd();
            engine.stepFunctions().redriveExecution(execution.identity().arn());
            clock.awaitSleepers(2);
            clock.advance(Duration.ofSeconds(59));
            assertTrue(execution.isRunning());
            clock.advance(Duration.ofSeconds(1));

            assertEquals(ExecutionStatus.TIMED_OUT, engine.awaitEnd().status());
            assertEquals(NOON.plusSeconds(120), execution.outcome().stopDate());
        }
    }

    @Test
    void stopsWhenToldTo() throws InterruptedException {
        try (Engine engine = new Engine(functions, clock)) {
            Execution execution = engine.start(LONG_WAIT, "{}");
            clock.awaitSleepers(2);

            engine.stepFunctions().stopExecution(execution.identity().arn(), "Enough", "why not");

            ExecutionStatusChange end = engine.awaitEnd();
            assertEquals(ExecutionStatus.ABORTED, end.status());
            assertEquals("Enough", end.error());
            assertEquals("why not", end.cause());
            List<Event> events = execution.history().range(1, 10);
            assertEquals(3, events.getLast().id());
            assertEquals(0, events.getLast().previousId());
        }
    }

    @Test
    void aStoppedExecutionStaysAsItIs() throws InterruptedException {
        try (Engine engine = new Engine(functions, clock)) {
            Execution execution = engine.run(PASS, "{}");
            Instant stopped = execution.outcome().stopDate();
            clock.advance(Duration.ofSeconds(9));

            assertEquals(
                    stopped,
                    engine.stepFunctions().stopExecution(execution.identity().arn(), null, null));
            assertEquals(ExecutionStatus.SUCCEEDED, execution.outcome().status());
        }
    }

    @Test
    void theOldestFinishedExecutionsLeaveFirst() throws InterruptedException {
        Settings two = new Settings("eu-central-1", "123456789012", 2);
        try (Engine engine = new Engine(functions, clock, new Random(1), two)) {
            Execution first = engine.run(PASS, "1");
            Execution second = engine.run(PASS, "2");
            Execution third = engine.run(PASS, "3");

            ApiFault fault =
                    assertThrows(
                            ApiFault.class,
                            () -> engine.stepFunctions().execution(first.identity().arn()));
            assertEquals("ExecutionDoesNotExist", fault.code());
            assertEquals(second, engine.stepFunctions().execution(second.identity().arn()));
            assertEquals(
                    List.of(third, second),
                    engine.stepFunctions()
                            .executions(third.identity().stateMachineArn(), null, Long.MAX_VALUE)
                            .map(Executions.Entry::execution)
                            .toList());
            assertTrue(
                    first.identity()
                            .arn()
                            .startsWith(
                                    "arn:aws:states:eu-central-1:123456789012:execution:machine:"));
        }
    }

    @Test
    void longHistoriesLeaveSooner() throws InterruptedException {
        Settings little = new Settings("us-east-1", "123456789012", 100, 25_000);
        try (Engine engine = new Engine(functions, clock, new Random(1), little)) {
            String input = "\"" + "x".repeat(4_000) + "\"";
            List<Execution> executions = new ArrayList<>();
            for (int count = 0; count < 10; count++) {
                executions.add(engine.run(PASS, input));
            }

            // Each holds its input once as such and once as its state's output.
            assertEquals(
                    executions.subList(7, 10).reversed(),
                    remembered(engine, executions.getFirst()));
        }
    }

    @Test
    void whatRunsNeverLeavesAndARedriveCountsAsANewEnd() throws InterruptedException {
        Settings two = new Settings("us-east-1", "123456789012", 2);
        try (Engine engine = new Engine(functions, clock, new Random(1), two)) {
            Execution waits = engine.start(MIXED, "{\"wait\": true}");
            Execution fails = engine.run(MIXED, "{\"fail\": true}");
            Execution passes = engine.run(MIXED, "{}");
            engine.stepFunctions().redriveExecution(fails.identity().arn());
            engine.awaitEnd();
            Execution passesToo = engine.run(MIXED, "{}");

            assertEquals(List.of(passesToo, fails, waits), remembered(engine, waits));
            assertThrows(
                    ApiFault.class,
                    () -> engine.stepFunctions().execution(passes.identity().arn()));
        }
    }

    private static List<Execution> remembered(Engine engine, Execution one) {
        return engine.stepFunctions()
                .executions(one.identity().stateMachineArn(), null, Long.MAX_VALUE)
                .map(Executions.Entry::execution)
                .toList();
    }

    @Test
    void theSameNameAndInputIsTheSameExecutionWhileItRuns() throws InterruptedException {
        try (Engine engine = new Engine(functions, clock)) {
            String machine = engine.start(LONG_WAIT, "{}").identity().stateMachineArn();
            var stepFunctions = engine.stepFunctions();
            Execution execution = stepFunctions.startExecution(machine, "a", "{}");

            assertEquals(execution, stepFunctions.startExecution(machine, "a", "{}"));
            assertEquals(
                    "ExecutionAlreadyExists",
                    assertThrows(
                                    ApiFault.class,
                                    () -> stepFunctions.startExecution(machine, "a", "[]"))
                            .code());
            assertEquals(2, stepFunctions.runningExecutions());
            stepFunctions.stopExecution(execution.identity().arn(), null, null);
            engine.awaitEnd();
            assertThrows(ApiFault.class, () -> stepFunctions.startExecution(machine, "a", "{}"));
            assertFalse(execution.isRunning());
        }
    }

    private static List<String> types(Execution execution) {
        return execution.history().range(1, Integer.MAX_VALUE).stream()
                .map(event -> event.detail().getClass().getSimpleName())
                .toList();
    }
}
