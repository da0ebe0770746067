package org.trayline.asl.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;

/// How an attempt of an execution ends.
///
/// @param previous the event that the last one follows; none for an end that comes from outside
record Ending(
        ExecutionStatus status,
        long previous,
        EventDetail event,
        @Nullable Json output,
        @Nullable String error,
        @Nullable String cause) {
    static Ending succeeded(long previous, Json output) {
        return new Ending(
                ExecutionStatus.SUCCEEDED,
                previous,
                new EventDetail.ExecutionSucceeded(output),
                output,
                null,
                null);
    }

    static Ending failed(long previous, @Nullable String error, @Nullable String cause) {
        return new Ending(
                ExecutionStatus.FAILED,
                previous,
                new EventDetail.ExecutionFailed(error, cause),
                null,
                error,
                cause);
    }

    static Ending timedOut() {
        return new Ending(
                ExecutionStatus.TIMED_OUT,
                0,
                new EventDetail.ExecutionTimedOut(StateFault.TIMEOUT, null),
                null,
                null,
                null);
    }

    static Ending aborted(@Nullable String error, @Nullable String cause) {
        return new Ending(
                ExecutionStatus.ABORTED,
                0,
                new EventDetail.ExecutionAborted(error, cause),
                null,
                error,
                cause);
    }

    Outcome of(Outcome before, Instant at) {
        return new Outcome(
                status, at, output, error, cause, before.redriveCount(), before.redriveDate());
    }
}
