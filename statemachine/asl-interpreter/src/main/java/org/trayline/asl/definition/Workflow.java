package org.trayline.asl.definition;

import java.util.Map;

/// States of which one is first: a state machine, a branch of a Parallel or the body of a Map.
public record Workflow(String startAt, Map<String, State> states) {
    public Workflow {
        states = Map.copyOf(states);
    }

    /// @throws IllegalArgumentException if there is no such state; the parser rules that out
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("no state " + name);
        }
        return state;
    }
}
