package org.trayline.asl.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.Settings;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/// The unchanged SDK client against the server.
final class SfnClientIT {
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";
    private static final String GREET =
            """
            {"QueryLanguage": "JSONata", "StartAt": "Greet", "States": {
              "Greet": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "greet", "Payload": "{% $states.input %}"},
                "Output": "{% $states.result.Payload %}", "Next": "Done"},
              "Done": {"Type": "Succeed"}}}
            """;

    private final LinkedBlockingQueue<ExecutionStatusChange> changes = new LinkedBlockingQueue<>();
    private final LambdaFunctions functions =
            (_, _) -> new LambdaFunctions.Returned("{\"hello\":\"you\"}", "7");
    private final StepFunctions engine =
            new StepFunctions(
                    functions,
                    new SystemWorkflowClock(),
                    new Random(1),
                    Settings.DEFAULT,
                    changes::add);
    private StepFunctionsServer server;
    private SfnClient client;

    @BeforeEach
    void serve() throws IOException {
        server = new StepFunctionsServer(engine, 0);
        client =
                SfnClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("any", "any")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        engine.close();
    }

    @Test
    void runsAnExecutionToItsEnd() throws InterruptedException {
        String arn = finishedExecution("first");

        var described = client.describeExecution(request -> request.executionArn(arn));
        assertEquals("SUCCEEDED", described.statusAsString());
        assertEquals("{\"hello\":\"you\"}", described.output());
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
        String arn = finishedExecution("backwards");

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
    void refusesANameThatWasUsed() throws InterruptedException {
        finishedExecution("once");

        assertThrows(ExecutionAlreadyExistsException.class, () -> finishedExecution("once"));
    }

    @Test
    void listsExecutionsByStatus() throws InterruptedException {
        String arn = finishedExecution("listed");
        String machine = client.listStateMachines().stateMachines().getFirst().stateMachineArn();

        var listed =
                client.listExecutions(
                        request -> request.stateMachineArn(machine).statusFilter("SUCCEEDED"));
        assertEquals(arn, listed.executions().getFirst().executionArn());
        assertTrue(
                client.listExecutions(
                                request -> request.stateMachineArn(machine).statusFilter("RUNNING"))
                        .executions()
                        .isEmpty());
    }

    @Test
    void refusesADefinitionWithThePointer() {
        InvalidDefinitionException refused =
                assertThrows(
                        InvalidDefinitionException.class,
                        () ->
                                client.createStateMachine(
                                        request ->
                                                request.name("old")
                                                        .roleArn(ROLE)
                                                        .definition(
                                                                GREET.replace(
                                                                        "\"Output\"",
                                                                        "\"ResultPath\""))));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("/States/Greet/ResultPath"), message);
    }

    @Test
    void knowsNoExecutionThatWasNotStarted() {
        assertThrows(
                ExecutionDoesNotExistException.class,
                () ->
                        client.describeExecution(
                                request ->
                                        request.executionArn(
                                                "arn:aws:states:us-east-1:000000000000:execution:m:x")));
    }

    private String finishedExecution(String name) throws InterruptedException {
        String machine =
                client.createStateMachine(
                                request -> request.name("greeter").roleArn(ROLE).definition(GREET))
                        .stateMachineArn();
        String arn =
                client.startExecution(
                                request -> request.stateMachineArn(machine).name(name).input("{}"))
                        .executionArn();
        ExecutionStatus status;
        do {
            ExecutionStatusChange change = changes.poll(10, TimeUnit.SECONDS);
            if (change == null) {
                throw new AssertionError("the execution did not end");
            }
            status = change.status();
        } while (status == ExecutionStatus.RUNNING);
        return arn;
    }
}
