package org.trayline.replayorders;

import java.time.Instant;
import java.util.List;

/// One of the DLQ in full.
///
/// @param cause what the failure said of itself; empty where it said nothing
/// @param steps what its last execution went through, the first first
public record Shown(Stranded stranded, String cause, List<Step> steps) {
    public Shown {
        steps = List.copyOf(steps);
    }

    /// @param type of the event, as Step Functions calls it
    /// @param state the state that was entered or left; else empty
    /// @param error of a failure; else empty
    public record Step(Instant at, String type, String state, String error) {}
}
