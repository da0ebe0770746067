package org.trayline.asl.execution;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The executions that an engine remembers: all that run and the last so many that have finished.
public final class Executions {
    private final int keptFinished;
    private final Map<String, Entry> byArn = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, Entry>> byMachine = new ConcurrentHashMap<>();
    private final Queue<Entry> finished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger finishedCount = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong sequence = new AtomicLong();

    /// @param number in order of the starts
    public record Entry(long number, Execution execution) {}

    public Executions(int keptFinished) {
        this.keptFinished = keptFinished;
    }

    public @Nullable Execution find(String arn) {
        Entry entry = byArn.get(arn);
        return entry == null ? null : entry.execution();
    }

    /// Remembers an execution that is about to start, unless there is one of this ARN.
    ///
    /// @return the one there was
    public @Nullable Execution add(Execution execution) {
        Entry entry = new Entry(sequence.incrementAndGet(), execution);
        Entry earlier = byArn.putIfAbsent(execution.identity().arn(), entry);
        if (earlier != null) {
            return earlier.execution();
        }
        ofMachine(execution.identity().stateMachineArn()).put(entry.number(), entry);
        return null;
    }

    /// To be told of each change of an execution's outcome.
    public void changed(Execution execution) {
        if (execution.isRunning()) {
            running.incrementAndGet();
            return;
        }
        running.decrementAndGet();
        Entry entry = byArn.get(execution.identity().arn());
        if (entry != null) {
            finished.add(entry);
            if (finishedCount.incrementAndGet() > keptFinished) {
                forgetOldest();
            }
        }
    }

    private void forgetOldest() {
        Entry oldest = finished.poll();
        if (oldest == null) {
            return;
        }
        finishedCount.decrementAndGet();
        Execution execution = oldest.execution();
        if (!execution.isRunning()) {
            byArn.remove(execution.identity().arn(), oldest);
            ofMachine(execution.identity().stateMachineArn()).remove(oldest.number());
        }
    }

    /// Those of a state machine, the latest start first.
    ///
    /// @param before only those with a smaller number
    public Stream<Entry> of(String stateMachineArn, long before) {
        NavigableMap<Long, Entry> entries = byMachine.get(stateMachineArn);
        return entries == null
                ? Stream.empty()
                : entries.headMap(before, false).descendingMap().values().stream();
    }

    /// Lets all that run stop without a trace.
    public void abandonAll() {
        byArn.values().stream()
                .map(Entry::execution)
                .filter(Execution::isRunning)
                .forEach(Execution::abandon);
    }

    public int running() {
        return running.get();
    }

    private NavigableMap<Long, Entry> ofMachine(String arn) {
        return byMachine.computeIfAbsent(arn, _ -> new ConcurrentSkipListMap<>());
    }
}
