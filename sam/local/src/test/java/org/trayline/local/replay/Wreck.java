package org.trayline.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.WorkflowClock;
import org.trayline.asl.wire.StepFunctionsServer;
import org.trayline.kit.Settings;
import org.trayline.local.event.EventRules;
import org.trayline.local.services.LocalQueues;
import org.trayline.local.template.Stack;
import org.trayline.local.template.Template;
import org.trayline.replayorders.ReplayOrders;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// Executions that fail where a test wants it: the template's queues and rule, SQS, Step Functions,
/// and a workflow of two steps without retries whose functions are the test's.
public final class Wreck implements AutoCloseable {
    static final String UNAVAILABLE = "org.trayline.meal.order.StoreUnavailable";
    private static final String DEAD_LETTERS = "TrayRequestsDeadLetterQueue";
    private static final String TRAY_REQUESTS = "TrayRequestsQueue";
    private static final String WORKFLOW = "TrayOrderStateMachine";
    private static final String DEFINITION =
            """
            {"QueryLanguage": "JSONata", "StartAt": "Check Eligibility", "States": {
              "Check Eligibility": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "check", "Payload": {}},
                "Assign": {"eligibility": "{% $states.result.Payload %}"}, "Next": "Create Order"},
              "Create Order": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "create", "Payload": {}}, "Next": "Placed"},
              "Placed": {"Type": "Succeed", "Output": {"outcome": "PLACED"}}}}""";

    /// The states whose functions fail now.
    public final Set<String> broken = ConcurrentHashMap.newKeySet();

    /// The functions called, in their order.
    final List<String> calls = new ArrayList<>();

    private final LocalQueues queues;
    private final Map<String, String> urls = new HashMap<>();
    private final StepFunctions engine;
    private final StepFunctionsServer server;
    private final Set<String> running = new HashSet<>();
    private volatile Duration later = Duration.ZERO;
    private volatile String unit = "4 West";

    public Wreck() throws IOException {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        queues = LocalQueues.start(freePort());
        Template template = Template.read(project().resolve("sam/template.yaml"));
        Stack.queues(template)
                .forEach(queue -> urls.put(queue.id(), queues.create(queue.id(), Map.of())));
        Map<String, String> values = new HashMap<>(urls);
        values.put(WORKFLOW, arn());
        EventRules rules =
                new EventRules(
                        queues.client(),
                        new Stack(template, values, "us-east-1", "000000000000").eventRules(),
                        this::url);
        engine =
                new StepFunctions(
                        this::answer,
                        new LaterClock(),
                        new Random(1),
                        org.trayline.asl.Settings.DEFAULT,
                        change -> {
                            rules.accept(change);
                            note(change);
                        });
        server = new StepFunctionsServer(engine, 0);
        engine.stateMachines().create(WORKFLOW, DEFINITION, "arn:aws:iam::000000000000:role/any");
        System.setProperty("aws.endpointUrlSfn", server.endpoint().toString());
        System.setProperty("aws.endpointUrlSqs", queues.endpoint().toString());
    }

    private final class LaterClock implements WorkflowClock {
        @Override
        public Instant now() {
            return Instant.now().plus(later);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path project() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("sam/template.yaml")))
                .findFirst()
                .orElseThrow();
    }

    private static String arn() {
        return "arn:aws:states:us-east-1:000000000000:stateMachine:" + WORKFLOW;
    }

    public URI stepFunctions() {
        return server.endpoint();
    }

    public URI sqs() {
        return queues.endpoint();
    }

    public String stateMachineArn() {
        return arn();
    }

    public String deadLettersUrl() {
        return url(DEAD_LETTERS);
    }

    public String trayRequestsUrl() {
        return url(TRAY_REQUESTS);
    }

    private String url(String queue) {
        return Objects.requireNonNull(urls.get(queue), queue);
    }

    ReplayOrders replayOrders() {
        return ReplayOrders.of(
                Settings.of(
                                Map.of(
                                        "DEAD_LETTER_QUEUE_URL", url(DEAD_LETTERS),
                                        "TRAY_REQUESTS_QUEUE_URL", url(TRAY_REQUESTS),
                                        "STATE_MACHINE_ARN", arn(),
                                        "MAX_ATTEMPTS", "3"))
                        ::require);
    }

    private LambdaFunctions.Answer answer(String function, byte[] payload) {
        synchronized (calls) {
            calls.add(function);
        }
        if (broken.contains(function)) {
            return new LambdaFunctions.FunctionError(UNAVAILABLE, "cannot connect", "{}");
        }
        return new LambdaFunctions.Returned(
                "{\"location\": {\"unit\": \"%s\"}}".formatted(unit), "$LATEST");
    }

    private synchronized void note(ExecutionStatusChange change) {
        if (change.status() == ExecutionStatus.RUNNING) {
            running.add(change.name());
        } else {
            running.remove(change.name());
        }
        notifyAll();
    }

    private synchronized void awaitEnd() throws InterruptedException {
        while (!running.isEmpty()) {
            wait();
        }
    }

    /// All patients are in that unit from now on.
    void unit(String name) {
        unit = name;
    }

    /// It is so much later, by the workflow's clock.
    void pass(Duration duration) {
        later = later.plus(duration);
    }

    public static String requestId(int number) {
        return "00000000-0000-5000-8000-%012d".formatted(number);
    }

    static String request(int number, int attempt, String meal) {
        return """
               {"schemaVersion":1,"requestId":"%s","attempt":%d,"source":"SCHEDULED",\
               "facilityId":"f1","patientId":"p%d","serviceDate":"2026-11-20","mealPeriod":"%s"}"""
                .formatted(requestId(number), attempt, number, meal);
    }

    /// Runs an attempt to its end.
    public void run(int number, int attempt, String meal) throws InterruptedException {
        engine.startExecution(
                arn(), requestId(number) + "-" + attempt, request(number, attempt, meal));
        awaitEnd();
    }

    /// What a replay does that ends before it has deleted the message.
    void redriveOnly(int number, int attempt) throws InterruptedException {
        engine.redriveExecution(executionArn(number, attempt));
        awaitEnd();
    }

    public int redrives(int number, int attempt) {
        return engine.execution(executionArn(number, attempt)).outcome().redriveCount();
    }

    JsonNode input(int number, int attempt) throws IOException {
        return new JsonMapper()
                .readTree(
                        engine.execution(executionArn(number, attempt)).identity().input().text());
    }

    private static String executionArn(int number, int attempt) {
        return "arn:aws:states:us-east-1:000000000000:execution:%s:%s-%d"
                .formatted(WORKFLOW, requestId(number), attempt);
    }

    /// Puts a message on the DLQ.
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
        queues.client()
                .sendMessage(
                        message ->
                                message.queueUrl(url(DEAD_LETTERS))
                                        .messageBody(body)
                                        .messageAttributes(values));
    }

    int deadLetters() {
        return queues.depth(url(DEAD_LETTERS));
    }

    /// What waits to be started.
    List<String> trayRequests() {
        return queues
                .client()
                .receiveMessage(
                        request -> request.queueUrl(url(TRAY_REQUESTS)).maxNumberOfMessages(10))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }

    /// What the ledger is told of.
    int failuresForTheLedger() {
        return queues.depth(url("FailedExecutionsQueue"));
    }

    @Override
    public void close() {
        engine.close();
        server.close();
        queues.close();
    }
}
