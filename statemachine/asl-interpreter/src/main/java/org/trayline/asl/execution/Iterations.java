package org.trayline.asl.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.trayline.asl.definition.State;
import org.trayline.asl.expression.QueryFailed;
import org.trayline.asl.expression.Scope;
import org.trayline.asl.expression.Template;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;

/// Runs the iterations of inline Map states, as many at once as the state allows.
final class Iterations {
    /// How many iterations of an inline Map run at once, at most.
    private static final int MOST_AT_ONCE = 40;

    private final Run run;
    private final Interpreter interpreter;

    Iterations(Run run, Interpreter interpreter) {
        this.run = run;
        this.interpreter = interpreter;
    }

    Json run(Track track, State.InlineMap state) throws StateFault, InterruptedException {
        Scope scope = run.scope(track, state, Map.of());
        int atOnce = atOnce(track, state, scope);
        List<Track> iterations =
                track.children.isEmpty() ? begin(track, state, scope) : track.children;
        AtomicInteger next = new AtomicInteger();
        AtomicLong last = new AtomicLong(track.previous);
        Crew crew = new Crew();
        for (int worker = 0; worker < Math.min(atOnce, iterations.size()); worker++) {
            crew.start(() -> work(track, state, iterations, next, last));
        }
        try {
            crew.join();
        } catch (Crew.Failed failed) {
            run.cancel(iterations);
            if (!failed.fault().isFatal()) {
                stopped(track, state, failed, iterations);
            }
            run.follow(track, failed.lastEvent());
            throw failed.fault();
        } catch (InterruptedException | RuntimeException stopped) {
            run.cancel(iterations);
            throw stopped;
        }
        return joined(track, state, iterations, last.get());
    }

    private int atOnce(Track track, State.InlineMap state, Scope scope) throws StateFault {
        for (State.NamedTemplate tolerated : state.tolerated()) {
            number(track, state, tolerated.template(), tolerated.field(), scope);
        }
        if (state.maxConcurrency() == null) {
            return MOST_AT_ONCE;
        }
        double most = number(track, state, state.maxConcurrency(), "MaxConcurrency", scope);
        return most == 0 ? MOST_AT_ONCE : (int) Math.min(most, MOST_AT_ONCE);
    }

    private double number(
            Track track, State.InlineMap state, Template template, String field, Scope scope)
            throws StateFault {
        Object value = run.evaluate(track, state, template, field, scope);
        if (!(value instanceof Number number)) {
            throw run.queryFailed(track, state, template.unexpected(field, "number", value));
        }
        if (number.doubleValue() < 0) {
            throw run.queryFailed(
                    track,
                    state,
                    new QueryFailed(
                            field,
                            "The %s field must not be negative but was: %s"
                                    .formatted(field, Json.of(value))));
        }
        return number.doubleValue();
    }

    private List<Track> begin(Track track, State.InlineMap state, Scope scope) throws StateFault {
        List<?> items = items(track, state, scope);
        List<Track> iterations = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            Object value = items.get(index);
            Track.Item item = new Track.Item(index, value == null ? Json.NULL : value);
            iterations.add(
                    new Track(
                            state.processor(),
                            item,
                            Json.of(item.value()),
                            track.variables,
                            Track.NOT_BEGUN));
        }
        run.append(track, new EventDetail.MapStateStarted(items.size()));
        run.setChildren(track, iterations);
        return iterations;
    }

    private List<?> items(Track track, State.InlineMap state, Scope scope) throws StateFault {
        if (state.items() == null) {
            if (track.input.value() instanceof List<?> items) {
                return items;
            }
            throw run.queryFailed(
                    track,
                    state,
                    new QueryFailed(
                            null, "Map state input must be an array but was: " + track.input));
        }
        Object value = run.evaluate(track, state, state.items(), "Items", scope);
        if (value instanceof List<?> items) {
            return items;
        }
        throw run.queryFailed(track, state, state.items().unexpected("Items", "array", value));
    }

    private void work(
            Track track,
            State.InlineMap state,
            List<Track> iterations,
            AtomicInteger next,
            AtomicLong last)
            throws Crew.Failed, InterruptedException {
        long previous = track.previous;
        for (int index = next.getAndIncrement();
                index < iterations.size();
                index = next.getAndIncrement()) {
            Track iteration = iterations.get(index);
            var succeeded = new EventDetail.MapIterationSucceeded(state.name(), index);
            if (iteration.isFinished()) {
                if (!iteration.told) {
                    last.accumulateAndGet(run.tellEnd(track, iteration, succeeded), Math::max);
                }
                continue;
            }
            if (!iteration.hasBegun()) {
                run.begin(
                        iteration,
                        input(track, state, iteration, previous),
                        previous,
                        new EventDetail.MapIterationStarted(state.name(), index));
            }
            try {
                interpreter.go(iteration);
            } catch (StateFault fault) {
                throw new Crew.Failed(iteration, iteration.previous, fault);
            }
            previous = iteration.previous;
            last.accumulateAndGet(run.tellEnd(iteration, iteration, succeeded), Math::max);
        }
    }

    /// The input that the state selects for an iteration.
    private Json input(Track track, State.InlineMap state, Track iteration, long previous)
            throws Crew.Failed {
        Template selector = state.itemSelector();
        Track.Item item = iteration.item;
        if (selector == null || item == null) {
            return iteration.input;
        }
        try {
            return Json.of(selector.evaluate("ItemSelector", run.scopeOfItem(track, state, item)));
        } catch (QueryFailed failed) {
            String cause = Run.head(track, state) + failed.text();
            long told =
                    run.appendAside(
                            iteration,
                            previous,
                            new EventDetail.EvaluationFailed(
                                    state.name(), failed.location(), StateFault.QUERY, cause));
            throw new Crew.Failed(iteration, told, new StateFault(StateFault.QUERY, cause));
        }
    }

    private void stopped(
            Track track, State.InlineMap state, Crew.Failed failed, List<Track> iterations) {
        new Aborts(run, track, failed.lastEvent()).abort(iterations, failed.track());
        if (failed.track().hasBegun()) {
            run.appendAside(
                    track,
                    failed.lastEvent(),
                    new EventDetail.MapIterationFailed(
                            state.name(), iterations.indexOf(failed.track())));
        }
    }

    private Json joined(Track track, State.InlineMap state, List<Track> iterations, long last)
            throws StateFault {
        List<Object> outputs = new ArrayList<>();
        for (Track iteration : iterations) {
            outputs.add(iteration.result());
        }
        run.follow(track, last);
        Json result = Json.of(outputs);
        run.limitJoined(track, result, state.name());
        run.appendAside(track, last, new EventDetail.MapStateSucceeded());
        return result;
    }
}
