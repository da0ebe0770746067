package org.trayline.contract.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.trayline.asl.time.WorkflowClock;

/// A workflow's time that no test waits for. What the execution's own thread sleeps (the delay
/// before a retry) passes at once; a timer's sleep (a task's or the execution's timeout) ends when
/// the clock has come so far.
final class ScenarioClock implements WorkflowClock {
    /// Further off than any task's timeout, nearer than the execution's.
    private static final Duration SOON = Duration.ofMinutes(10);

    private final Map<Thread, Instant> timers = new HashMap<>();
    private Instant now;

    ScenarioClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        Instant end = now.plus(duration);
        if (!Thread.currentThread().getName().isEmpty()) {
            advanceTo(end);
            return;
        }
        timers.put(Thread.currentThread(), end);
        notifyAll();
        try {
            while (now.isBefore(end)) {
                wait();
            }
        } finally {
            timers.remove(Thread.currentThread());
        }
    }

    /// Waits until a task's timer runs, and lets it end.
    synchronized void passTaskTimeout() throws InterruptedException {
        while (true) {
            Instant soon = now.plus(SOON);
            for (Map.Entry<Thread, Instant> timer : timers.entrySet()) {
                // One that is interrupted belongs to a call that has been answered.
                if (!timer.getKey().isInterrupted() && timer.getValue().isBefore(soon)) {
                    advanceTo(timer.getValue());
                    return;
                }
            }
            wait();
        }
    }

    /// Between two executions.
    synchronized void passTo(Instant time) {
        advanceTo(time);
    }

    private synchronized void advanceTo(Instant end) {
        if (end.isAfter(now)) {
            now = end;
            notifyAll();
        }
    }
}
