package org.trayline.local.executions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One call of a Task.
///
/// @param ended null while nothing has come of it
/// @param problem null unless it failed
record Attempt(Instant scheduled, @Nullable Instant ended, @Nullable Problem problem) {
    Attempt end(Instant at, @Nullable Problem of) {
        return new Attempt(scheduled, at, of);
    }
}
