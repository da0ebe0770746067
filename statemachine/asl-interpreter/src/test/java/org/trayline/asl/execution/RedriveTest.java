package org.trayline.asl.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.asl.ApiFault;
import org.trayline.asl.Engine;
import org.trayline.asl.ScriptedFunctions;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;
import org.trayline.asl.time.VirtualClock;

/// Redrive, from "Restarting state machine executions with redrive in Step Functions".
final class RedriveTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final Map<String, Object> BREAKS =
            Map.of("throws", Map.of("errorType", "Broken"));
    private static final Map<String, Object> ECHOES = Map.of("echoes", true);

    private final VirtualClock clock = VirtualClock.eager(NOON);
    private final ScriptedFunctions functions = new ScriptedFunctions(Map.of());
    private final Engine engine = new Engine(functions, clock);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void goesOnFromTheFailedStateWithItsInputAndVariables() throws InterruptedException {
        functions.script("f", List.of(BREAKS, ECHOES));
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                          "A": {"Type": "Pass", "Output": {"n": 1}, "Assign": {"v": 2}, "Next": "T"},
                          "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                                "Arguments": {"FunctionName": "f",
                                              "Payload": "{% $states.input.n + $v %}"},
                                "Output": {"sum": "{% $states.result.Payload %}",
                                           "redrives": "{% $states.context.Execution.RedriveCount %}"},
                                "End": true}}}
                        """,
                        "{}");
        assertNull(execution.redriveObstacle());

        clock.advance(Duration.ofHours(1));
        assertEquals(NOON.plus(Duration.ofHours(1)), redrive(execution));
        engine.awaitEnd();

        assertEquals("{\"sum\":3,\"redrives\":1}", text(execution.outcome().output()));
        assertEquals(1, execution.outcome().redriveCount());
        assertEquals(List.of("f 3", "f 3"), functions.calls());
        assertEquals(
                List.of(
                        "ExecutionStarted<-0",
                        "StateEntered<-0",
                        "StateExited<-2",
                        "StateEntered<-3",
                        "TaskScheduled<-4",
                        "TaskStarted<-5",
                        "TaskFailed<-6",
                        "ExecutionFailed<-7",
                        "ExecutionRedriven<-8",
                        "TaskScheduled<-9",
                        "TaskStarted<-10",
                        "TaskSucceeded<-11",
                        "StateExited<-12",
                        "ExecutionSucceeded<-13"),
                history(execution));
    }

    @Test
    void grantsAllRetriesAnew() throws InterruptedException {
        functions.script("f", List.of(BREAKS));
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
                          "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                                "Arguments": {"FunctionName": "f",
                                    "Payload": "{% $states.context.State.RetryCount %}"},
                                "Retry": [{"ErrorEquals": ["Broken"], "MaxAttempts": 1}],
                                "End": true}}}
                        """,
                        "{}");
        redrive(execution);
        engine.awaitEnd();

        assertEquals(ExecutionStatus.FAILED, execution.outcome().status());
        assertEquals(List.of("f 0", "f 1", "f 0", "f 1"), functions.calls());
        redrive(execution);
        engine.awaitEnd();
        assertEquals(2, execution.outcome().redriveCount());
    }

    @Test
    void runsOnlyTheUnsuccessfulBranchesAgain() throws InterruptedException {
        functions.script("good", List.of(ECHOES));
        functions.script("bad", List.of(BREAKS, ECHOES));
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "P", "States": {
                          "P": {"Type": "Parallel", "End": true, "Branches": [
                            {"StartAt": "Good", "States": {"Good": {"Type": "Task",
                              "Resource": "arn:aws:states:::lambda:invoke",
                              "Arguments": {"FunctionName": "good", "Payload": 1},
                              "Output": "{% $states.result.Payload %}", "End": true}}},
                            {"StartAt": "First", "States": {
                              "First": {"Type": "Wait", "Seconds": 1, "Next": "Bad"},
                              "Bad": {"Type": "Task",
                                "Resource": "arn:aws:states:::lambda:invoke",
                                "Arguments": {"FunctionName": "bad", "Payload": 2},
                                "Output": "{% $states.result.Payload %}", "End": true}}}]}}}
                        """,
                        "{}");
        redrive(execution);
        engine.awaitEnd();

        assertEquals("[1,2]", text(execution.outcome().output()));
        assertEquals(2, functions.calls().stream().filter("bad 2"::equals).count());
        assertEquals(
                1, paths(execution).stream().filter("First"::equals).count(), "First had exited");
    }

    @Test
    void runsOnlyTheUnsuccessfulIterationsAgain() throws InterruptedException {
        functions.script("f", List.of(ECHOES, BREAKS, ECHOES));
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "M", "States": {
                          "M": {"Type": "Map", "Items": [10, 20, 30], "MaxConcurrency": 1,
                            "End": true, "ItemProcessor": {"StartAt": "T", "States": {
                              "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                                "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"},
                                "Output": "{% $states.result.Payload %}", "End": true}}}}}}
                        """,
                        "{}");
        redrive(execution);
        engine.awaitEnd();

        assertEquals("[10,20,30]", text(execution.outcome().output()));
        assertEquals(List.of("f 10", "f 20", "f 20", "f 30"), functions.calls());
        assertEquals(
                List.of(0, 1, 2),
                execution.history().range(1, Integer.MAX_VALUE).stream()
                        .map(Event::detail)
                        .filter(EventDetail.MapIterationSucceeded.class::isInstance)
                        .map(detail -> ((EventDetail.MapIterationSucceeded) detail).index())
                        .toList());
    }

    @Test
    void runsAllBranchesAgainIfTheirResultWasTooLong() throws InterruptedException {
        functions.script("f", List.of(Map.of("returnsLetters", 200_000)));
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "M", "States": {
                          "M": {"Type": "Map", "Items": [1, 2], "MaxConcurrency": 1,
                            "End": true, "ItemProcessor": {"StartAt": "T", "States": {
                              "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                                "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"},
                                "Output": "{% $states.result.Payload %}", "End": true}}}}}}
                        """,
                        "{}");
        assertEquals("States.DataLimitExceeded", execution.outcome().error());
        functions.script("f", List.of(ECHOES));
        redrive(execution);
        engine.awaitEnd();

        assertEquals("[1,2]", text(execution.outcome().output()));
        assertEquals(List.of("f 1", "f 2", "f 1", "f 2"), functions.calls());
    }

    @Test
    void entersAFailAgainAndFailsAgain() throws InterruptedException {
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "F",
                         "States": {"F": {"Type": "Fail", "Error": "E"}}}
                        """,
                        "{}");
        redrive(execution);
        engine.awaitEnd();

        assertEquals(
                List.of(
                        "ExecutionStarted<-0",
                        "StateEntered<-0",
                        "ExecutionFailed<-2",
                        "ExecutionRedriven<-3",
                        "StateEntered<-4",
                        "ExecutionFailed<-5"),
                history(execution));
    }

    @Test
    void keepsTheDefinitionItStartedWith() throws InterruptedException {
        functions.script("f", List.of(BREAKS, ECHOES));
        String definition =
                """
                {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
                  "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                        "Arguments": {"FunctionName": "f"}, "Output": "old", "End": true}}}
                """;
        Execution execution = engine.run(definition, "{}");
        engine.stepFunctions()
                .stateMachines()
                .update(
                        execution.identity().stateMachineArn(),
                        definition.replace("old", "new"),
                        null);
        redrive(execution);
        engine.awaitEnd();

        assertEquals("\"old\"", text(execution.outcome().output()));
    }

    @Test
    void theSameTokenWithinAQuarterOfAnHourIsTheSameRedrive() throws InterruptedException {
        Execution execution = failed();
        String arn = execution.identity().arn();
        assertEquals(NOON, engine.stepFunctions().redriveExecution(arn, "token"));
        engine.awaitEnd();
        clock.advance(Duration.ofMinutes(15));
        assertEquals(NOON, engine.stepFunctions().redriveExecution(arn, "token"));
        assertEquals(1, execution.outcome().redriveCount());

        clock.advance(Duration.ofSeconds(1));
        engine.stepFunctions().redriveExecution(arn, "token");
        engine.awaitEnd();
        assertEquals(2, execution.outcome().redriveCount());
    }

    @Test
    void refusesWhenTheStateMachineIsDeleted() throws InterruptedException {
        Execution execution = failed();
        engine.stepFunctions().stateMachines().delete(execution.identity().stateMachineArn());

        assertEquals("State machine is in DELETING status", refusal(execution));
        assertEquals(
                "State machine is in DELETING status",
                engine.stepFunctions().redriveObstacle(execution));
    }

    @Test
    void evaluatesAChoiceThatFailedAgain() throws InterruptedException {
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
                          "C": {"Type": "Choice", "Choices": [{"Next": "P", "Condition":
                            "{% $states.context.Execution.RedriveCount > 0 ? true : $missing %}"}]},
                          "P": {"Type": "Pass", "Output": "passed", "End": true}}}
                        """,
                        "{}");
        assertEquals("States.QueryEvaluationError", execution.outcome().error());
        redrive(execution);
        engine.awaitEnd();

        assertEquals("\"passed\"", text(execution.outcome().output()));
    }

    @Test
    void refusesWhatSucceeded() throws InterruptedException {
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "P",
                         "States": {"P": {"Type": "Pass", "End": true}}}
                        """,
                        "{}");

        assertEquals("Execution is SUCCEEDED and cannot be redriven", refusal(execution));
    }

    @Test
    void refusesAfterFourteenDays() throws InterruptedException {
        Execution execution = failed();
        clock.advance(Duration.ofDays(14));
        assertNull(execution.redriveObstacle());
        clock.advance(Duration.ofSeconds(1));

        assertEquals("Execution redrivable period exceeded", refusal(execution));
    }

    @Test
    void refusesWhenTheHistoryIsFull() throws InterruptedException {
        Execution execution =
                engine.run(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                          "A": {"Type": "Choice", "Default": "B",
                                "Choices": [{"Condition": false, "Next": "Z"}]},
                          "B": {"Type": "Pass", "Next": "A"}, "Z": {"Type": "Succeed"}}}
                        """,
                        "{}");

        assertEquals(25_000, execution.history().size());
        assertEquals("Execution history event limit exceeded", refusal(execution));
    }

    private Execution failed() throws InterruptedException {
        return engine.run(
                """
                {"QueryLanguage": "JSONata", "StartAt": "F", "States": {"F": {"Type": "Fail"}}}
                """,
                "{}");
    }

    private Instant redrive(Execution execution) {
        return engine.stepFunctions().redriveExecution(execution.identity().arn());
    }

    private String refusal(Execution execution) {
        ApiFault fault = assertThrows(ApiFault.class, () -> redrive(execution));
        assertEquals("ExecutionNotRedrivable", fault.code());
        return fault.text();
    }

    private static List<String> history(Execution execution) {
        return execution.history().range(1, Integer.MAX_VALUE).stream()
                .map(event -> event.detail().getClass().getSimpleName() + "<-" + event.previousId())
                .toList();
    }

    private static List<String> paths(Execution execution) {
        return execution.history().range(1, Integer.MAX_VALUE).stream()
                .map(Event::detail)
                .filter(EventDetail.StateEntered.class::isInstance)
                .map(detail -> ((EventDetail.StateEntered) detail).name())
                .toList();
    }

    private static String text(@Nullable Json json) {
        return json == null ? "none" : json.text();
    }
}
