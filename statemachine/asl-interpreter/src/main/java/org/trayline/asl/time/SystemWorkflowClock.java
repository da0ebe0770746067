package org.trayline.asl.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The machine's clock, shifted: it shows another time of day and runs at the usual speed.
public final class SystemWorkflowClock implements WorkflowClock {
    private final Clock clock;

    public SystemWorkflowClock() {
        this(Duration.ZERO);
    }

    /// @param offset what is added to the machine's time; negative for the past
    public SystemWorkflowClock(Duration offset) {
        this.clock = Clock.offset(Clock.systemUTC(), offset);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
            Thread.sleep(duration);
        }
    }
}
