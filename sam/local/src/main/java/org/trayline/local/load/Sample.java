package org.trayline.local.load;

import org.jspecify.annotations.Nullable;

/// One request that was answered, or was not.
///
/// @param status of HTTP; 0 where no answer came
/// @param millis from when it was due, so that one that had to wait for others counts in full
/// @param failure null where an answer came
record Sample(boolean write, int status, double millis, @Nullable String failure) {
    private static final int TOO_MANY = 429;

    /// One that the gateway put off is none.
    boolean isError() {
        return status != TOO_MANY && (status < 200 || status >= 400);
    }
}
