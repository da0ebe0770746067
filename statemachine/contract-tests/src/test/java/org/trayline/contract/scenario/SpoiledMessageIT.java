package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.api.ApiFunction;
import org.trayline.contract.Aws;
import org.trayline.contract.Project;
import org.trayline.contract.Template;
import org.trayline.contract.message.LogLines;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.SqsBatchHandler;
import org.trayline.meal.order.NoticesUnavailable;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.meal.order.StoreConflict;
import org.trayline.meal.order.StoreUnavailable;

/// Every function of the template, given messages with one thing wrong: it answers or ends by a
/// fault that has a name, in time; what it refuses leaves the database as it was; and it logs one
/// line about it. A function that is added is tried too, or the test asks for a message to begin
/// from.
final class SpoiledMessageIT {
    private static final int SEEDS = 120;
    private static final int PATIENCE_SECONDS = 10;

    /// What the workflow, the queues and an operator can tell apart.
    private static final Set<String> NAMED =
            Set.of(
                    MessageMalformed.class.getName(),
                    NoticesUnavailable.class.getName(),
                    QueueUnavailable.class.getName(),
                    StoreConflict.class.getName(),
                    StoreUnavailable.class.getName());

    /// Called by CloudFormation, CodeDeploy and S3, with what these write; and the migration, whose
    /// faults are told to the deployment, whatever they are called.
    private static final Set<String> OF_DEPLOYMENTS =
            Set.of(
                    "MigrateFunction",
                    "MigrateOnDeployFunction",
                    "ReceiveHospitalFunction",
                    "TryReleaseFunction");

    private static final String CALLER =
            """
            "authorizer":{"claims":{"sub":"s","cognito:groups":"integration",
            "custom:facilities":"spoiled"}}""";

    private static final ExecutorService CALLS = Executors.newSingleThreadExecutor();
    private static final Map<String, String> GOOD = new TreeMap<>();

    private static Contents contents;

    /// The messages of a meal that is placed, and those that flow beside the workflow.
    @BeforeAll
    static void oneOfEach() throws Exception {
        contents = new Contents(Stage.shared().database());
        Aws.endpoint("Sfn", Stage.shared().aws().endpoint());
        Scenario scenario =
                Scenario.read(Project.path("statemachine/scenarios/placed-under-limits.json"));
        try (Theatre theatre = new Theatre(Stage.shared(), scenario, "spoiled")) {
            assertEquals("Tray Order Placed", theatre.perform(scenario.runs().getFirst()).end());
            for (Performance.Exchange exchange : theatre.performance().exchanges()) {
                GOOD.putIfAbsent(exchange.step().resource(), exchange.input());
            }
        }
        JsonNode asked = Project.JSON.readTree(good("CheckEligibilityFunction")).path("request");
        String name = asked.path("requestId").asText() + "-1";
        GOOD.put("StartTrayOrderFunction", asked.toString());
        GOOD.put("QueuedNoticesFunction", good("NotifyStaffFunction"));
        GOOD.put(
                "RecordFailureFunction",
                """
                {"schemaVersion":1,"executionArn":"arn:aws:states:x:y:execution:m:%1$s",
                 "name":"%1$s","status":"TIMED_OUT","error":"States.Timeout"}"""
                        .formatted(name));
        GOOD.put(
                "OpenMealPeriodFunction",
                """
                {"schemaVersion":1,"now":"2026-11-20T08:05:00Z","source":"SCHEDULED",
                 "facilityId":"spoiled","meal":{"serviceDate":"2026-11-20","mealPeriod":"LUNCH"},
                 "resendAll":false}""");
        GOOD.put(
                "RevalidateOrdersFunction",
                "{\"schemaVersion\":1,\"now\":\"2026-11-20T15:00:00Z\"}");
        GOOD.put(
                "CheckFeasibilityFunction",
                """
                {"schemaVersion":1,"facilityId":"spoiled","serviceDate":"2026-11-20","part":0,
                 "parts":1}""");
        GOOD.put(
                "ReplayOrdersFunction",
                """
                {"schemaVersion":1,"now":"2026-11-20T08:05:00Z","verb":"REPLAY",
                 "filter":{"ids":["x"],"error":"x","state":"x"},"dryRun":true,"startAnew":false,
                 "perSecond":10,"max":5,"waitSeconds":0}""");
        GOOD.put(
                "TrayStatusFunction",
                """
                {"httpMethod":"GET","resource":"/tray-requests","path":"/tray-requests",
                 "headers":{"If-None-Match":"\\"x\\""},"pathParameters":{"requestId":"%s"},
                 "multiValueQueryStringParameters":{"facilityId":["spoiled"],
                 "serviceDate":["2026-11-20"],"mealPeriod":["LUNCH"],"limit":["5"]},
                 "requestContext":{"requestTimeEpoch":1795186800000,%s}}"""
                        .formatted(asked.path("requestId").asText(), CALLER));
        GOOD.put(
                "RequestTrayFunction",
                """
                {"httpMethod":"POST","resource":"/tray-requests","path":"/tray-requests",
                 "headers":{"Idempotency-Key":"k","Content-Type":"application/json"},
                 "multiValueQueryStringParameters":{"facilityId":["spoiled"]},
                 "requestContext":{"requestTimeEpoch":1795186800000,%s},
                 "body":"{\\"patientId\\":\\"%s\\",\\"serviceDate\\":\\"2026-11-20\\",\\"mealPeriod\\":\\"LUNCH\\",\\"recipeIds\\":[\\"x\\"]}"}"""
                        .formatted(CALLER, asked.path("patientId").asText()));
    }

    @AfterAll
    static void noMore() throws SQLException {
        CALLS.shutdownNow();
        contents.close();
    }

    static Set<String> functions() {
        Set<String> functions = new TreeSet<>(Template.read().functions().keySet());
        assertTrue(functions.removeAll(OF_DEPLOYMENTS), "functions of deployments");
        return functions;
    }

    private static String good(String function) {
        String message = GOOD.get(function);
        if (message == null) {
            throw new AssertionError(
                    "SpoiledMessageIT has no good message of " + function + ": give it one");
        }
        return message;
    }

    private static RequestStreamHandler handler(String function) {
        return Stage.shared()
                .handler(
                        function,
                        Map.of(
                                "STATE_MACHINE_ARN",
                                "arn:aws:states:%s:%s:stateMachine:m"
                                        .formatted(Aws.REGION, Aws.ACCOUNT)));
    }

    /// What came of a call.
    ///
    /// @param fault the class of what was thrown, null where it answered
    private record Outcome(@Nullable String fault, String answer, List<String> log) {}

    @ParameterizedTest
    @MethodSource("functions")
    void aSpoiledMessageEndsByAFaultThatHasAName(String function) throws Exception {
        RequestStreamHandler handler = handler(function);
        assertEquals(null, call(handler, function, input(handler, good(function), -1), -1).fault());
        String before = contents.now();
        int refused = 0;
        TreeSet<String> unnamed = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] input = input(handler, good(function), seed);
            Outcome outcome = call(handler, function, input, seed);
            String what = function + ", seed " + seed;
            List<JsonNode> lines = LogLines.ofInvocations(outcome.log());
            assertEquals(1, lines.size(), () -> what + " logs one line: " + outcome.log());
            String code = lines.getFirst().path("outcome").asText();
            boolean fault = lines.getFirst().path("level").asText().equals("ERROR");
            if (fault && !NAMED.contains(code)) {
                unnamed.add(code + " " + what + ": " + excerpt(input));
            }
            if (code.equals(MessageMalformed.class.getName())) {
                refused++;
                assertEquals(before, contents.now(), () -> what + " was refused and yet written");
            } else {
                before = contents.now();
            }
            assertTrue(
                    handler instanceof SqsBatchHandler || fault == (outcome.fault() != null),
                    () -> what + ": " + outcome);
        }
        assertEquals(Set.of(), unnamed, "faults without a name");
        assertTrue(
                refused > SEEDS / 10 || handler instanceof ApiFunction,
                "refused of " + SEEDS + ": " + refused);
    }

    /// @param seed of what is wrong; -1 = nothing
    private static byte[] input(RequestStreamHandler handler, String good, int seed) {
        SpoiledJson spoiled = new SpoiledJson(seed);
        return switch (handler) {
            // The envelopes are AWS's: what another wrote is in them.
            case SqsBatchHandler queue -> {
                ObjectNode event = Project.JSON.createObjectNode();
                event.putArray("Records")
                        .addObject()
                        .put("messageId", "m-1")
                        .put(
                                "body",
                                seed < 0
                                        ? good
                                        : new String(spoiled.bytes(good), StandardCharsets.UTF_8));
                yield event.toString().getBytes(StandardCharsets.UTF_8);
            }
            case ApiFunction api -> event(good, seed).getBytes(StandardCharsets.UTF_8);
            default -> seed < 0 ? good.getBytes(StandardCharsets.UTF_8) : spoiled.bytes(good);
        };
    }

    /// What a caller wrote is in the query and in the body: by turns the event is spoiled, and the
    /// body where there is one.
    private static String event(String good, int seed) {
        SpoiledJson spoiled = new SpoiledJson(seed);
        if (seed < 0) {
            return good;
        }
        try {
            ObjectNode event = (ObjectNode) Project.JSON.readTree(good);
            if (seed % 2 == 0 || !event.has("body")) {
                return spoiled.value(good);
            }
            byte[] body = spoiled.bytes(event.path("body").asText());
            return event.put("body", new String(body, StandardCharsets.UTF_8)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the good event of an API function is no JSON", e);
        }
    }

    private static Outcome call(
            RequestStreamHandler handler, String function, byte[] input, int seed)
            throws InterruptedException {
        List<String> log = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Future<?> called =
                CALLS.submit(
                        () -> {
                            handler.handleRequest(
                                    new ByteArrayInputStream(input), out, new Call(function, log));
                            return null;
                        });
        try {
            called.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Outcome(null, out.toString(StandardCharsets.UTF_8), log);
        } catch (ExecutionException e) {
            return new Outcome(String.valueOf(e.getCause()), "", log);
        } catch (TimeoutException e) {
            called.cancel(true);
            return fail(
                    "%s, seed %d, takes longer than %d s: %s"
                            .formatted(function, seed, PATIENCE_SECONDS, excerpt(input)));
        }
    }

    private static String excerpt(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        return text.substring(0, Math.min(text.length(), 2_000));
    }
}
