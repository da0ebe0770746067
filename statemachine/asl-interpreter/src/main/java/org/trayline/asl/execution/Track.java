package org.trayline.asl.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.Workflow;
import org.trayline.asl.json.Json;

/// How far one thread of control has come: an execution's own, a branch's or an iteration's.
///
/// It outlives its thread, so that a redrive can go on from here. [Run] guards every change.
final class Track {
    /// The previous event of an iteration that waits for its turn.
    static final long NOT_BEGUN = -1;

    /// The item that an iteration of a Map works on.
    record Item(int index, Object value) {}

    final Workflow workflow;
    final @Nullable Item item;

    String state;
    Json input;
    Map<String, Object> variables;

    /// The last event of this track.
    long previous;

    /// True from the entry into the state until its exit.
    boolean entered;

    long beforeEntered;
    long enteredId;
    Instant enteredTime = Instant.EPOCH;
    int retryCount;

    /// The branches or iterations of the state, by index; empty if it has not begun them.
    List<Track> children = List.of();

    /// What the track ended with.
    @Nullable Json output;

    /// Whether the history says that it did: an iteration may end as others fail, too late for it.
    boolean told;

    private @Nullable Thread thread;
    private boolean cancelled;

    Track(
            Workflow workflow,
            @Nullable Item item,
            Json input,
            Map<String, Object> variables,
            long previous) {
        this.workflow = workflow;
        this.item = item;
        this.state = workflow.startAt();
        this.input = input;
        this.variables = variables;
        this.previous = previous;
    }

    /// A track that goes on where this one stopped, and the same for its unfinished children.
    Track resumed(long redriven) {
        Track copy = new Track(workflow, item, input, variables, hasBegun() ? redriven : NOT_BEGUN);
        copy.state = state;
        copy.entered = entered;
        copy.beforeEntered = redriven;
        copy.enteredId = enteredId;
        copy.enteredTime = enteredTime;
        List<Track> kept = new ArrayList<>(children.size());
        for (Track child : children) {
            kept.add(child.isFinished() ? child : child.resumed(redriven));
        }
        copy.children = kept;
        return copy;
    }

    boolean hasBegun() {
        return previous != NOT_BEGUN;
    }

    /// The value that a finished track ended with.
    Object result() {
        Json result = output;
        return result == null ? Json.NULL : result.value();
    }

    boolean isFinished() {
        return output != null;
    }

    /// Lets go of what only a redrive would need.
    void forget() {
        variables = Map.of();
        children = List.of();
    }

    boolean isCancelled() {
        return cancelled;
    }

    void runsOn(@Nullable Thread runner) {
        thread = runner;
    }

    /// Makes this track and its children stop; they add nothing more to the history.
    void cancel() {
        cancelled = true;
        Thread runner = thread;
        if (runner != null && !runner.equals(Thread.currentThread())) {
            runner.interrupt();
        }
        for (Track child : children) {
            child.cancel();
        }
    }
}
