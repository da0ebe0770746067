package org.trayline.local.meal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.execution.ExecutionStatus;

/// Watches executions end.
public final class Watch implements Consumer<ExecutionStatusChange> {
    private final Map<String, ExecutionStatusChange> ended = new ConcurrentHashMap<>();
    private volatile long firstNanos;
    private volatile long lastNanos;
    private volatile IntConsumer progress = count -> {};

    @Override
    public void accept(ExecutionStatusChange change) {
        if (change.status() == ExecutionStatus.RUNNING) {
            return;
        }
        lastNanos = System.nanoTime();
        int count;
        synchronized (this) {
            if (ended.isEmpty()) {
                firstNanos = lastNanos;
            }
            ended.put(change.name(), change);
            count = ended.size();
            notifyAll();
        }
        progress.accept(count);
    }

    /// Tells of the number of ended executions whenever one ends.
    public void onProgress(IntConsumer progress) {
        this.progress = progress;
    }

    /// Waits until so many executions have ended, or none can any more.
    ///
    /// @param idle whether nothing runs and nothing waits
    public void await(int count, BooleanSupplier idle) throws InterruptedException {
        int idleTimes = 0;
        while (true) {
            synchronized (this) {
                if (ended.size() >= count) {
                    return;
                }
                wait(500);
                if (ended.size() >= count) {
                    return;
                }
            }
            // Several times in a row, since a message is for a moment in neither place.
            idleTimes = idle.getAsBoolean() ? idleTimes + 1 : 0;
            if (idleTimes == 6) {
                return;
            }
        }
    }

    public int count() {
        return ended.size();
    }

    /// From the first to the last end.
    public double secondsFromFirstToLast() {
        return (lastNanos - firstNanos) / 1e9;
    }

    /// @return nanoseconds of `System.nanoTime()`, null where none ended
    public @Nullable Long firstEndNanos() {
        return ended.isEmpty() ? null : firstNanos;
    }

    /// Of the executions that did not succeed, the error by the execution's name.
    public Map<String, String> errors() {
        Map<String, String> errors = new ConcurrentHashMap<>();
        ended.forEach(
                (name, change) -> {
                    if (change.status() != ExecutionStatus.SUCCEEDED) {
                        String error = change.error();
                        errors.put(name, error == null ? change.status().name() : error);
                    }
                });
        return errors;
    }

    public List<ExecutionStatusChange> ended() {
        return new ArrayList<>(ended.values());
    }
}
