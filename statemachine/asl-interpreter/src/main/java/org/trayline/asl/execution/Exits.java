package org.trayline.asl.execution;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.State;
import org.trayline.asl.definition.State.Effects;
import org.trayline.asl.expression.Scope;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;

/// Leaves states: evaluates Assign and Output, both with the old variables, and moves the track.
final class Exits {
    private final Run run;

    Exits(Run run) {
        this.run = run;
    }

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
        Map<String, Json> assigned = Map.of();
        Map<String, Object> variables = track.variables;
        Json output = otherwise;
        if (effects.assign() != null || effects.output() != null) {
            Scope scope = run.scope(track, state, more);
            if (effects.assign() != null) {
                Object values =
                        run.evaluate(track, state, effects.assign(), location + "Assign", scope);
                if (!(values instanceof Map<?, ?> named)) {
                    throw run.queryFailed(
                            track,
                            state,
                            effects.assign().unexpected(location + "Assign", "object", values));
                }
                variables = new HashMap<>(variables);
                assigned = new LinkedHashMap<>();
                for (Map.Entry<?, ?> variable : named.entrySet()) {
                    String name = String.valueOf(variable.getKey());
                    Object value = value(variable.getValue());
                    variables.put(name, value);
                    assigned.put(name, Json.of(value));
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
        run.exit(
                track,
                new EventDetail.StateExited(state.type(), state.name(), output, assigned),
                variables,
                next);
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
