package org.trayline.execution;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far an execution came, by its history.
///
/// @param state the one that it was in; null where it was in none
/// @param variables JSON, by name, as they were last assigned
/// @param steps what happened, the latest first
public record Trace(@Nullable String state, Map<String, String> variables, List<Step> steps) {
    public Trace {
        variables = Map.copyOf(variables);
        steps = List.copyOf(steps);
    }

    /// @param type of the event, as Step Functions calls it
    /// @param state the state that was entered or left; else empty
    /// @param error of a failure; else empty
    public record Step(Instant at, String type, String state, String error) {}
}
