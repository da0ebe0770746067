package org.trayline.asl.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;

/// Where an execution stands and, once it has ended, how and when. Immutable.
///
/// @param stopDate null while it runs, as are output, error and cause
/// @param redriveCount how often it was redriven
public record Outcome(
        ExecutionStatus status,
        @Nullable Instant stopDate,
        @Nullable Json output,
        @Nullable String error,
        @Nullable String cause,
        int redriveCount,
        @Nullable Instant redriveDate) {
    static final Outcome STARTED =
            new Outcome(ExecutionStatus.RUNNING, null, null, null, null, 0, null);

    Outcome redriven(Instant at) {
        return new Outcome(ExecutionStatus.RUNNING, null, null, null, null, redriveCount + 1, at);
    }
}
