package org.trayline.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An execution as Step Functions describes it.
///
/// @param input JSON
/// @param output JSON; null unless it succeeded
/// @param error null unless it failed
/// @param obstacle why it cannot be redriven; null where it can
public record PastExecution(
        String arn,
        String name,
        Status status,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        @Nullable String obstacle,
        int redrives,
        Instant startedAt,
        @Nullable Instant stoppedAt) {

    public enum Status {
        RUNNING,
        SUCCEEDED,
        /// Failed, timed out, aborted.
        UNSUCCESSFUL
    }
}
