package org.trayline.local.inspector;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.trayline.replayorders.Filter;
import org.trayline.replayorders.Listing;
import org.trayline.replayorders.Plan;
import org.trayline.replayorders.Progress;
import org.trayline.replayorders.ReplayOrders;
import org.trayline.replayorders.Replayed;
import org.trayline.replayorders.Stranded;
import software.amazon.awssdk.core.exception.SdkException;

/// Lets Replay Orders work for the page: one piece of work at a time, told of while it goes on.
/// What the last look and the last replay came to stays to be read.
final class ReplayDesk implements AutoCloseable {
    private final ReplayOrders orders;
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

    private @Nullable Work work;
    private @Nullable Seen seen;
    private @Nullable Told preview;
    private @Nullable Told replayed;
    private @Nullable String problem;

    ReplayDesk(ReplayOrders orders) {
        this.orders = orders;
    }

    enum Verb {
        LOOK,
        PREVIEW,
        REPLAY
    }

    /// What goes on now.
    ///
    /// @param of 0 while that is not known
    record Work(Verb verb, Progress.Stage stage, int done, int of) {}

    /// What the last look saw.
    ///
    /// @param depth how many messages the queue had then
    record Seen(
            Instant at,
            int depth,
            List<Listing.Group> groups,
            List<Stranded> stranded,
            int hidden) {}

    /// What a replay did, or would do.
    ///
    /// @param failed how many a person has to look at again
    record Told(Instant at, boolean startAnew, List<Row> rows, long failed, int hidden) {}

    /// @param fate a code of what was done
    /// @param detail for people; empty where there is none
    /// @param end a code of what it came to; empty where nothing was done
    /// @param reasons of the end
    /// @param execution that went on or began; null where it stays
    record Row(
            Stranded stranded,
            String fate,
            String detail,
            String end,
            List<String> reasons,
            @Nullable String execution,
            boolean failed) {}

    /// All that the page shows.
    ///
    /// @param depth how many messages the queue has now
    /// @param problem why the last work failed
    record Board(
            int depth,
            @Nullable Work work,
            @Nullable Seen seen,
            @Nullable Told preview,
            @Nullable Told replayed,
            @Nullable String problem) {}

    Board board() {
        int depth = orders.depth();
        synchronized (this) {
            return new Board(depth, work, seen, preview, replayed, problem);
        }
    }

    /// @return false where something else is at work
    boolean look() {
        return begin(Verb.LOOK, this::see);
    }

    /// @param plan a dry run
    boolean preview(Plan plan) {
        return begin(
                Verb.PREVIEW,
                () -> {
                    Told told = told(plan);
                    synchronized (this) {
                        preview = told;
                    }
                });
    }

    boolean replay(Plan plan) {
        return begin(
                Verb.REPLAY,
                () -> {
                    Told told = told(plan);
                    synchronized (this) {
                        replayed = told;
                    }
                    see();
                });
    }

    private synchronized boolean begin(Verb verb, Runnable task) {
        if (work != null) {
            return false;
        }
        work = new Work(verb, Progress.Stage.READING, 0, 0);
        problem = null;
        preview = null;
        thread.execute(() -> run(task));
        return true;
    }

    private void run(Runnable task) {
        String failure = null;
        try {
            task.run();
        } catch (SdkException e) {
            failure = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            System.getLogger(ReplayDesk.class.getName())
                    .log(System.Logger.Level.WARNING, "a look at the DLQ failed", e);
            failure = "the inspector failed: its log says why";
        } finally {
            synchronized (this) {
                problem = failure;
                work = null;
            }
        }
    }

    private synchronized void at(Progress.Stage stage, int done, int of) {
        Work current = work;
        if (current != null) {
            work = new Work(current.verb(), stage, done, of);
        }
    }

    private void see() {
        Instant now = clock.instant();
        Listing listing = orders.list(Filter.ALL, now, this::at);
        int depth = orders.depth();
        synchronized (this) {
            seen = new Seen(now, depth, listing.groups(), listing.stranded(), listing.hidden());
        }
    }

    private Told told(Plan plan) {
        Instant now = clock.instant();
        Replayed replayed = orders.replay(plan, now, this::at);
        return new Told(
                now,
                plan.startAnew(),
                replayed.rows().stream().map(ReplayDesk::row).toList(),
                replayed.failed(),
                replayed.hidden());
    }

    private static Row row(Replayed.Row row) {
        return new Row(
                row.stranded(),
                row.fate().code(),
                row.fate().detail(),
                row.end().code(),
                row.end().reasons(),
                row.fate().execution(),
                row.failed());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
