package org.trayline.asl.execution;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.State;
import org.trayline.asl.expression.QueryFailed;
import org.trayline.asl.expression.Scope;
import org.trayline.asl.expression.Template;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.history.History;
import org.trayline.asl.json.Json;

/// One attempt of an execution: from its start, or from a redrive, to its end.
///
/// Whatever moves a track is done here together with the event that tells of it, under the lock
/// of
/// the history; so a stopped execution stands still at once.
final class Run {
    /// The most bytes, in UTF-8, of any datum that passes from state to state.
    static final int DATA_LIMIT = 262_144;

    private final Services services;
    private final Identity identity;
    private final History history;
    private final int redriveCount;
    private final @Nullable Instant redriveDate;

    Run(
            Services services,
            Identity identity,
            History history,
            int redriveCount,
            @Nullable Instant redriveDate) {
        this.services = services;
        this.identity = identity;
        this.history = history;
        this.redriveCount = redriveCount;
        this.redriveDate = redriveDate;
    }

    Services services() {
        return services;
    }

    /// Adds an event that follows the last one of the track.
    long append(Track track, EventDetail detail) {
        synchronized (history) {
            track.previous = add(track, track.previous, detail);
            return track.previous;
        }
    }

    /// Adds an event that follows another and leaves the track where it is.
    long appendAside(Track track, long previous, EventDetail detail) {
        synchronized (history) {
            return add(track, previous, detail);
        }
    }

    /// Says that an iteration has ended, for the state that it is of.
    long tellEnd(Track state, Track iteration, EventDetail detail) {
        synchronized (history) {
            long told = add(state, iteration.previous, detail);
            iteration.told = true;
            return told;
        }
    }

    private long add(Track track, long previous, EventDetail detail) {
        if (track.isCancelled()) {
            throw new Cancelled();
        }
        return history.append(previous, detail);
    }

    void enter(Track track, State state) {
        synchronized (history) {
            track.beforeEntered = track.previous;
            append(track, new EventDetail.StateEntered(state.type(), state.name(), track.input));
            track.entered = true;
            track.enteredId = track.previous;
            track.enteredTime = services.clock().now();
            track.retryCount = 0;
            track.children = List.of();
        }
    }

    /// Leaves a state for the next one, or ends the track if there is none.
    void exit(
            Track track,
            EventDetail.StateExited exited,
            Map<String, Object> variables,
            @Nullable String next) {
        synchronized (history) {
            append(track, exited);
            track.variables = variables;
            track.entered = false;
            track.children = List.of();
            if (next == null) {
                track.output = exited.output();
            } else {
                track.input = exited.output();
                track.state = next;
            }
        }
    }

    void setChildren(Track track, List<Track> children) {
        synchronized (history) {
            track.children = children;
        }
    }

    /// Lets the next event of a track follow another track's.
    void follow(Track track, long previous) {
        synchronized (history) {
            track.previous = previous;
        }
    }

    void retry(Track track) {
        synchronized (history) {
            track.retryCount++;
            track.children = List.of();
        }
    }

    void cancel(List<Track> tracks) {
        synchronized (history) {
            tracks.forEach(Track::cancel);
        }
    }

    /// Begins a track that waited for its turn.
    void begin(Track track, Json input, long previous, EventDetail detail) {
        synchronized (history) {
            track.input = input;
            track.previous = add(track, previous, detail);
        }
    }

    /// Checks what branches or iterations gave together; a redrive of one that is too long runs
    /// them all again.
    void limitJoined(Track track, Json result, String state) throws StateFault {
        try {
            limit(result, state);
        } catch (StateFault tooLong) {
            setChildren(track, List.of());
            throw tooLong;
        }
    }

    /// Binds the track to the current thread, so that it can be stopped.
    void bind(Track track) {
        synchronized (history) {
            track.runsOn(Thread.currentThread());
            if (track.isCancelled()) {
                throw new Cancelled();
            }
        }
    }

    void release(Track track) {
        synchronized (history) {
            track.runsOn(null);
        }
    }

    /// What the expressions of the track's state see.
    Scope scope(Track track, State state, Map<String, Object> more) {
        return scope(track, state, track.item, more);
    }

    /// What the selector of a Map's item sees.
    Scope scopeOfItem(Track track, State state, Track.Item item) {
        return scope(track, state, item, Map.of());
    }

    private Scope scope(
            Track track, State state, Track.@Nullable Item item, Map<String, Object> more) {
        Map<String, Object> states = LinkedHashMap.newLinkedHashMap(3);
        states.put("input", track.input.value());
        states.put("context", context(track, state, item));
        states.putAll(more);
        return new Scope(track.variables, states);
    }

    private Map<String, Object> context(Track track, State state, Track.@Nullable Item item) {
        Map<String, Object> execution = new LinkedHashMap<>();
        execution.put("Id", identity.arn());
        execution.put("Input", identity.input().value());
        execution.put("StartTime", Times.iso(identity.startDate()));
        execution.put("Name", identity.name());
        execution.put("RoleArn", identity.roleArn());
        execution.put("RedriveCount", redriveCount);
        if (redriveDate != null) {
            execution.put("RedriveTime", Times.iso(redriveDate));
        }
        Map<String, Object> current = new LinkedHashMap<>();
        current.put("Name", state.name());
        current.put("EnteredTime", Times.iso(track.enteredTime));
        if (state instanceof State.Fallible) {
            current.put("RetryCount", track.retryCount);
        }
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("Id", identity.stateMachineArn());
        machine.put("Name", identity.stateMachineName());
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("Execution", execution);
        context.put("StateMachine", machine);
        context.put("State", current);
        if (item != null) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("Index", item.index());
            fields.put("Value", item.value());
            context.put("Map", Map.of("Item", fields));
        }
        return context;
    }

    Object evaluate(Track track, State state, Template template, String location, Scope scope)
            throws StateFault {
        try {
            return template.evaluate(location, scope);
        } catch (QueryFailed failed) {
            throw queryFailed(track, state, failed);
        }
    }

    /// Tells the history that a query failed.
    ///
    /// As recorded from AWS, the event hangs on the one before the state's entry if the state has
    /// done nothing since: AWS enters a state and evaluates its fields in one step.
    StateFault queryFailed(Track track, State state, QueryFailed failed) {
        synchronized (history) {
            if (track.previous == track.enteredId) {
                track.previous = track.beforeEntered;
            }
            return valueRefused(track, state, failed);
        }
    }

    /// Tells the history that a query gave a value which the state cannot use after all, for
    /// instance a text that is no time; the event hangs on the state's entry.
    StateFault valueRefused(Track track, State state, QueryFailed failed) {
        String cause = head(track, state) + failed.text();
        append(
                track,
                new EventDetail.EvaluationFailed(
                        state.name(), failed.location(), StateFault.QUERY, cause));
        return new StateFault(StateFault.QUERY, cause);
    }

    /// How AWS begins the cause of an error that the workflow itself makes.
    static String head(Track track, State state) {
        return "An error occurred while executing the state '%s' (entered at the event id #%d). "
                .formatted(state.name(), track.enteredId);
    }

    static void limit(Json datum, String source) throws StateFault {
        if (datum.longerThan(DATA_LIMIT)) {
            throw new StateFault(
                    StateFault.DATA_LIMIT,
                    "The state/task '"
                            + source
                            + "' returned a result with a size exceeding the maximum number of"
                            + " bytes service limit.");
        }
    }

    /// Thrown to a thread whose track was stopped.
    static final class Cancelled extends RuntimeException {
        Cancelled() {
            super("stopped", null, false, false);
        }
    }
}
