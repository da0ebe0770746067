package org.trayline.asl.execution;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.Resource;
import org.trayline.asl.definition.State;
import org.trayline.asl.expression.QueryFailed;
import org.trayline.asl.expression.Scope;
import org.trayline.asl.expression.Template;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;
import org.trayline.asl.task.LambdaFunctions.Answer;
import org.trayline.asl.task.LambdaFunctions.FunctionError;
import org.trayline.asl.task.LambdaFunctions.Returned;
import org.trayline.asl.task.LambdaFunctions.ServiceFault;

/// Calls the functions of Task states and tells the history about it.
final class Tasks {
    private static final String UNKNOWN = "Lambda.Unknown";

    private final Run run;
    private final TimeLimit timeLimit;

    Tasks(Run run) {
        this.run = run;
        this.timeLimit = new TimeLimit(run.services().clock());
    }

    Json call(Track track, State.Task task) throws StateFault, InterruptedException {
        Scope scope = run.scope(track, task, Map.of());
        Template template = task.arguments();
        Json arguments =
                template == null
                        ? track.input
                        : Json.of(run.evaluate(track, task, template, "Arguments", scope));
        OptionalLong timeout = seconds(track, task, task.timeoutSeconds(), "TimeoutSeconds", scope);
        OptionalLong heartbeat =
                seconds(track, task, task.heartbeatSeconds(), "HeartbeatSeconds", scope);
        TaskEvents events =
                switch (task.resource()) {
                    case Resource.LambdaInvoke() -> new TaskEvents.OfInvoke();
                    case Resource.FunctionArn(String arn) -> new TaskEvents.OfFunction(arn);
                };
        run.append(track, events.scheduled(arguments, run.services().region(), timeout, heartbeat));
        Call call = call(track, task, arguments);
        run.append(track, events.started());
        Optional<Answer> answer = timeLimit.within(timeout, () -> answer(call));
        if (answer.isEmpty()) {
            run.append(track, events.timedOut(StateFault.TIMEOUT));
            throw new StateFault(StateFault.TIMEOUT, null);
        }
        return result(track, task, events, answer.get());
    }

    /// @param function its name or ARN
    private record Call(String function, Json payload) {}

    private static Call call(Track track, State.Task task, Json arguments) throws StateFault {
        return switch (task.resource()) {
            case Resource.FunctionArn(String arn) -> new Call(arn, arguments);
            case Resource.LambdaInvoke() -> {
                if (arguments.value() instanceof Map<?, ?> given
                        && given.get("FunctionName") instanceof String function) {
                    Object payload = given.get("Payload");
                    yield new Call(
                            given.get("Qualifier") instanceof String qualifier
                                    ? function + ":" + qualifier
                                    : function,
                            payload == null ? Json.EMPTY_OBJECT : Json.of(payload));
                }
                throw new StateFault(
                        StateFault.RUNTIME,
                        Run.head(track, task)
                                + "The Parameters '"
                                + arguments
                                + "' could not be used to start the Task: [The field"
                                + " \"FunctionName\" is required but was missing]");
            }
        };
    }

    private Answer answer(Call call) throws InterruptedException {
        try {
            return run.services()
                    .functions()
                    .invoke(
                            call.function(),
                            call.payload().text().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException fault) {
            return new ServiceFault("Unknown", String.valueOf(fault), 500, "");
        }
    }

    private Json result(Track track, State.Task task, TaskEvents events, Answer answer)
            throws StateFault {
        return switch (answer) {
            case Returned returned -> returned(track, task, events, returned);
            case FunctionError error -> {
                String payload = error.payload();
                throw error.errorType() == null
                        ? failed(
                                track,
                                events,
                                UNKNOWN,
                                "The cause could not be determined because Lambda did not return"
                                        + " an error type. Returned payload: "
                                        + payload)
                        : failed(track, events, error.errorType(), events.cause(payload));
            }
            case ServiceFault fault ->
                    throw failed(
                            track,
                            events,
                            "Lambda." + fault.errorCode(),
                            "%s (Service: AWSLambda; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
                                    .formatted(
                                            fault.message(),
                                            fault.statusCode(),
                                            fault.errorCode(),
                                            fault.requestId()));
        };
    }

    private Json returned(Track track, State.Task task, TaskEvents events, Returned returned)
            throws StateFault {
        if (returned.payload().length() > Run.DATA_LIMIT) {
            throw tooLong(track, task, events);
        }
        Json output;
        try {
            output = events.output(returned, run.services());
        } catch (MalformedJson fault) {
            throw failed(
                    track,
                    events,
                    UNKNOWN,
                    "The function returned what is not JSON: " + fault.getMessage());
        }
        if (output.longerThan(Run.DATA_LIMIT)) {
            throw tooLong(track, task, events);
        }
        run.append(track, events.succeeded(output));
        return output;
    }

    private StateFault tooLong(Track track, State.Task task, TaskEvents events) {
        String source =
                switch (task.resource()) {
                    case Resource.LambdaInvoke() -> "lambda";
                    case Resource.FunctionArn(String arn) -> arn;
                };
        return failed(
                track,
                events,
                StateFault.DATA_LIMIT,
                "The state/task '"
                        + source
                        + "' returned a result with a size exceeding the maximum number of bytes"
                        + " service limit.");
    }

    private StateFault failed(
            Track track, TaskEvents events, @Nullable String error, @Nullable String cause) {
        EventDetail failed = events.failed(error, cause);
        run.append(track, failed);
        return new StateFault(error, cause);
    }

    private OptionalLong seconds(
            Track track, State.Task task, @Nullable Template template, String field, Scope scope)
            throws StateFault {
        if (template == null) {
            return OptionalLong.empty();
        }
        Object value = run.evaluate(track, task, template, field, scope);
        if (!(value instanceof Number number)) {
            throw run.queryFailed(track, task, template.unexpected(field, "number", value));
        }
        double seconds = number.doubleValue();
        if (seconds != Math.rint(seconds) || seconds < 1 || seconds > 99_999_999) {
            throw run.queryFailed(
                    track,
                    task,
                    new QueryFailed(
                            field,
                            "The %s field must be an integer between 1 and 99999999 but was: %s"
                                    .formatted(field, Json.of(value))));
        }
        return OptionalLong.of((long) seconds);
    }
}
