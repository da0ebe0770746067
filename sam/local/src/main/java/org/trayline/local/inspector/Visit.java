package org.trayline.local.inspector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stay of an execution in a state.
///
/// @param id the event that entered it
/// @param parent the visit of the Parallel or Map around it; null at the top
/// @param from the visit before it on its track; null where it is the first
/// @param index of the branch's or item's own run; null outside of a Map
/// @param start and end as the events tell them, ISO 8601
/// @param changes what it was from which event on, the earliest first; never empty
/// @param exit the event that left it; null while it has not been left
/// @param error why it failed or was caught; null where nothing went wrong
@JsonInclude(JsonInclude.Include.NON_NULL)
record Visit(
        long id,
        String state,
        String type,
        @Nullable Long parent,
        @Nullable Long from,
        @Nullable Integer index,
        String start,
        @Nullable String end,
        @Nullable Long exit,
        List<Change> changes,
        List<Attempt> attempts,
        @Nullable String error,
        @Nullable String cause) {

    /// What may be said of a visit or of an attempt.
    enum Status {
        RUNNING,
        SUCCEEDED,
        CAUGHT,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    /// From that event on.
    record Change(long event, Status status) {}

    /// One try of a task.
    ///
    /// @param scheduled the event that asked for it
    /// @param ended the event that ended it; null while it runs
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(
            long scheduled,
            String start,
            @Nullable Long ended,
            @Nullable String end,
            Status status,
            @Nullable String error,
            @Nullable String cause) {}

    Visit {
        changes = List.copyOf(changes);
        attempts = List.copyOf(attempts);
    }

    Status status() {
        return changes.getLast().status();
    }
}
