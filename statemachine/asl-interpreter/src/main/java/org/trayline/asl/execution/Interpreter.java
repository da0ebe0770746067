package org.trayline.asl.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.State;
import org.trayline.asl.expression.Scope;
import org.trayline.asl.expression.Template;
import org.trayline.asl.json.Json;

/// Takes a track from state to state until its workflow ends.
final class Interpreter {
    private static final Map<String, Object> NOTHING_MORE = Map.of();

    private final Run run;
    private final Exits exits;
    private final Waits waits;
    private final Fallibles fallibles;

    Interpreter(Run run) {
        this.run = run;
        this.exits = new Exits(run);
        this.waits = new Waits(run);
        this.fallibles = new Fallibles(run, exits, this);
    }

    /// Runs the track on this thread to the end of its workflow.
    ///
    /// @return the workflow's output
    /// @throws StateFault if a state fails and nothing catches it
    Json go(Track track) throws StateFault, InterruptedException {
        run.bind(track);
        try {
            Json output = track.output;
            while (output == null) {
                step(track, track.workflow.state(track.state));
                output = track.output;
            }
            return output;
        } finally {
            run.release(track);
        }
    }

    private void step(Track track, State state) throws StateFault, InterruptedException {
        if (!track.entered || state instanceof State.Fail) {
            run.enter(track, state);
        }
        switch (state) {
            case State.Pass pass -> leave(track, pass, Exits.next(pass.transition()));
            case State.Succeed succeed -> leave(track, succeed, null);
            case State.Wait wait -> {
                waits.await(track, wait);
                leave(track, wait, Exits.next(wait.transition()));
            }
            case State.Choice choice -> choose(track, choice);
            case State.Fail fail -> throw failure(track, fail);
            case State.Fallible fallible -> fallibles.run(track, fallible);
        }
    }

    private void leave(Track track, State state, @Nullable String next) throws StateFault {
        exits.leave(track, state, state.effects(), "", NOTHING_MORE, track.input, next);
    }

    private void choose(Track track, State.Choice choice) throws StateFault {
        Scope scope = run.scope(track, choice, NOTHING_MORE);
        for (int index = 0; index < choice.rules().size(); index++) {
            State.Rule rule = choice.rules().get(index);
            String at = "Choices[" + index + "]/";
            Object holds = run.evaluate(track, choice, rule.condition(), at + "Condition", scope);
            if (!(holds instanceof Boolean truth)) {
                throw run.queryFailed(
                        track,
                        choice,
                        rule.condition().unexpected(at + "Condition", "boolean", holds));
            }
            if (truth) {
                exits.leave(
                        track, choice, rule.effects(), at, NOTHING_MORE, track.input, rule.next());
                return;
            }
        }
        if (choice.otherwise() == null) {
            throw new StateFault(
                    StateFault.RUNTIME,
                    Run.head(track, choice)
                            + "Failed to transition out of the state. The state does not point to"
                            + " a next state.");
        }
        leave(track, choice, choice.otherwise());
    }

    private StateFault failure(Track track, State.Fail fail) throws StateFault {
        Scope scope = run.scope(track, fail, NOTHING_MORE);
        String error = null;
        if (fail.error() != null) {
            error = text(track, fail, fail.error(), "Error", scope);
        }
        String cause = null;
        if (fail.cause() != null) {
            cause = text(track, fail, fail.cause(), "Cause", scope);
        }
        return new StateFault(error, cause);
    }

    private String text(Track track, State.Fail fail, Template template, String field, Scope scope)
            throws StateFault {
        Object value = run.evaluate(track, fail, template, field, scope);
        if (value instanceof String text) {
            return text;
        }
        throw run.queryFailed(track, fail, template.unexpected(field, "string", value));
    }
}
