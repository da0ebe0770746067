package org.trayline.asl.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The append-only list of an execution's events. Threads may share it.
///
/// It takes 25,000 events, as on AWS; the last place is kept for the event that ends the execution.
public final class History {
    /// The most events that an execution may have.
    public static final int LIMIT = 25_000;

    private final Supplier<Instant> clock;
    private final List<Event> events = new ArrayList<>(12);
    private boolean closed;
    private long characters;

    public History(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /// Adds an event and gives its id.
    ///
    /// @throws HistoryClosed if the execution has ended
    /// @throws HistoryFull if only the last place is left
    public synchronized long append(long previousId, EventDetail detail) {
        if (closed) {
            throw new HistoryClosed();
        }
        if (events.size() >= LIMIT - 1) {
            throw new HistoryFull();
        }
        return add(previousId, detail);
    }

    /// Adds the event that ends the execution, unless it has ended already.
    ///
    /// @return false if it had
    public synchronized boolean close(long previousId, EventDetail detail) {
        if (closed) {
            return false;
        }
        closed = true;
        add(previousId, detail);
        return true;
    }

    /// Opens an ended history again with its redrive.
    public synchronized long reopen(EventDetail.ExecutionRedriven redriven) {
        closed = false;
        return add(events.size(), redriven);
    }

    public synchronized int size() {
        return events.size();
    }

    /// About how many characters of data the events hold.
    public synchronized long characters() {
        return characters;
    }

    /// Events in order of their ids.
    ///
    /// @param from the first id, at least 1
    /// @param to the id after the last; more than there are is as many as there are
    public synchronized List<Event> range(long from, long to) {
        int end = (int) Math.min(to - 1, events.size());
        int start = (int) Math.min(from - 1, end);
        return List.copyOf(events.subList(start, end));
    }

    private long add(long previousId, EventDetail detail) {
        long id = events.size() + 1L;
        characters += detail.characters();
        events.add(new Event(id, previousId, clock.get(), detail));
        return id;
    }

    /// Thrown to a thread that still works for an execution that has ended.
    public static final class HistoryClosed extends RuntimeException {
        HistoryClosed() {
            super("the execution has ended", null, false, false);
        }
    }

    /// Thrown when the execution has no place left for another event.
    public static final class HistoryFull extends RuntimeException {
        HistoryFull() {
            super("the history is full", null, false, false);
        }
    }
}
