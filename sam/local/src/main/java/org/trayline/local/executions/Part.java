package org.trayline.local.executions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of states: a whole execution, a branch or an iteration.
final class Part {
    /// The state that holds it; null for the execution.
    final @Nullable Step holder;

    final String label;
    final List<Step> steps = new ArrayList<>();

    /// True once the execution, or the iteration, has ended.
    boolean ended;

    Part(@Nullable Step holder, String label) {
        this.holder = holder;
        this.label = label;
    }

    /// True if nothing in it goes on any more.
    boolean isOver() {
        return ended || (holder != null && (holder.exited != null || holder.part.isOver()));
    }

    /// That of the state where it stands.
    Outcome outcome() {
        if (steps.isEmpty()) {
            return isOver() ? Outcome.ABORTED : Outcome.RUNNING;
        }
        Outcome last = steps.getLast().outcome();
        return last == Outcome.CAUGHT ? Outcome.SUCCEEDED : last;
    }
}
