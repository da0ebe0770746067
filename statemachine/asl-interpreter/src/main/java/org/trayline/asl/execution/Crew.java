package org.trayline.asl.execution;

import org.jspecify.annotations.Nullable;

/// Threads that work for one state; the first failure among them is the state's.
final class Crew {
    /// Work on one track, or on several in turn.
    interface Job {
        void work() throws Failed, InterruptedException;
    }

    private int working;
    private @Nullable Failed failed;
    private @Nullable RuntimeException broken;

    void start(Job job) {
        synchronized (this) {
            working++;
        }
        Thread.startVirtualThread(() -> work(job));
    }

    private void work(Job job) {
        Failed failure = null;
        RuntimeException breakage = null;
        try {
            job.work();
        } catch (Failed fault) {
            failure = fault;
        } catch (InterruptedException _) {
            breakage = new Run.Cancelled();
        } catch (RuntimeException fault) {
            breakage = fault;
        }
        synchronized (this) {
            working--;
            if (failed == null) {
                failed = failure;
            }
            if (broken == null) {
                broken = breakage;
            }
            notifyAll();
        }
    }

    /// Waits until all have done their work, or one has failed.
    synchronized void join() throws Failed, InterruptedException {
        while (working > 0 && failed == null && broken == null) {
            wait();
        }
        if (failed != null) {
            throw failed;
        }
        if (broken != null) {
            throw broken;
        }
    }

    /// A track ended with an error that nothing in it caught.
    static final class Failed extends Exception {
        private final transient Track track;
        private final long lastEvent;
        private final transient StateFault fault;

        /// @param lastEvent what the failure of the state that holds the track follows
        Failed(Track track, long lastEvent, StateFault fault) {
            super(fault.getMessage(), fault, false, false);
            this.track = track;
            this.lastEvent = lastEvent;
            this.fault = fault;
        }

        Track track() {
            return track;
        }

        long lastEvent() {
            return lastEvent;
        }

        StateFault fault() {
            return fault;
        }
    }
}
