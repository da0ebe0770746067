package org.trayline.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// What became of executions of the tray order workflow, and how to let one go on.
public final class PastExecutions {
    private final SfnClient sfn;
    private final String stateMachineArn;

    /// The workflow at the endpoint and with the credentials of the environment.
    ///
    /// @param stateMachineArn with or without a version or an alias
    public static PastExecutions of(String stateMachineArn) {
        return new PastExecutions(
                SfnClient.builder().httpClient(UrlConnectionHttpClient.create()).build(),
                stateMachineArn);
    }

    PastExecutions(SfnClient sfn, String stateMachineArn) {
        this.sfn = sfn;
        this.stateMachineArn = stateMachineArn;
    }

    /// The ARN of the execution of that name, whether there is one or not.
    public String arn(String name) {
        String[] parts = stateMachineArn.split(":", -1);
        return String.join(":", List.of(parts).subList(0, 5))
                + ":execution:"
                + parts[6]
                + ":"
                + name;
    }

    /// Empty where Step Functions knows none: never started, or ended more than 90 days ago.
    public Optional<PastExecution> find(String arn) {
        try {
            return Optional.of(past(sfn.describeExecution(request -> request.executionArn(arn))));
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }

    private static PastExecution past(DescribeExecutionResponse found) {
        return new PastExecution(
                found.executionArn(),
                found.name(),
                status(found.status()),
                found.input(),
                found.output(),
                found.error(),
                found.cause(),
                found.redriveStatus() == ExecutionRedriveStatus.REDRIVABLE
                        ? null
                        : orElse(found.redriveStatusReason(), found.redriveStatusAsString()),
                found.redriveCount() == null ? 0 : found.redriveCount(),
                found.startDate(),
                found.stopDate());
    }

    private static String orElse(@Nullable String one, @Nullable String other) {
        return one == null ? String.valueOf(other) : one;
    }

    private static PastExecution.Status status(ExecutionStatus status) {
        return switch (status) {
            case RUNNING, PENDING_REDRIVE -> PastExecution.Status.RUNNING;
            case SUCCEEDED -> PastExecution.Status.SUCCEEDED;
            case FAILED, TIMED_OUT, ABORTED -> PastExecution.Status.UNSUCCESSFUL;
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException("an execution status that is not known");
        };
    }

    /// Reads the whole history of an execution, the latest event first.
    public Trace trace(String arn) {
        String state = null;
        boolean between = false;
        Map<String, String> variables = new HashMap<>();
        List<Trace.Step> steps = new ArrayList<>();
        for (HistoryEvent event :
                sfn.getExecutionHistoryPaginator(
                                request ->
                                        request.executionArn(arn)
                                                .reverseOrder(true)
                                                .maxResults(1000))
                        .events()) {
            String at = "";
            if (event.stateEnteredEventDetails() != null) {
                at = event.stateEnteredEventDetails().name();
                state = state == null && !between ? at : state;
            } else if (event.stateExitedEventDetails() != null) {
                at = event.stateExitedEventDetails().name();
                between |= state == null;
                event.stateExitedEventDetails().assignedVariables().forEach(variables::putIfAbsent);
            }
            steps.add(new Trace.Step(event.timestamp(), event.typeAsString(), at, error(event)));
        }
        return new Trace(state, variables, steps);
    }

    private static String error(HistoryEvent event) {
        String error = null;
        if (event.taskFailedEventDetails() != null) {
            error = event.taskFailedEventDetails().error();
        } else if (event.taskTimedOutEventDetails() != null) {
            error = event.taskTimedOutEventDetails().error();
        } else if (event.evaluationFailedEventDetails() != null) {
            error = event.evaluationFailedEventDetails().error();
        } else if (event.executionFailedEventDetails() != null) {
            error = event.executionFailedEventDetails().error();
        } else if (event.executionTimedOutEventDetails() != null) {
            error = event.executionTimedOutEventDetails().error();
        } else if (event.executionAbortedEventDetails() != null) {
            error = event.executionAbortedEventDetails().error();
        }
        return error == null ? "" : error;
    }

    /// Lets an execution go on from the state that failed, with that state's input and by the
    /// definition that it was started with.
    ///
    /// @return false where it cannot: it runs, has succeeded, or ended too long ago
    public boolean redrive(String arn) {
        try {
            // A token of its own per time it ended, made by the SDK: asked twice by a retry of the
            // SDK, it goes on once.
            sfn.redriveExecution(request -> request.executionArn(arn));
            return true;
        } catch (ExecutionNotRedrivableException e) {
            return false;
        }
    }
}
