package org.trayline.asl.definition;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// When and how often a state is tried again.
///
/// @param intervalSeconds before the first retry; each further one waits `backoffRate` times longer
/// @param maxAttempts retries, not counting the first attempt; 0 means never
/// @param fullJitter a wait is a random part of what it would be
public record Retrier(
        List<String> errors,
        long intervalSeconds,
        long maxAttempts,
        double backoffRate,
        OptionalLong maxDelaySeconds,
        boolean fullJitter) {
    private static final double MILLIS = 1000;

    public Retrier {
        errors = List.copyOf(errors);
    }

    /// The wait before a retry.
    ///
    /// @param retry 1 for the first
    /// @param chance from 0 to 1; heeded with full jitter only
    public Duration delay(long retry, double chance) {
        double seconds = intervalSeconds * Math.pow(backoffRate, retry - 1.0);
        if (maxDelaySeconds.isPresent()) {
            seconds = Math.min(seconds, (double) maxDelaySeconds.getAsLong());
        }
        return Duration.ofMillis(Math.round(seconds * MILLIS * (fullJitter ? chance : 1)));
    }
}
