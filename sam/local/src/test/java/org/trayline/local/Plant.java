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
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.time.WorkflowClock;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Watch;
import org.trayline.local.services.LocalPostgres;
import org.trayline.local.services.LocalRedis;
import org.trayline.local.services.LocalTopic;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.replayorders.Filter;
import org.trayline.replayorders.Plan;
import org.trayline.replayorders.Progress;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// The whole system in this process, but for what a test wants otherwise.
public final class Plant implements AutoCloseable {
    public static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    private static final JsonMapper JSON = new JsonMapper();

    final Watch watch = new Watch();
    private final Changes changes;
    private final Path data;
    private final int base;
    private final Machine machine;
    private final Meal meal;
    private final WorkflowClock clock;
    private final Deployment deployment;
    private @Nullable LocalPostgres restartedPostgres;
    private @Nullable LocalTopic restartedTopic;
    private @Nullable LocalRedis restartedRedis;

    /// Impatient: its workflow tries a step twice instead of for minutes.
    Plant(Path folder, Path hospital) throws IOException, SQLException {
        this(folder, hospital, Changes.NONE.workflow("\"MaxAttempts\": 30", "\"MaxAttempts\": 1"));
    }

    public Plant(Path folder, Path hospital, Changes changes) throws IOException, SQLException {
        this.changes = changes;
        Path project = changed(folder);
        this.data = folder.resolve("data");
        this.base = freeBase();
        this.machine = Machine.start(Runs.project(), data, true, hospital, base);
        Ports ports = machine.ports();
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
        this.clock = changes.clock().apply(meal.offsetFrom(Instant.now()));
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

    /// What is not as it is deployed: parts of the template and of the workflow, and the clock.
    ///
    /// @param template by what it says, what it says here
    /// @param workflow by what it says, what it says here
    /// @param clock of the facility, that much off the machine's
    public record Changes(
            Map<String, String> template,
            Map<String, String> workflow,
            Function<Duration, WorkflowClock> clock) {
        /// Nothing but queues that deliver again after two seconds.
        public static final Changes NONE =
                new Changes(Map.of(), Map.of(), SystemWorkflowClock::new)
                        .template("VisibilityTimeout: 120", "VisibilityTimeout: 2");

        public Changes {
            template = Map.copyOf(template);
            workflow = Map.copyOf(workflow);
        }

        public Changes template(String part, String instead) {
            return new Changes(and(template, part, instead), workflow, clock);
        }

        public Changes workflow(String part, String instead) {
            return new Changes(template, and(workflow, part, instead), clock);
        }

        public Changes clock(Function<Duration, WorkflowClock> clock) {
            return new Changes(template, workflow, clock);
        }

        private static Map<String, String> and(
                Map<String, String> parts, String part, String instead) {
            Map<String, String> all = new HashMap<>(parts);
            all.put(part, instead);
            return all;
        }
    }

    /// The template and the workflow with the changes, in another folder.
    private Path changed(Path folder) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        copy("sam/template.yaml", project, changes.template());
        copy("statemachine/tray-order.asl.json", project, changes.workflow());
        return project;
    }

    private static void copy(String file, Path project, Map<String, String> parts)
            throws IOException {
        String text = Files.readString(Runs.project().resolve(file));
        for (Map.Entry<String, String> part : parts.entrySet()) {
            if (!text.contains(part.getKey())) {
                throw new IllegalStateException(file + " does not say " + part.getKey());
            }
            text = text.replace(part.getKey(), part.getValue());
        }
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(project.resolve(file), text);
    }

    /// Of free ports in a row, which stay the same over a restart.
    public static int freeBase() {
        return Ports.from(0).stepFunctions();
    }

    /// Calls the function of the schedule.
    ///
    /// @param now by the hospital's clock
    /// @param sweep false opens lunch
    public JsonNode open(Instant now, boolean sweep) throws InterruptedException, IOException {
        return sweep ? opened(now, "null", false) : open(now, DATE, MealPeriod.LUNCH, false);
    }

    /// Opens a meal.
    ///
    /// @param resendAll what was sent before is known to be lost
    public JsonNode open(Instant now, LocalDate date, MealPeriod mealPeriod, boolean resendAll)
            throws InterruptedException, IOException {
        String opened =
                "{\"serviceDate\": \"%s\", \"mealPeriod\": \"%s\"}".formatted(date, mealPeriod);
        return opened(now, opened, resendAll);
    }

    private JsonNode opened(Instant now, String opened, boolean resendAll)
            throws InterruptedException, IOException {
        String input =
                """
                {"schemaVersion": 1, "now": "%s", "source": "SCHEDULED", "facilityId": null,
                 "meal": %s, "resendAll": %s}"""
                        .formatted(now, opened, resendAll);
        LambdaFunctions.Answer answer =
                deployment
                        .lambda()
                        .invoke("OpenMealPeriodFunction", input.getBytes(StandardCharsets.UTF_8));
        if (answer instanceof LambdaFunctions.Returned returned) {
            return JSON.readTree(returned.payload());
        }
        throw new IllegalStateException(answer.toString());
    }

    public Instant opening() {
        return meal.at();
    }

    public Instant now() {
        return clock.now();
    }

    public int runningExecutions() {
        return deployment.engine().runningExecutions();
    }

    Deployment deployment() {
        return deployment;
    }

    Machine machine() {
        return machine;
    }

    /// How many executions have ended.
    public int ended() {
        return watch.count();
    }

    /// Whether nothing runs and nothing waits to be run.
    public boolean isIdle() {
        return runningExecutions() == 0 && deployment.queuesAreEmpty();
    }

    /// Replays whatever lies on the DLQ.
    ///
    /// @param startAnew from the beginning, and not from the state that failed
    /// @return how many failed again
    public long replayAll(boolean startAnew) {
        Plan all = new Plan(Filter.ALL, false, startAnew, 100, null, 30);
        return deployment.replayOrders().replay(all, now(), Progress.SILENT).failed();
    }

    /// Puts many messages on the queue of tray requests, as fast as it takes them.
    public void askAll(List<String> bodies) {
        String url = deployment.queueUrl("TrayRequestsQueue");
        IntStream.range(0, (bodies.size() + 9) / 10)
                .parallel()
                .forEach(
                        batch ->
                                machine.queues()
                                        .client()
                                        .sendMessageBatch(
                                                request ->
                                                        request.queueUrl(url)
                                                                .entries(entries(bodies, batch))));
    }

    private static List<SendMessageBatchRequestEntry> entries(List<String> bodies, int batch) {
        return IntStream.range(batch * 10, Math.min(bodies.size(), batch * 10 + 10))
                .mapToObj(
                        i ->
                                SendMessageBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .messageBody(bodies.get(i))
                                        .build())
                .toList();
    }

    /// How many tray requests wait or are being started.
    public int waiting() {
        return machine.queues().depth(deployment.queueUrl("TrayRequestsQueue"));
    }

    public void purgeTrayRequests() {
        machine.queues()
                .client()
                .purgeQueue(queue -> queue.queueUrl(deployment.queueUrl("TrayRequestsQueue")));
    }

    /// How many calls of one function run at once, each with a database connection.
    public static int functionConcurrency() {
        return Deployment.FUNCTION_CONCURRENCY;
    }

    /// Where PostgreSQL's data are, and the notices.
    public Path data() {
        return data;
    }

    public String redisUri() {
        return machine.redis().uri();
    }

    /// Another one, empty, where the first was.
    public void startRedis() throws IOException {
        machine.redis().close();
        restartedRedis = LocalRedis.start(base + 4, data.resolve("redis.pid"));
    }

    /// The topic refuses connections from now on.
    public void stopTopic() {
        LocalTopic current = restartedTopic;
        if (current == null) {
            machine.topic().close();
        } else {
            current.close();
        }
    }

    public void startTopic() throws IOException {
        restartedTopic =
                LocalTopic.start(
                        machine.topic().endpoint().getPort(), data.resolve("notices.jsonl"));
    }

    public void stopPostgres() throws IOException {
        LocalPostgres current = restartedPostgres;
        if (current == null) {
            machine.postgres().close();
        } else {
            current.close();
        }
    }

    public void startPostgres() throws IOException {
        restartedPostgres =
                LocalPostgres.start(data.resolve("postgresql"), base + 3, Runs.project());
    }

    /// The rows of a query, each as its columns joined by `|`.
    public List<String> rows(String query) {
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

    public void execute(String sql) {
        try (Connection connection = machine.postgres().connect("test");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public int deadLetters() {
        return machine.queues().depth(deployment.queueUrl("TrayRequestsDeadLetterQueue"));
    }

    /// The names of the executions that lie on the DLQ.
    Set<String> deadExecutions() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Message message : messages("TrayRequestsDeadLetterQueue")) {
            names.add(JSON.readTree(message.body()).path("name").asText());
        }
        return names;
    }

    /// All that wait in a queue, which they go on doing.
    ///
    /// @param queue its logical id
    public List<Message> messages(String queue) {
        String url = deployment.queueUrl(queue);
        List<Message> messages = new ArrayList<>();
        List<Message> batch;
        do {
            batch =
                    machine.queues()
                            .client()
                            .receiveMessage(
                                    request ->
                                            request.queueUrl(url)
                                                    .messageAttributeNames("All")
                                                    .maxNumberOfMessages(10)
                                                    .visibilityTimeout(60))
                            .messages();
            messages.addAll(batch);
        } while (!batch.isEmpty());
        for (Message message : messages) {
            machine.queues()
                    .client()
                    .changeMessageVisibility(
                            request ->
                                    request.queueUrl(url)
                                            .receiptHandle(message.receiptHandle())
                                            .visibilityTimeout(0));
        }
        return messages;
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

    public void purgeDeadLetters() {
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
    public void ask(String body) {
        machine.queues()
                .client()
                .sendMessage(
                        message ->
                                message.queueUrl(deployment.queueUrl("TrayRequestsQueue"))
                                        .messageBody(body));
    }

    /// Waits for a condition, which has to come true.
    public void await(String what, Condition condition) throws Exception {
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
    public interface Condition {
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
        LocalPostgres postgres = restartedPostgres;
        if (postgres != null) {
            postgres.close();
        }
        LocalRedis redis = restartedRedis;
        if (redis != null) {
            redis.close();
        }
        LocalTopic topic = restartedTopic;
        if (topic != null) {
            topic.close();
        }
        machine.close();
    }
}
