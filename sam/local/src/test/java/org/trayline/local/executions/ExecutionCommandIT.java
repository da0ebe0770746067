package org.trayline.local.executions;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.Settings;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.wire.StepFunctionsServer;
import picocli.CommandLine;

/// The two commands against an engine that is served over HTTP, as a run serves it.
final class ExecutionCommandIT {
    private static final String WORKFLOW =
            """
            {"QueryLanguage": "JSONata", "StartAt": "Check", "States": {
              "Check": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "flaky"}, "Next": "Every Tray",
                "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1}]},
              "Every Tray": {"Type": "Map", "Items": "{% [0..299] %}", "Next": "Both",
                "ItemProcessor": {"StartAt": "Compose", "States": {"Compose": {"Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                  "Arguments": {"FunctionName": "compose", "Payload": "{% $states.input %}"}}}},
                "Catch": [{"ErrorEquals": ["Broken"], "Next": "Both"}]},
              "Both": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "Notify", "States": {"Notify": {"Type": "Pass", "End": true}}},
                {"StartAt": "Order", "States": {
                  "Order": {"Type": "Wait", "Seconds": 1, "Next": "Create"},
                  "Create": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": {"FunctionName": "create"}, "End": true}}}]}}}
            """;
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final BlockingQueue<ExecutionStatusChange> changes = new LinkedBlockingQueue<>();
    private final StepFunctions engine =
            new StepFunctions(
                    this::invoke,
                    new SystemWorkflowClock(),
                    new Random(1),
                    Settings.DEFAULT,
                    changes::add);
    private final StepFunctionsServer server = new StepFunctionsServer(engine, 0);
    private final String machine =
            engine.stateMachines().create("tray-order", WORKFLOW, ROLE).arn();

    ExecutionCommandIT() throws IOException {}

    /// The check fails at first, item 217 always, the creation until its third call.
    private LambdaFunctions.Answer invoke(String function, byte[] payload) {
        int call = calls.computeIfAbsent(function, _ -> new AtomicInteger()).incrementAndGet();
        boolean breaks =
                switch (function) {
                    case "flaky" -> call == 1;
                    case "compose" -> new String(payload, StandardCharsets.UTF_8).equals("217");
                    case "create" -> call < 3;
                    default -> false;
                };
        return breaks
                ? new LambdaFunctions.FunctionError(
                        "Broken",
                        "no answer",
                        "{\"errorType\":\"Broken\",\"errorMessage\":\"no answer from the store\"}")
                : new LambdaFunctions.Returned("1", "$LATEST");
    }

    @AfterEach
    void close() {
        server.close();
        engine.close();
    }

    private record Run(int exitStatus, String out, String err) {
        JsonNode json() throws IOException {
            return new JsonMapper().readTree(out);
        }
    }

    private static Run run(Object command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                new CommandLine(command)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setExecutionExceptionHandler(
                                (e, line, _) -> {
                                    line.getErr().println(e.getMessage());
                                    return 2;
                                })
                        .execute(args);
        return new Run(status, out.toString(), err.toString());
    }

    private Run local(Object command, String... args) {
        String[] all = List.of(args).toArray(new String[args.length + 2]);
        all[args.length] = "--port-base";
        all[args.length + 1] = Integer.toString(server.endpoint().getPort());
        return run(command, all);
    }

    private String start(String name) throws InterruptedException {
        String arn = engine.startExecution(machine, name, "{}").identity().arn();
        awaitEnd();
        return arn;
    }

    private void awaitEnd() throws InterruptedException {
        ExecutionStatusChange change;
        do {
            change = changes.poll(30, TimeUnit.SECONDS);
            assertTrue(change != null, "no execution ended");
        } while (change.status() == ExecutionStatus.RUNNING);
    }

    @Test
    void drawsAnExecutionAsATreeOfItsStates() throws InterruptedException {
        start("tray-1");

        Run run = local(new ExecutionCommand(), "tray-1");

        assertEquals(0, run.exitStatus(), run.err());
        assertAll(
                () -> assertLine(run, "Check .* Task +succeeded .* 2 attempts"),
                () -> assertLine(run, "Every Tray .* Map +caught .* 300 iterations"),
                () -> assertLine(run, "iteration 217: failed"),
                () -> assertLine(run, "Compose .* failed .*"),
                () -> assertLine(run, "Broken: no answer from the store"),
                () -> assertLine(run, "Both .* Parallel +failed .*"),
                () -> assertLine(run, "branch 1: succeeded"),
                () -> assertLine(run, "Create .* failed .*"),
                () -> assertTrue(run.out().lines().count() < 25, run.out()),
                () ->
                        assertTrue(
                                run.out().lines().allMatch(line -> line.length() <= 100),
                                run.out()));
    }

    private static void assertLine(Run run, String pattern) {
        assertTrue(run.out().lines().anyMatch(line -> line.matches(".*" + pattern)), run.out());
    }

    @Test
    void showsWhatStillRunsWithoutADuration() throws InterruptedException {
        String waiting =
                """
                {"QueryLanguage": "JSONata", "StartAt": "Wait for Meal Period", "States": {
                  "Wait for Meal Period": {"Type": "Wait", "Seconds": 3600, "End": true}}}
                """;
        String arn = engine.stateMachines().create("waiting", waiting, ROLE).arn();
        Execution execution = engine.startExecution(arn, "tray-3", "{}");
        while (execution.history().size() < 2) {
            Thread.onSpinWait();
        }

        assertLine(local(new ExecutionsCommand()), "tray-3 +running +[-0-9]+ [:0-9]+ +0");
        Run run = local(new ExecutionCommand(), "tray-3");
        assertLine(run, "running");
        assertLine(run, "Wait for Meal Period +Wait +running");
    }

    @Test
    void showsEveryIterationIfAsked() throws InterruptedException {
        start("tray-1");

        Run run = local(new ExecutionCommand(), "tray-1", "--all");

        assertTrue(run.out().lines().filter(line -> line.contains("iteration ")).count() > 217);
    }

    @Test
    void goesOnWithTheStateThatWasRedriven() throws InterruptedException, IOException {
        String arn = start("tray-1");
        engine.redriveExecution(arn);
        awaitEnd();
        engine.redriveExecution(arn);
        awaitEnd();

        Run run = local(new ExecutionCommand(), arn, "--json");

        JsonNode json = run.json();
        assertEquals("SUCCEEDED", json.path("status").asText(), run.out());
        assertEquals(2, json.path("redrives").asInt());
        JsonNode both = json.path("states").path(2);
        assertEquals("succeeded", both.path("outcome").asText());
        assertEquals(2, both.path("branches").size());
        JsonNode create = both.path("branches").path(1).path("states").path(1);
        assertEquals("Create", create.path("name").asText());
        assertEquals(3, create.path("attempts").size());
        assertEquals("Broken", create.path("attempts").path(0).path("error").asText());
        assertTrue(create.path("attempts").path(2).path("error").isMissingNode());
    }

    @Test
    void listsExecutionsTheLatestFirst() throws InterruptedException, IOException {
        start("tray-1");
        start("tray-2");

        Run text = local(new ExecutionsCommand());
        Run json = local(new ExecutionsCommand(), "--json", "--limit", "1");

        assertLine(text, "tray-1 +failed .*");
        assertTrue(text.out().lines().allMatch(line -> line.length() <= 100), text.out());
        assertEquals(1, json.json().size());
        assertEquals("tray-2", json.json().path(0).path("name").asText());
        assertTrue(local(new ExecutionsCommand(), "--status", "running").out().contains("No exec"));
    }

    @Test
    void saysWhatIsWrongInOneLine() throws InterruptedException {
        start("tray-1");

        assertAll(
                () ->
                        assertRefused(
                                local(new ExecutionCommand(), "tray-9"),
                                "there is no execution tray-9"),
                () ->
                        assertRefused(
                                local(new ExecutionsCommand(), "--status", "done"),
                                "--status: done is none of"),
                () ->
                        assertRefused(
                                local(new ExecutionsCommand(), "--machine", "other"),
                                "--machine: there is no state machine other, only [tray-order]"),
                () ->
                        assertRefused(
                                local(new ExecutionsCommand(), "--profile", "dev"),
                                "--profile: is for an AWS account, give --aws too"),
                () ->
                        assertRefused(
                                run(new ExecutionsCommand(), "--port-base", "1"),
                                "no Step Functions at http://127.0.0.1:1: start sam/local/run"));
    }

    private static void assertRefused(Run run, String beginning) {
        assertEquals(2, run.exitStatus());
        assertTrue(run.err().startsWith(beginning), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void looksAtAnAwsAccountByConfigurationAlone(@TempDir Path folder)
            throws InterruptedException, IOException {
        start("tray-1");
        Path config = folder.resolve("config");
        Files.writeString(
                config,
                """
                [profile kitchen]
                region = eu-central-1
                endpoint_url = %s
                aws_access_key_id = test
                aws_secret_access_key = test
                """
                        .formatted(server.endpoint()));
        System.setProperty("aws.configFile", config.toString());
        System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());
        try {
            Run run = run(new ExecutionCommand(), "tray-1", "--aws", "--profile", "kitchen");

            assertEquals(0, run.exitStatus(), run.err());
            assertTrue(run.out().contains("Every Tray"), run.out());
        } finally {
            System.clearProperty("aws.configFile");
            System.clearProperty("aws.sharedCredentialsFile");
        }
    }
}
