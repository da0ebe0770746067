package org.trayline.local.faults;

import java.time.Duration;
import java.time.Instant;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.time.WorkflowClock;

/// The machine's clock, but what an execution waits before it tries a step again takes a twentieth:
/// a minute of retries is three seconds. Timeouts and schedules keep their time.
final class HurriedClock implements WorkflowClock {
    static final int TIMES = 20;

    private final WorkflowClock clock;

    HurriedClock(Duration offset) {
        this.clock = new SystemWorkflowClock(offset);
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        // Executions have threads with names, timers have none.
        boolean beforeRetry = !Thread.currentThread().getName().isEmpty();
        clock.sleep(beforeRetry ? duration.dividedBy(TIMES) : duration);
    }
}
