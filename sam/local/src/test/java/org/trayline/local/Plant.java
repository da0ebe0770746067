package org.trayline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Watch;
import org.trayline.local.services.LocalPostgres;
import org.trayline.meal.facility.MealPeriod;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The whole system in this process, impatient: its workflow tries a step twice instead of for
/// minutes, and its queues deliver again after two seconds.
final class Plant implements AutoCloseable {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    private static final JsonMapper JSON = new JsonMapper();

    final Watch watch = new Watch();
    private final Path data;
    private final int base;
    private final Machine machine;
    private final Meal meal;
    private final SystemWorkflowClock clock;
    private final Deployment deployment;
    private @Nullable LocalPostgres restarted;

    Plant(Path folder, Path hospital) throws IOException, SQLException {
        Path project = impatient(folder);
        this.data = folder.resolve("data");
        this.base = freeBase();
        Ports ports = Ports.from(base);
        this.machine = Machine.start(Runs.project(), data, true, hospital, ports);
        try (Connection connection = machine.postgres().connect("test")) {
            this.meal =
                    Meal.choose(
                            connection,
                            ((ImportReport.Imported) machine.report()).facilityId(),
                            MealPeriod.LUNCH,
                            DATE,
                            null,
                            Instant.now());
        }
        this.clock = new SystemWorkflowClock(meal.offsetFrom(Instant.now()));
        this.deployment =
                new Deployment(
                        machine,
                        project.resolve("sam/template.yaml"),
                        clock,
                        ports.stepFunctions(),
                        ports.api(),
                        folder.resolve("functions.log"),
                        watch);
    }

    /// The template and the workflow with shorter times, in another folder.
    private static Path impatient(Path folder) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        copy("sam/template.yaml", project, "VisibilityTimeout: 120", "VisibilityTimeout: 2");
        copy(
                "statemachine/tray-order.asl.json",
                project,
                "\"MaxAttempts\": 20",
                "\"MaxAttempts\": 1");
        return project;
    }

    private static void copy(String file, Path project, String part, String instead)
            throws IOException {
        String text = Files.readString(Runs.project().resolve(file));
        if (!text.contains(part)) {
            throw new IllegalStateException(file + " does not say " + part);
        }
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(project.resolve(file), text.replace(part, instead));
    }

    /// Another process looks elsewhere first: between this look and the start of what listens there
    /// the ports are free for everybody.
    private static int freeBase() {
        long first = ProcessHandle.current().pid() * 37;
        for (int i = 0; i < 990; i++) {
            int base = 20_100 + (int) ((first + i) % 990) * 10;
            try {
                Ports.from(base);
                return base;
            } catch (Refused taken) {
                // The next ten.
            }
        }
        throw new IllegalStateException("no free ports in a row");
    }

    /// Calls the function of the schedule.
    ///
    /// @param now by the hospital's clock
    /// @param sweep false opens lunch
    JsonNode open(Instant now, boolean sweep) throws InterruptedException, IOException {
        String input =
                """
                {"schemaVersion": 1, "now": "%s", "source": "SCHEDULED", "facilityId": null,
                 "meal": %s, "resendAll": false}"""
                        .formatted(
                                now,
                                sweep
                                        ? "null"
                                        : "{\"serviceDate\": \"%s\", \"mealPeriod\": \"LUNCH\"}"
                                                .formatted(DATE));
        LambdaFunctions.Answer answer =
                deployment
                        .lambda()
                        .invoke("OpenMealPeriodFunction", input.getBytes(StandardCharsets.UTF_8));
        if (answer instanceof LambdaFunctions.Returned returned) {
            return JSON.readTree(returned.payload());
        }
        throw new IllegalStateException(answer.toString());
    }

    Instant opening() {
        return meal.at();
    }

    Instant now() {
        return clock.now();
    }

    int runningExecutions() {
        return deployment.engine().runningExecutions();
    }

    Deployment deployment() {
        return deployment;
    }

    Machine machine() {
        return machine;
    }

    void stopPostgres() throws IOException {
        LocalPostgres current = restarted;
        if (current == null) {
            machine.postgres().close();
        } else {
            current.close();
        }
    }

    void startPostgres() throws IOException {
        restarted = LocalPostgres.start(data.resolve("postgresql"), base + 3, Runs.project());
    }

    /// The rows of a query, each as its columns joined by `|`.
    List<String> rows(String query) {
        try (Connection connection = machine.postgres().connect("test");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = machine.postgres().connect("test");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int deadLetters() {
        return machine.queues().depth(deployment.queueUrl("TrayRequestsDeadLetterQueue"));
    }

    /// The names of the executions that lie on the DLQ.
    Set<String> deadExecutions() throws IOException {
        String url = deployment.queueUrl("TrayRequestsDeadLetterQueue");
        Set<String> names = new TreeSet<>();
        List<Message> messages = new ArrayList<>();
        List<Message> batch;
        do {
            batch =
                    machine.queues()
                            .client()
                            .receiveMessage(
                                    request ->
                                            request.queueUrl(url)
                                                    .maxNumberOfMessages(10)
                                                    .visibilityTimeout(60))
                            .messages();
            messages.addAll(batch);
        } while (!batch.isEmpty());
        for (Message message : messages) {
            names.add(JSON.readTree(message.body()).path("name").asText());
            machine.queues()
                    .client()
                    .changeMessageVisibility(
                            request ->
                                    request.queueUrl(url)
                                            .receiptHandle(message.receiptHandle())
                                            .visibilityTimeout(0));
        }
        return names;
    }

    /// Puts a message on the DLQ.
    void bury(String body) {
        bury(body, Map.of());
    }

    void bury(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new HashMap<>();
        attributes.forEach(
                (name, value) ->
                        values.put(
                                name,
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(value)
                                        .build()));
        machine.queues()
                .client()
                .sendMessage(
                        message ->
                                message.queueUrl(deployment.queueUrl("TrayRequestsDeadLetterQueue"))
                                        .messageBody(body)
                                        .messageAttributes(values));
    }

    void purgeDeadLetters() {
        machine.queues()
                .client()
                .purgeQueue(
                        queue ->
                                queue.queueUrl(deployment.queueUrl("TrayRequestsDeadLetterQueue")));
    }

    /// The definition that new executions are started with.
    String workflow() {
        return deployment
                .engine()
                .stateMachines()
                .find(deployment.stateMachineArn())
                .revision()
                .text();
    }

    void workflow(String definition) {
        deployment.engine().stateMachines().update(deployment.stateMachineArn(), definition, null);
    }

    /// Puts a message on the queue of tray requests.
    void ask(String body) {
        machine.queues()
                .client()
                .sendMessage(
                        message ->
                                message.queueUrl(deployment.queueUrl("TrayRequestsQueue"))
                                        .messageBody(body));
    }

    /// Waits for a condition, which has to come true.
    void await(String what, Condition condition) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited in vain: " + what);
            }
            synchronized (watch) {
                watch.wait(50);
            }
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /// `sam/local/run replay …` against this plant.
    ///
    /// @param command as it is typed after `sam/local/run`
    Runs.Run command(String command) {
        List<String> args = new ArrayList<>(Arrays.asList(command.split(" ")));
        args.add("--port-base=" + base);
        return Runs.command(args.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        deployment.close();
        LocalPostgres current = restarted;
        if (current != null) {
            current.close();
        }
        machine.close();
    }
}
