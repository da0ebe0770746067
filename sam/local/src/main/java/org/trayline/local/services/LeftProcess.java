package org.trayline.local.services;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A process that outlived the one that started it, since that was killed.
record LeftProcess(ProcessHandle process) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    String command() {
        return process.info().command().orElse("");
    }

    /// Whether it still runs. One that has ended and of which nobody took notice is no program any
    /// more, though the system still lists it.
    boolean isRunning() {
        return process.isAlive() && !command().isEmpty();
    }

    /// Asks it to end at once, and waits until it has. By an interrupt, not by what Java sends:
    /// on that PostgreSQL would first wait until every client has gone.
    void stop() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
        if (!ends()) {
            kill();
        }
    }

    void kill() throws IOException {
        process.destroyForcibly();
        if (!ends()) {
            throw new IOException("cannot stop process %d, %s".formatted(process.pid(), command()));
        }
    }

    /// Waits until it has ended by itself.
    boolean ends() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isRunning()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }
}
