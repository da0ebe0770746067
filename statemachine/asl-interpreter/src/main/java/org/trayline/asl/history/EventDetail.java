package org.trayline.asl.history;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;

/// What an event says, by its type. Sealed: a new type fails to compile wherever it is forgotten.
///
/// The names and fields are those of `HistoryEvent` in the Step Functions API reference; resources
/// of tasks are `invoke` of `lambda`.
public sealed interface EventDetail {
    /// How many characters of data the event holds that no event before it held.
    default long characters() {
        return switch (this) {
            case ExecutionStarted(Json input, String _) -> length(input);
            case StateExited exited -> length(exited.output()) + length(exited.assigned());
            case TaskScheduled scheduled -> length(scheduled.parameters());
            case TaskSucceeded(Json output) -> length(output);
            case TaskFailed failed -> length(failed.cause());
            case LambdaFunctionScheduled scheduled -> length(scheduled.input());
            case LambdaFunctionSucceeded(Json output) -> length(output);
            case LambdaFunctionFailed failed -> length(failed.cause());
            default -> 0;
        };
    }

    private static long length(Json data) {
        return data.text().length();
    }

    private static long length(Map<String, Json> assigned) {
        return assigned.values().stream().mapToLong(EventDetail::length).sum();
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    record ExecutionStarted(Json input, String roleArn) implements EventDetail {}

    record ExecutionSucceeded(Json output) implements EventDetail {}

    record ExecutionFailed(@Nullable String error, @Nullable String cause) implements EventDetail {}

    record ExecutionTimedOut(@Nullable String error, @Nullable String cause)
            implements EventDetail {}

    record ExecutionAborted(@Nullable String error, @Nullable String cause)
            implements EventDetail {}

    record ExecutionRedriven(int redriveCount) implements EventDetail {}

    /// @param stateType the state's Type; the event is `<stateType>StateEntered`
    record StateEntered(String stateType, String name, Json input) implements EventDetail {}

    /// @param assigned the variables that the state assigned
    record StateExited(String stateType, String name, Json output, Map<String, Json> assigned)
            implements EventDetail {}

    /// A state was given up because another branch or iteration failed; the event is
    /// `<stateType>StateAborted`.
    record StateAborted(String stateType) implements EventDetail {}

    record EvaluationFailed(String state, @Nullable String location, String error, String cause)
            implements EventDetail {}

    record TaskScheduled(
            Json parameters, String region, OptionalLong timeout, OptionalLong heartbeat)
            implements EventDetail {}

    record TaskStarted() implements EventDetail {}

    record TaskSucceeded(Json output) implements EventDetail {}

    record TaskFailed(@Nullable String error, @Nullable String cause) implements EventDetail {}

    record TaskTimedOut(String error) implements EventDetail {}

    record LambdaFunctionScheduled(String resource, Json input, OptionalLong timeout)
            implements EventDetail {}

    record LambdaFunctionStarted() implements EventDetail {}

    record LambdaFunctionSucceeded(Json output) implements EventDetail {}

    record LambdaFunctionFailed(@Nullable String error, @Nullable String cause)
            implements EventDetail {}

    record LambdaFunctionTimedOut(String error) implements EventDetail {}

    record ParallelStateStarted() implements EventDetail {}

    record ParallelStateSucceeded() implements EventDetail {}

    record ParallelStateFailed() implements EventDetail {}

    record MapStateStarted(int length) implements EventDetail {}

    record MapStateSucceeded() implements EventDetail {}

    record MapStateFailed() implements EventDetail {}

    record MapIterationStarted(String name, int index) implements EventDetail {}

    record MapIterationSucceeded(String name, int index) implements EventDetail {}

    record MapIterationFailed(String name, int index) implements EventDetail {}

    record MapIterationAborted(String name, int index) implements EventDetail {}
}
