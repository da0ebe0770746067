package org.trayline.asl.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;

/// Spells events as GetExecutionHistory does.
final class HistoryEvents {
    private static final Map<String, Object> WHOLE = Map.of("truncated", false);

    private final boolean withData;

    /// @param withData false leaves out inputs, outputs and variables; the parameters of
    ///     TaskScheduled stay, which AWS requires there
    HistoryEvents(boolean withData) {
        this.withData = withData;
    }

    Map<String, Object> spell(Event event) {
        String type = type(event.detail());
        Answer answer =
                new Answer()
                        .put("timestamp", event.timestamp())
                        .put("type", type)
                        .put("id", event.id())
                        .put("previousEventId", event.previousId());
        Answer details = details(event.detail());
        if (details != null) {
            answer.put(detailsField(event.detail(), type), details.fields());
        }
        return answer.fields();
    }

    private static String type(EventDetail detail) {
        return switch (detail) {
            case EventDetail.StateEntered entered -> entered.stateType() + "StateEntered";
            case EventDetail.StateExited exited -> exited.stateType() + "StateExited";
            case EventDetail.StateAborted aborted -> aborted.stateType() + "StateAborted";
            default -> detail.getClass().getSimpleName();
        };
    }

    private static String detailsField(EventDetail detail, String type) {
        return switch (detail) {
            case EventDetail.StateEntered _ -> "stateEnteredEventDetails";
            case EventDetail.StateExited _ -> "stateExitedEventDetails";
            default -> Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
        };
    }

    private @Nullable Answer details(EventDetail detail) {
        return switch (detail) {
            case EventDetail.ExecutionStarted started ->
                    data(new Answer(), "input", started.input()).put("roleArn", started.roleArn());
            case EventDetail.ExecutionSucceeded succeeded ->
                    data(new Answer(), "output", succeeded.output());
            case EventDetail.ExecutionFailed failed -> error(failed.error(), failed.cause());
            case EventDetail.ExecutionTimedOut timedOut ->
                    error(timedOut.error(), timedOut.cause());
            case EventDetail.ExecutionAborted aborted -> error(aborted.error(), aborted.cause());
            case EventDetail.ExecutionRedriven redriven ->
                    new Answer().put("redriveCount", redriven.redriveCount());
            case EventDetail.StateEntered entered ->
                    data(new Answer().put("name", entered.name()), "input", entered.input());
            case EventDetail.StateExited exited -> exited(exited);
            case EventDetail.EvaluationFailed failed ->
                    error(failed.error(), failed.cause())
                            .put("location", failed.location())
                            .put("state", failed.state());
            case EventDetail.TaskScheduled scheduled -> scheduled(scheduled);
            case EventDetail.TaskStarted _ -> invoke();
            case EventDetail.TaskSucceeded succeeded ->
                    data(invoke(), "output", succeeded.output());
            case EventDetail.TaskFailed failed ->
                    invoke().put("error", failed.error()).put("cause", failed.cause());
            case EventDetail.TaskTimedOut timedOut -> invoke().put("error", timedOut.error());
            case EventDetail.LambdaFunctionScheduled scheduled ->
                    timeout(
                            data(
                                    new Answer().put("resource", scheduled.resource()),
                                    "input",
                                    scheduled.input()),
                            scheduled.timeout());
            case EventDetail.LambdaFunctionSucceeded succeeded ->
                    data(new Answer(), "output", succeeded.output());
            case EventDetail.LambdaFunctionFailed failed -> error(failed.error(), failed.cause());
            case EventDetail.LambdaFunctionTimedOut timedOut -> error(timedOut.error(), null);
            case EventDetail.MapStateStarted started ->
                    new Answer().put("length", started.length());
            case EventDetail.MapIterationStarted started ->
                    iteration(started.name(), started.index());
            case EventDetail.MapIterationSucceeded succeeded ->
                    iteration(succeeded.name(), succeeded.index());
            case EventDetail.MapIterationFailed failed -> iteration(failed.name(), failed.index());
            case EventDetail.MapIterationAborted aborted ->
                    iteration(aborted.name(), aborted.index());
            case EventDetail.StateAborted _,
                    EventDetail.LambdaFunctionStarted _,
                    EventDetail.ParallelStateStarted _,
                    EventDetail.ParallelStateSucceeded _,
                    EventDetail.ParallelStateFailed _,
                    EventDetail.MapStateSucceeded _,
                    EventDetail.MapStateFailed _ ->
                    null;
        };
    }

    private Answer data(Answer answer, String field, Json data) {
        return withData ? answer.putText(field, data).put(field + "Details", WHOLE) : answer;
    }

    private Answer exited(EventDetail.StateExited exited) {
        Answer answer = data(new Answer().put("name", exited.name()), "output", exited.output());
        if (withData && !exited.assigned().isEmpty()) {
            Map<String, Object> assigned = new LinkedHashMap<>();
            exited.assigned().forEach((name, value) -> assigned.put(name, value.text()));
            answer.put("assignedVariables", assigned).put("assignedVariablesDetails", WHOLE);
        }
        return answer;
    }

    private Answer scheduled(EventDetail.TaskScheduled scheduled) {
        Answer answer =
                invoke().put("region", scheduled.region())
                        .put("parameters", scheduled.parameters().text());
        timeout(answer, scheduled.timeout());
        if (scheduled.heartbeat().isPresent()) {
            answer.put("heartbeatInSeconds", scheduled.heartbeat().getAsLong());
        }
        return answer;
    }

    private static Answer invoke() {
        return new Answer().put("resourceType", "lambda").put("resource", "invoke");
    }

    private static Answer timeout(Answer answer, OptionalLong seconds) {
        return seconds.isPresent() ? answer.put("timeoutInSeconds", seconds.getAsLong()) : answer;
    }

    private static Answer error(@Nullable String error, @Nullable String cause) {
        return new Answer().put("error", error).put("cause", cause);
    }

    private static Answer iteration(String name, int index) {
        return new Answer().put("name", name).put("index", index);
    }
}
