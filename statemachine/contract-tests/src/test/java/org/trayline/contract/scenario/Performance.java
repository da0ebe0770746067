package org.trayline.contract.scenario;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.contract.Aws;
import org.trayline.contract.Project;
import org.trayline.contract.Workflow;
import org.trayline.contract.scenario.Scenario.Fault;

/// Calls the real handlers for a workflow, as Lambda would, with what the scenario has happen
/// before and instead; keeps every message.
final class Performance implements LambdaFunctions {
    private static final String LATEST = "$LATEST";

    /// One call of a function.
    ///
    /// @param answer what the handler returned; null where it did not
    /// @param log the lines that it wrote
    record Exchange(
            Workflow.Step step,
            int call,
            String input,
            @Nullable String answer,
            List<String> log) {}

    private final Stage stage;
    private final Scenario scenario;
    private final String facility;
    private final ScenarioClock clock;
    private final Map<String, Workflow.Step> steps = new TreeMap<>();
    private final Map<String, Integer> calls = new TreeMap<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    Performance(Stage stage, Scenario scenario, String facility, ScenarioClock clock) {
        this.stage = stage;
        this.scenario = scenario;
        this.facility = facility;
        this.clock = clock;
        Workflow.read().steps().forEach(step -> steps.put(Aws.lambdaArn(step.module()), step));
    }

    /// What the workflow's substitutions stand for here.
    Map<String, String> substitutions() {
        Map<String, String> values = new TreeMap<>();
        steps.forEach((arn, step) -> values.put(step.substitution(), arn));
        return values;
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    @Override
    public Answer invoke(String function, byte[] payload) throws InterruptedException {
        Workflow.Step step = steps.get(function);
        if (step == null) {
            return new ServiceFault("ResourceNotFoundException", function, 404, "");
        }
        int call = calls.merge(step.state(), 1, Integer::sum);
        changes(step, call).forEach(stage.database()::execute);
        return answer(step, call, payload);
    }

    private List<String> changes(Workflow.Step step, int call) {
        List<Scenario.Change> changes = scenario.changes();
        return changes == null
                ? List.of()
                : changes.stream()
                        .filter(change -> change.before().equals(step.state()))
                        .filter(change -> change.calls().contains(call))
                        .map(change -> change.sql().replace(":facility", "'" + facility + "'"))
                        .toList();
    }

    private @Nullable Fault fault(Workflow.Step step, int call) {
        List<Scenario.PlannedFault> faults = scenario.faults();
        return faults == null
                ? null
                : faults.stream()
                        .filter(fault -> fault.at().equals(step.state()))
                        .filter(fault -> fault.calls().contains(call))
                        .map(Scenario.PlannedFault::fault)
                        .findFirst()
                        .orElse(null);
    }

    private Answer answer(Workflow.Step step, int call, byte[] payload)
            throws InterruptedException {
        RequestStreamHandler handler = stage.handler(step.state());
        return switch (fault(step, call)) {
            case null -> run(handler, step, call, payload);
            case CACHE_AWAY -> run(stage.handlerWithoutCache(), step, call, payload);
            case DATABASE_AWAY -> {
                stage.databaseAway(step, true);
                try {
                    yield run(handler, step, call, payload);
                } finally {
                    stage.databaseAway(step, false);
                }
            }
            case TOPIC_REFUSES -> {
                stage.aws().refuse(true);
                try {
                    yield run(handler, step, call, payload);
                } finally {
                    stage.aws().refuse(false);
                }
            }
            case THROTTLED ->
                    new ServiceFault("TooManyRequestsException", "Rate Exceeded.", 429, "");
            case HANGS -> hang();
            case ANSWER_LOST -> {
                run(handler, step, call, payload);
                yield hang();
            }
            case FUNCTION_TIMED_OUT -> error("Sandbox.Timedout", "Task timed out");
            case CRASHED -> new FunctionError(null, null, "{}");
            case EMPTY_ANSWER -> new Returned("{}", LATEST);
        };
    }

    private Answer hang() throws InterruptedException {
        clock.passTaskTimeout();
        new CountDownLatch(1).await();
        throw new IllegalStateException("nobody counts down");
    }

    /// As the Java runtime does: a fault is reported by its class's name.
    private Answer run(RequestStreamHandler handler, Workflow.Step step, int call, byte[] payload) {
        String input = new String(payload, StandardCharsets.UTF_8);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        List<String> log = new ArrayList<>();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(payload), answer, new Call(step.resource(), log));
        } catch (IOException | RuntimeException fault) {
            exchanges.add(new Exchange(step, call, input, null, log));
            return error(fault.getClass().getName(), String.valueOf(fault.getMessage()));
        }
        String output = answer.toString(StandardCharsets.UTF_8);
        exchanges.add(new Exchange(step, call, input, output, log));
        return new Returned(output, LATEST);
    }

    private static Answer error(String type, String message) {
        ObjectNode payload = Project.JSON.createObjectNode();
        payload.put("errorType", type).put("errorMessage", message);
        return new FunctionError(type, message, payload.toString());
    }

    /// The input of the last call of a state's function.
    @Nullable JsonNode lastInput(String state) throws IOException {
        List<String> inputs = new ArrayList<>();
        exchanges.stream()
                .filter(exchange -> exchange.step().state().equals(state))
                .forEach(exchange -> inputs.add(exchange.input()));
        return inputs.isEmpty() ? null : Project.JSON.readTree(inputs.getLast());
    }
}
