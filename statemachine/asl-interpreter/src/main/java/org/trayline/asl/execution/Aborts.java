package org.trayline.asl.execution;

import java.util.List;
import org.trayline.asl.definition.State;
import org.trayline.asl.history.EventDetail;

/// Tells the history of the branches and iterations that were given up because another one failed.
///
/// Measured on AWS: each follows the last event of the one that failed, an iteration before the
/// state it was in; a Task whose own error ended its branch is told of in the same way.
final class Aborts {
    private final Run run;
    private final Track holder;
    private final long failure;

    /// @param holder the track whose state holds them
    /// @param failure the last event of the branch or iteration that failed
    Aborts(Run run, Track holder, long failure) {
        this.run = run;
        this.holder = holder;
        this.failure = failure;
    }

    /// @param tracks stopped, so that they stand still
    void abort(List<Track> tracks, Track failed) {
        State holding = holder.workflow.state(holder.state);
        for (Track track : tracks) {
            if (track.equals(failed)) {
                abortTask(track);
            } else {
                abort(track, holding);
            }
        }
    }

    private void abortTask(Track failed) {
        if (failed.entered && failed.workflow.state(failed.state) instanceof State.Task task) {
            add(new EventDetail.StateAborted(task.type()));
        }
    }

    private void abort(Track track, State holding) {
        if (!track.hasBegun() || track.isFinished()) {
            return;
        }
        Track.Item item = track.item;
        if (holding instanceof State.InlineMap && item != null) {
            add(new EventDetail.MapIterationAborted(holding.name(), item.index()));
        }
        if (track.entered) {
            State state = track.workflow.state(track.state);
            if (state instanceof State.Fallible || state instanceof State.Wait) {
                add(new EventDetail.StateAborted(state.type()));
            }
            track.children.forEach(child -> abort(child, state));
        }
    }

    private void add(EventDetail detail) {
        run.appendAside(holder, failure, detail);
    }
}
