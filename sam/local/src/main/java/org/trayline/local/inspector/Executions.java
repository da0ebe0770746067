package org.trayline.local.inspector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

/// Executions of one state machine, by the Step Functions API.
///
/// Every method throws what the SDK throws.
final class Executions {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 1000;

    private final Inspected inspected;
    private final SfnClient sfn;
    private final Histories histories;

    /// Workflows by their definition's text: an execution keeps the one it began with.
    private final Map<String, Drawing> drawings = new ConcurrentHashMap<>();

    private final Map<String, String> definitions = new ConcurrentHashMap<>();

    Executions(Inspected inspected) {
        this.inspected = inspected;
        this.sfn = inspected.sfn();
        this.histories = new Histories(sfn);
    }

    record Page(List<ObjectNode> executions, @Nullable String nextToken) {}

    /// @param execution DescribeExecution's answer
    /// @param definition as it runs: a later update of the state machine does not change it
    record Whole(
            ObjectNode execution,
            JsonNode definition,
            Drawing graph,
            List<ObjectNode> events,
            List<Visit> visits) {}

    /// What is new since an event.
    record News(ObjectNode execution, List<ObjectNode> events, List<Visit> visits) {}

    /// One visit in full.
    ///
    /// @param after the variables as the state left them; absent where it was not left
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Detail(
            long id,
            JsonNode input,
            JsonNode output,
            JsonNode before,
            JsonNode after,
            List<Expressions.Value> expressions,
            List<Call> calls) {}

    /// What an attempt was called with and what it answered.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Call(long scheduled, JsonNode arguments, JsonNode result) {}

    /// Where an execution stands, or what it came to.
    ///
    /// @param step the state it stands in, or stood in when it ended
    /// @param attempts how often that step has been tried
    /// @param output of an execution that succeeded
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Standing(
            String status,
            String startDate,
            @Nullable String stopDate,
            int redriveCount,
            @Nullable String step,
            int attempts,
            @Nullable String error,
            @Nullable JsonNode output) {}

    /// The latest first.
    ///
    /// @param status null for any
    Page list(@Nullable String status, @Nullable String nextToken) {
        ListExecutionsResponse page =
                sfn.listExecutions(
                        request ->
                                request.stateMachineArn(inspected.stateMachineArn())
                                        .maxResults(PAGE)
                                        .statusFilter(
                                                status == null
                                                        ? null
                                                        : ExecutionStatus.fromValue(status))
                                        .nextToken(nextToken));
        return new Page(page.executions().stream().map(SdkJson::of).toList(), page.nextToken());
    }

    Whole whole(String name) throws JsonProcessingException {
        ObjectNode described = describe(name);
        JsonNode definition = JSON.readTree(definition(name));
        List<ObjectNode> events = histories.of(inspected.executionArn(name));
        return new Whole(
                described,
                definition,
                drawing(definition),
                events,
                Run.of(described, definition, events).visits());
    }

    /// @param after the last event that the page knows
    News news(String name, int after) throws JsonProcessingException {
        ObjectNode described = describe(name);
        List<ObjectNode> events = histories.of(inspected.executionArn(name));
        Run run = Run.of(described, JSON.readTree(definition(name)), events);
        return new News(
                described,
                events.subList(Math.clamp(after, 0, events.size()), events.size()),
                run.visits());
    }

    /// @param visit the event that entered the state
    Detail detail(String name, long visit) throws JsonProcessingException {
        Run run =
                Run.of(
                        describe(name),
                        JSON.readTree(definition(name)),
                        histories.of(inspected.executionArn(name)));
        Visit entered = run.visit(visit);
        return new Detail(
                visit,
                run.input(entered),
                run.output(entered),
                run.variablesBefore(entered),
                entered.exit() == null ? JSON.missingNode() : run.variablesAfter(entered),
                Expressions.of(run, entered),
                entered.attempts().stream()
                        .map(
                                attempt ->
                                        new Call(
                                                attempt.scheduled(),
                                                run.arguments(attempt),
                                                run.result(attempt)))
                        .toList());
    }

    Map<String, Standing> standings(List<String> names) {
        Map<String, Standing> standings = new LinkedHashMap<>();
        names.forEach(name -> standings.put(name, standing(name)));
        return standings;
    }

    private Standing standing(String name) {
        ObjectNode described = describe(name);
        String status = described.path("status").asText();
        boolean succeeded = status.equals(ExecutionStatus.SUCCEEDED.toString());
        List<Event> tail = succeeded ? List.of() : histories.tail(inspected.executionArn(name));
        int entered = 0;
        int attempts = 0;
        while (entered < tail.size() && !tail.get(entered).entersState()) {
            if (tail.get(entered).type().endsWith("Scheduled")) {
                attempts++;
            }
            entered++;
        }
        return new Standing(
                status,
                described.path("startDate").asText(),
                described.path("stopDate").textValue(),
                described.path("redriveCount").asInt(),
                entered < tail.size() ? tail.get(entered).text("name") : null,
                attempts,
                described.path("error").textValue(),
                succeeded ? Run.read(described.path("output")) : null);
    }

    void redrive(String name) {
        sfn.redriveExecution(request -> request.executionArn(inspected.executionArn(name)));
    }

    /// Starts an execution with the input of another.
    ///
    /// @param as the new one's name
    void startAnew(String name, String as) {
        String input = describe(name).path("input").asText();
        sfn.startExecution(
                request ->
                        request.stateMachineArn(inspected.stateMachineArn()).name(as).input(input));
    }

    private ObjectNode describe(String name) {
        return SdkJson.of(
                sfn.describeExecution(
                        request -> request.executionArn(inspected.executionArn(name))));
    }

    private String definition(String name) {
        return definitions.computeIfAbsent(
                name,
                _ -> {
                    DescribeStateMachineForExecutionResponse machine =
                            sfn.describeStateMachineForExecution(
                                    request -> request.executionArn(inspected.executionArn(name)));
                    return machine.definition().intern();
                });
    }

    private Drawing drawing(JsonNode definition) {
        return drawings.computeIfAbsent(
                definition.toString(), _ -> Drawing.of(Graph.of(definition)));
    }
}
