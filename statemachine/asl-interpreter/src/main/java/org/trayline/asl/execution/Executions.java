package org.trayline.asl.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The executions that an engine remembers: all that run, and of those that have finished the last
/// so many, and fewer if their histories are long.
public final class Executions {
    private final int keptFinished;
    private final long keptCharacters;
    private final Map<String, Entry> byArn = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, Entry>> byMachine = new ConcurrentHashMap<>();
    private final SequencedMap<String, Finished> finished = new LinkedHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong sequence = new AtomicLong();
    private long finishedCharacters;

    /// @param number in order of the starts
    public record Entry(long number, Execution execution) {}

    private record Finished(Entry entry, long characters) {}

    public Executions(int keptFinished, long keptCharacters) {
        this.keptFinished = keptFinished;
        this.keptCharacters = keptCharacters;
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
        String arn = execution.identity().arn();
        if (execution.isRunning()) {
            running.incrementAndGet();
            if (execution.outcome().redriveCount() > 0) {
                takeBack(arn);
            }
            return;
        }
        running.decrementAndGet();
        Entry entry = byArn.get(arn);
        if (entry != null) {
            finish(arn, new Finished(entry, execution.history().characters()));
        }
    }

    private void takeBack(String arn) {
        synchronized (finished) {
            Finished earlier = finished.remove(arn);
            if (earlier != null) {
                finishedCharacters -= earlier.characters();
            }
        }
    }

    private void finish(String arn, Finished latest) {
        synchronized (finished) {
            finished.put(arn, latest);
            finishedCharacters += latest.characters();
            while (finished.size() > keptFinished
                    || (finishedCharacters > keptCharacters && finished.size() > 1)) {
                forget(finished.pollFirstEntry().getValue());
            }
        }
    }

    private void forget(Finished oldest) {
        finishedCharacters -= oldest.characters();
        Execution execution = oldest.entry().execution();
        byArn.remove(execution.identity().arn(), oldest.entry());
        ofMachine(execution.identity().stateMachineArn()).remove(oldest.entry().number());
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
