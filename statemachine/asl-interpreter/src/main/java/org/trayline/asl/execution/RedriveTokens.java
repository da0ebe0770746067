package org.trayline.asl.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The last tokens with which an execution was redriven, so that a call made twice redrives once.
///
/// Source: `clientToken` of RedriveExecution.
final class RedriveTokens {
    private static final int MOST = 10;
    private static final Duration VALID = Duration.ofMinutes(15);

    private record Used(String token, Instant at) {}

    private final Deque<Used> used = new ArrayDeque<>(1);

    /// When the execution was redriven with the token; null if it was not, or long ago.
    @Nullable Instant redriven(@Nullable String token, Instant now) {
        for (Used earlier : used) {
            if (earlier.token().equals(token) && !now.isAfter(earlier.at().plus(VALID))) {
                return earlier.at();
            }
        }
        return null;
    }

    void use(@Nullable String token, Instant now) {
        if (token != null) {
            used.addLast(new Used(token, now));
            if (used.size() > MOST) {
                used.removeFirst();
            }
        }
    }
}
