package org.trayline.asl.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/// Executions by the unchanged SDK client.
final class SfnClientIT {
    private static final String GREET =
            """
            {"QueryLanguage": "JSONata", "StartAt": "Greet", "States": {
              "Greet": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "greet", "Payload": "{% $states.input %}"},
                "Output": "{% $states.result.Payload %}", "Next": "Done"},
              "Done": {"Type": "Succeed"}}}
            """;
    private static final String WAIT =
            """
            {"QueryLanguage": "JSONata", "StartAt": "W",
             "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": true}}}
            """;

    private final ServedEngine served = new ServedEngine();
    private final SfnClient client = served.client();

    SfnClientIT() throws IOException {
        served.functions().script("greet", List.of(Map.of("returns", Map.of("hello", "you"))));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void runsAnExecutionToItsEnd() throws InterruptedException {
        String arn = served.run(served.machine("greeter", GREET), "first");

        var described = client.describeExecution(request -> request.executionArn(arn));
        assertEquals("SUCCEEDED", described.statusAsString());
        assertEquals("{\"hello\":\"you\"}", described.output());
        assertEquals(
                "Execution is SUCCEEDED and cannot be redriven", described.redriveStatusReason());
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded"),
                client
                        .getExecutionHistoryPaginator(
                                request -> request.executionArn(arn).maxResults(2))
                        .events()
                        .stream()
                        .map(HistoryEvent::typeAsString)
                        .toList());
    }

    @Test
    void givesTheHistoryBackwards() throws InterruptedException {
        String arn = served.run(served.machine("greeter", GREET), "backwards");

        List<Long> ids =
                client
                        .getExecutionHistoryPaginator(
                                request ->
                                        request.executionArn(arn).maxResults(4).reverseOrder(true))
                        .events()
                        .stream()
                        .map(HistoryEvent::id)
                        .toList();
        assertEquals(List.of(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L), ids);
    }

    @Test
    void leavesDataOutOfTheHistoryIfAsked() throws InterruptedException {
        String arn = served.run(served.machine("greeter", GREET), "secret");

        GetExecutionHistoryResponse history =
                client.getExecutionHistory(
                        request -> request.executionArn(arn).includeExecutionData(false));
        assertNull(history.events().getFirst().executionStartedEventDetails().input());
        assertNull(history.events().get(5).stateExitedEventDetails().output());
        assertEquals("Greet", history.events().get(5).stateExitedEventDetails().name());
    }

    @Test
    void redrivesAFailedExecution() throws InterruptedException {
        served.functions()
                .script(
                        "greet",
                        List.of(
                                Map.of("throws", Map.of("errorType", "Broken")),
                                Map.of("returns", "again")));
        String arn = served.run(served.machine("greeter", GREET), "redriven");
        assertEquals(
                "REDRIVABLE",
                client.describeExecution(request -> request.executionArn(arn))
                        .redriveStatusAsString());

        client.redriveExecution(request -> request.executionArn(arn));
        served.awaitEnd();

        var described = client.describeExecution(request -> request.executionArn(arn));
        assertEquals("\"again\"", described.output());
        assertEquals(1, described.redriveCount());
        assertThrows(
                ExecutionNotRedrivableException.class,
                () -> client.redriveExecution(request -> request.executionArn(arn)));
    }

    @Test
    void stopsAnExecution() throws InterruptedException {
        String machine = served.machine("waiter", WAIT);
        String arn =
                client.startExecution(request -> request.stateMachineArn(machine)).executionArn();
        client.stopExecution(
                request -> request.executionArn(arn).error("Enough").cause("kitchen closed"));
        served.awaitEnd();

        var described = client.describeExecution(request -> request.executionArn(arn));
        assertEquals("ABORTED", described.statusAsString());
        assertEquals("kitchen closed", described.cause());
    }

    @Test
    void listsExecutionsByStatusAndPage() throws InterruptedException {
        String machine = served.machine("greeter", GREET);
        String first = served.run(machine, "a");
        String second = served.run(machine, "b");
        String third = served.run(machine, "c");

        assertEquals(
                List.of(third, second, first),
                client
                        .listExecutionsPaginator(
                                request ->
                                        request.stateMachineArn(machine)
                                                .statusFilter("SUCCEEDED")
                                                .maxResults(2))
                        .executions()
                        .stream()
                        .map(execution -> execution.executionArn())
                        .toList());
        assertTrue(
                client.listExecutions(
                                request -> request.stateMachineArn(machine).statusFilter("RUNNING"))
                        .executions()
                        .isEmpty());
    }

    @Test
    void listsOnlyStateMachinesExecutions() {
        String machine = served.machine("greeter", GREET);
        for (Consumer<ListExecutionsRequest.Builder> unsound :
                List.<Consumer<ListExecutionsRequest.Builder>>of(
                        request -> request.stateMachineArn(machine).redriveFilter("REDRIVEN"),
                        request -> request.stateMachineArn(machine).statusFilter("PENDING_REDRIVE"),
                        request -> request.stateMachineArn(machine).statusFilter("DONE"),
                        request -> request.stateMachineArn(machine).maxResults(1001),
                        request -> request.stateMachineArn(machine).mapRunArn(machine),
                        request -> {})) {
            assertThrows(ValidationException.class, () -> client.listExecutions(unsound));
        }
    }

    @Test
    void refusesWhatAwsRefuses() throws InterruptedException {
        String machine = served.machine("greeter", GREET);
        String arn = served.run(machine, "once");

        assertThrows(ExecutionAlreadyExistsException.class, () -> served.run(machine, "once"));
        assertThrows(InvalidNameException.class, () -> served.run(machine, "a/b"));
        assertThrows(
                InvalidExecutionInputException.class,
                () ->
                        client.startExecution(
                                request -> request.stateMachineArn(machine).input("{")));
        assertThrows(
                InvalidArnException.class,
                () -> client.describeExecution(request -> request.executionArn("nonsense")));
        assertThrows(
                InvalidArnException.class,
                () -> client.describeExecution(request -> request.executionArn(machine)));
        assertThrows(
                ExecutionDoesNotExistException.class,
                () -> client.describeExecution(request -> request.executionArn(arn + "x")));
        assertThrows(
                InvalidTokenException.class,
                () ->
                        client.getExecutionHistory(
                                request -> request.executionArn(arn).nextToken("nonsense")));
    }

    @Test
    void answersOnlyPost() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) served.server().endpoint().toURL().openConnection();
        assertEquals(405, connection.getResponseCode());
    }
}
