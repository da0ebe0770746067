package org.trayline.asl.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trayline.asl.definition.State;
import org.trayline.asl.definition.Workflow;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;

/// Runs the branches of Parallel states, one thread each.
final class Branches {
    private final Run run;
    private final Interpreter interpreter;

    Branches(Run run, Interpreter interpreter) {
        this.run = run;
        this.interpreter = interpreter;
    }

    Json run(Track track, State.Parallel state) throws StateFault, InterruptedException {
        List<Track> branches = track.children.isEmpty() ? begin(track, state) : track.children;
        Crew crew = new Crew();
        for (Track branch : branches) {
            if (!branch.isFinished()) {
                crew.start(() -> go(branch));
            }
        }
        try {
            crew.join();
        } catch (Crew.Failed failed) {
            run.cancel(branches);
            if (!failed.fault().isFatal()) {
                new Aborts(run, track, failed.lastEvent()).abort(branches, failed.track());
            }
            run.follow(track, failed.lastEvent());
            throw failed.fault();
        } catch (InterruptedException | RuntimeException stopped) {
            run.cancel(branches);
            throw stopped;
        }
        return joined(track, state, branches);
    }

    private void go(Track branch) throws Crew.Failed, InterruptedException {
        try {
            interpreter.go(branch);
        } catch (StateFault fault) {
            throw new Crew.Failed(branch, branch.previous, fault);
        }
    }

    private List<Track> begin(Track track, State.Parallel state) throws StateFault {
        Json input = track.input;
        if (state.arguments() != null) {
            input =
                    Json.of(
                            run.evaluate(
                                    track,
                                    state,
                                    state.arguments(),
                                    "Arguments",
                                    run.scope(track, state, Map.of())));
        }
        run.append(track, new EventDetail.ParallelStateStarted());
        List<Track> branches = new ArrayList<>();
        for (Workflow branch : state.branches()) {
            branches.add(new Track(branch, track.item, input, track.variables, track.previous));
        }
        run.setChildren(track, branches);
        return branches;
    }

    private Json joined(Track track, State.Parallel state, List<Track> branches) throws StateFault {
        List<Object> outputs = new ArrayList<>();
        long last = track.previous;
        for (Track branch : branches) {
            outputs.add(branch.result());
            last = Math.max(last, branch.previous);
        }
        run.follow(track, last);
        Json result = Json.of(outputs);
        run.limitJoined(track, result, state.name());
        run.appendAside(track, last, new EventDetail.ParallelStateSucceeded());
        return result;
    }
}
