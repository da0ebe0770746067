package org.trayline.asl.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The error of a state: it is retried, caught or ends the execution.
final class StateFault extends Exception {
    static final String QUERY = "States.QueryEvaluationError";
    static final String RUNTIME = "States.Runtime";
    static final String TIMEOUT = "States.Timeout";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    private static final String HEARTBEAT = "States.HeartbeatTimeout";
    private static final String TASK_FAILED = "States.TaskFailed";
    private static final String ALL = "States.ALL";

    private final transient @Nullable String error;
    private final transient @Nullable String cause;

    StateFault(@Nullable String error, @Nullable String cause) {
        super(cause, null, false, false);
        this.error = error;
        this.cause = cause;
    }

    @Nullable String error() {
        return error;
    }

    @Nullable String cause() {
        return cause;
    }

    /// True if a retrier or catcher with these names takes the error. Nothing takes States.Runtime.
    boolean isAnyOf(List<String> names) {
        if (isFatal()) {
            return false;
        }
        for (String name : names) {
            if (name.equals(ALL)
                    || name.equals(error)
                    || (name.equals(TIMEOUT) && HEARTBEAT.equals(error))
                    || (name.equals(TASK_FAILED) && isOfTask())) {
                return true;
            }
        }
        return false;
    }

    /// True for States.Runtime, which ends the execution wherever it happens.
    boolean isFatal() {
        return RUNTIME.equals(error);
    }

    private boolean isOfTask() {
        return !TIMEOUT.equals(error) && !HEARTBEAT.equals(error) && !QUERY.equals(error);
    }

    /// What a catcher sees as `$states.errorOutput`.
    Map<String, Object> asOutput() {
        Map<String, Object> output = new LinkedHashMap<>();
        if (error != null) {
            output.put("Error", error);
        }
        if (cause != null) {
            output.put("Cause", cause);
        }
        return output;
    }
}
