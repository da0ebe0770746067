package org.trayline.asl.execution;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.Recovery;
import org.trayline.asl.definition.Retrier;
import org.trayline.asl.definition.State;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;

/// Runs the states that may fail: tries, tries again, catches.
final class Fallibles {
    private final Run run;
    private final Exits exits;
    private final Tasks tasks;
    private final Branches branches;
    private final Iterations iterations;

    Fallibles(Run run, Exits exits, Interpreter interpreter) {
        this.run = run;
        this.exits = exits;
        this.tasks = new Tasks(run);
        this.branches = new Branches(run, interpreter);
        this.iterations = new Iterations(run, interpreter);
    }

    void run(Track track, State.Fallible state) throws StateFault, InterruptedException {
        long[] retries = new long[state.recovery().retriers().size()];
        while (true) {
            try {
                attempt(track, state);
                return;
            } catch (StateFault fault) {
                Duration delay = delay(state.recovery().retriers(), retries, fault);
                if (fault.isFatal()) {
                    throw fault;
                }
                if (delay == null) {
                    recover(track, state, fault);
                    return;
                }
                run.services().clock().sleep(delay);
                run.retry(track);
            }
        }
    }

    private void attempt(Track track, State.Fallible state)
            throws StateFault, InterruptedException {
        Json result =
                switch (state) {
                    case State.Task task -> tasks.call(track, task);
                    case State.Parallel parallel -> branches.run(track, parallel);
                    case State.InlineMap map -> iterations.run(track, map);
                };
        Map<String, Object> more =
                state.effects().isNone() ? Map.of() : Map.of("result", result.value());
        exits.leave(
                track, state, state.effects(), "", more, result, Exits.next(state.transition()));
    }

    /// Null if no retrier takes the error, or the one that does has no attempt left.
    private @Nullable Duration delay(List<Retrier> retriers, long[] retries, StateFault fault) {
        for (int index = 0; index < retriers.size(); index++) {
            Retrier retrier = retriers.get(index);
            if (fault.isAnyOf(retrier.errors())) {
                if (retries[index] >= retrier.maxAttempts()) {
                    return null;
                }
                retries[index]++;
                double chance = retrier.fullJitter() ? run.services().random().nextDouble() : 1;
                return retrier.delay(retries[index], chance);
            }
        }
        return null;
    }

    private void failed(Track track, State state) {
        switch (state) {
            case State.Parallel _ -> run.append(track, new EventDetail.ParallelStateFailed());
            case State.InlineMap _ -> run.append(track, new EventDetail.MapStateFailed());
            default -> {}
        }
    }

    private void recover(Track track, State.Fallible state, StateFault fault) throws StateFault {
        long before = track.previous;
        failed(track, state);
        List<Recovery.Catcher> catchers = state.recovery().catchers();
        for (int index = 0; index < catchers.size(); index++) {
            Recovery.Catcher catcher = catchers.get(index);
            if (fault.isAnyOf(catcher.errors())) {
                Exits.Exit exit = exit(track, state, index, fault, before);
                exits.take(track, exit, catcher.next());
                return;
            }
        }
        throw fault;
    }

    /// What a catcher does about the fault. As measured on AWS, a query of its that fails is told
    /// of as what follows the fault itself, and then the state fails once more.
    ///
    /// @param before the last event before the one by which the state failed
    private Exits.Exit exit(
            Track track, State.Fallible state, int index, StateFault fault, long before)
            throws StateFault {
        long failed = track.previous;
        Map<String, Object> output = fault.asOutput();
        run.follow(track, before);
        try {
            Exits.Exit exit =
                    exits.exit(
                            track,
                            state,
                            state.recovery().catchers().get(index).effects(),
                            "Catch[" + index + "]/",
                            Map.of("errorOutput", output),
                            Json.of(output));
            run.follow(track, failed);
            return exit;
        } catch (StateFault again) {
            if (track.previous == before) {
                run.follow(track, failed);
            }
            failed(track, state);
            throw again;
        }
    }
}
