package org.trayline.asl.execution;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.history.History;

/// When an execution may be redriven. Source: "Restarting state machine executions with redrive".
final class Redrives {
    private static final Duration PERIOD = Duration.ofDays(14);
    private static final Duration LONGEST_EXECUTION = Duration.ofDays(365);

    private Redrives() {}

    /// AWS's reason, or null if there is none.
    static @Nullable String obstacle(Execution execution, Instant now) {
        Outcome outcome = execution.outcome();
        if (outcome.status() == ExecutionStatus.RUNNING
                || outcome.status() == ExecutionStatus.SUCCEEDED) {
            return "Execution is " + outcome.status() + " and cannot be redriven";
        }
        // One place for ExecutionRedriven and one for an event after it.
        if (execution.history().size() >= History.LIMIT - 1) {
            return "Execution history event limit exceeded";
        }
        Instant stopped = outcome.stopDate();
        if (stopped != null && now.isAfter(stopped.plus(PERIOD))) {
            return "Execution redrivable period exceeded";
        }
        if (now.isAfter(execution.identity().startDate().plus(LONGEST_EXECUTION))) {
            return "Execution has exceeded the max execution time";
        }
        return null;
    }
}
