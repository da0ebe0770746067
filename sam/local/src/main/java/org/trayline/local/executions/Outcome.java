package org.trayline.local.executions;

import java.util.Locale;

/// How a state, a branch or an iteration stands.
enum Outcome {
    SUCCEEDED,
    /// It failed, and a catcher led on.
    CAUGHT,
    FAILED,
    /// It was given up because something beside it failed, or all of it ended.
    ABORTED,
    RUNNING;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
