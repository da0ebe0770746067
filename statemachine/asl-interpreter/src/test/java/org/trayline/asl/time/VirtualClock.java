package org.trayline.asl.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A clock that moves only when it is told to, or, if it is eager, as soon as someone sleeps.
public final class VirtualClock implements WorkflowClock {
    private final boolean eager;
    private final List<Duration> sleeps = new ArrayList<>();
    private Instant now;
    private int sleepers;

    private VirtualClock(Instant start, boolean eager) {
        this.now = start;
        this.eager = eager;
    }

    /// Stands still until [#advance].
    public static VirtualClock standing(Instant start) {
        return new VirtualClock(start, false);
    }

    /// Jumps to the end of every sleep.
    public static VirtualClock eager(Instant start) {
        return new VirtualClock(start, true);
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (!duration.isPositive()) {
            return;
        }
        sleeps.add(duration);
        Instant end = now.plus(duration);
        if (eager) {
            now = end;
            return;
        }
        sleepers++;
        notifyAll();
        try {
            while (now.isBefore(end)) {
                wait();
            }
        } finally {
            sleepers--;
        }
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        notifyAll();
    }

    /// Waits, in real time, until so many threads sleep by this clock.
    public synchronized void awaitSleepers(int count) throws InterruptedException {
        while (sleepers < count) {
            wait();
        }
    }

    /// How long each sleep was to be, in order.
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
