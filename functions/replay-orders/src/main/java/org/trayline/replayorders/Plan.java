package org.trayline.replayorders;

import org.jspecify.annotations.Nullable;

/// What is to be replayed, and how.
///
/// @param dryRun only say what would be done
/// @param startAnew a new attempt each, from the beginning: after a fix of the workflow itself
/// @param perSecond at most so many a second
/// @param max the oldest so many; null = all
/// @param waitSeconds how long to wait for what comes of them; 0 = not at all
public record Plan(
        Filter filter,
        boolean dryRun,
        boolean startAnew,
        int perSecond,
        @Nullable Integer max,
        int waitSeconds) {
    public static final int PER_SECOND = 10;

    public Plan {
        if (perSecond < 1 || perSecond > 1000) {
            throw new IllegalArgumentException(
                    "perSecond is %d: must be from 1 to 1000".formatted(perSecond));
        }
        if (max != null && max < 1) {
            throw new IllegalArgumentException("max is %d: must be at least 1".formatted(max));
        }
        if (waitSeconds < 0) {
            throw new IllegalArgumentException(
                    "waitSeconds is %d: must be at least 0".formatted(waitSeconds));
        }
    }
}
