package org.trayline.local.executions;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Durations in at most six characters: `12 ms`, `1.24 s`, `3m05s`, `2h07m`, `12d03h`.
final class Durations {
    private Durations() {}

    /// Nothing for what has not ended.
    static String text(@Nullable Duration duration) {
        if (duration == null) {
            return "";
        }
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 100_000) {
            return String.format(Locale.ROOT, millis < 10_000 ? "%.2f s" : "%.1f s", millis / 1e3);
        }
        if (duration.toHours() < 1) {
            return "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
        }
        return duration.toDays() < 1
                ? "%dh%02dm".formatted(duration.toHours(), duration.toMinutesPart())
                : "%dd%02dh".formatted(duration.toDays(), duration.toHoursPart());
    }
}
