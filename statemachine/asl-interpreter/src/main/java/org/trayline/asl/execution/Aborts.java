package org.trayline.asl.execution;

import java.util.List;
import org.trayline.asl.definition.State;
import org.trayline.asl.history.EventDetail;

/// Tells the history of the branches and iterations that were given up because another one failed.
final class Aborts {
    private final Run run;
    private final Track holder;

    /// @param holder the track whose state holds them
    Aborts(Run run, Track holder) {
        this.run = run;
        this.holder = holder;
    }

    /// @param tracks stopped, so that they stand still
    void abort(List<Track> tracks, Track failed) {
        State holding = holder.workflow.state(holder.state);
        for (Track track : tracks) {
            if (!track.equals(failed)) {
                abort(track, holding);
            }
        }
    }

    private void abort(Track track, State holding) {
        if (!track.hasBegun() || track.isFinished()) {
            return;
        }
        if (track.entered) {
            State state = track.workflow.state(track.state);
            track.children.forEach(child -> abort(child, state));
            if (state instanceof State.Fallible || state instanceof State.Wait) {
                add(track, new EventDetail.StateAborted(state.type()));
            }
        }
        Track.Item item = track.item;
        if (holding instanceof State.InlineMap && item != null) {
            add(track, new EventDetail.MapIterationAborted(holding.name(), item.index()));
        }
    }

    private void add(Track track, EventDetail detail) {
        run.follow(track, run.appendAside(holder, track.previous, detail));
    }
}
