package org.trayline.asl.execution;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.State;
import org.trayline.asl.definition.State.Effects;
import org.trayline.asl.expression.Scope;
import org.trayline.asl.expression.Template;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;

/// Leaves states: evaluates Assign and Output, both with the old variables, and moves the track.
final class Exits {
    private final Run run;

    Exits(Run run) {
        this.run = run;
    }

    /// How a state is left: what it gives and what it assigns.
    record Exit(EventDetail.StateExited event, Map<String, Object> variables) {}

    /// Leaves the state for the next one.
    ///
    /// @param more what `$states` holds beside input and context
    /// @param otherwise the output where the state declares none
    /// @param location the field that holds the effects, with a slash at its end; empty for the
    /// state
    void leave(
            Track track,
            State state,
            Effects effects,
            String location,
            Map<String, Object> more,
            Json otherwise,
            @Nullable String next)
            throws StateFault {
        take(track, exit(track, state, effects, location, more, otherwise), next);
    }

    void take(Track track, Exit exit, @Nullable String next) {
        run.exit(track, exit.event(), exit.variables(), next);
    }

    /// Evaluates what leaving the state does, and does none of it.
    Exit exit(
            Track track,
            State state,
            Effects effects,
            String location,
            Map<String, Object> more,
            Json otherwise)
            throws StateFault {
        Map<String, Json> assigned = Map.of();
        Map<String, Object> variables = track.variables;
        Json output = otherwise;
        if (!effects.isNone()) {
            Scope scope = run.scope(track, state, more);
            if (effects.assign() != null) {
                assigned = assigned(track, state, effects.assign(), location + "Assign", scope);
                variables = new HashMap<>(variables);
                for (Map.Entry<String, Json> variable : assigned.entrySet()) {
                    variables.put(variable.getKey(), variable.getValue().value());
                }
            }
            if (effects.output() != null) {
                output =
                        Json.of(
                                run.evaluate(
                                        track,
                                        state,
                                        effects.output(),
                                        location + "Output",
                                        scope));
            }
        }
        Run.limit(output, state.name());
        return new Exit(
                new EventDetail.StateExited(state.type(), state.name(), output, assigned),
                variables);
    }

    private Map<String, Json> assigned(
            Track track, State state, Template assign, String location, Scope scope)
            throws StateFault {
        Object values = run.evaluate(track, state, assign, location, scope);
        if (!(values instanceof Map<?, ?> named)) {
            throw run.queryFailed(track, state, assign.unexpected(location, "object", values));
        }
        Map<String, Json> assigned = LinkedHashMap.newLinkedHashMap(named.size());
        named.forEach((name, value) -> assigned.put(String.valueOf(name), Json.of(value(value))));
        return assigned;
    }

    private static Object value(@Nullable Object value) {
        return value == null ? Json.NULL : value;
    }

    static @Nullable String next(State.Transition transition) {
        return switch (transition) {
            case State.Next(String next) -> next;
            case State.End() -> null;
        };
    }
}
