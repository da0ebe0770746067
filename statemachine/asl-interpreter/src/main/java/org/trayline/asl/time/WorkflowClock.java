package org.trayline.asl.time;

import java.time.Duration;
import java.time.Instant;

/// The time that workflows see: Wait, Retry, every timeout and every timestamp ask here.
///
/// Implementations serve many threads at once.
public interface WorkflowClock {
    Instant now();

    /// Returns once this clock has moved on by the duration; at once if it is not positive.
    ///
    /// @throws InterruptedException if the thread is interrupted before that
    void sleep(Duration duration) throws InterruptedException;
}
