package org.trayline.local.executions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// Reads a history, event by event, into the states that it tells of.
///
/// An event belongs where the one before it belongs; those that name a state, and those after a
/// redrive, which all follow one event, are looked for among the states that are still open.
final class Story {
    /// Where an event belongs.
    private record Place(Part part, @Nullable Step step) {
        /// The state, or the one around it, that a test finds.
        @Nullable Step nearest(Predicate<Step> test) {
            Step at = step == null ? part.holder : step;
            while (at != null && !test.test(at)) {
                at = at.part.holder;
            }
            return at;
        }
    }

    private final Part whole = new Part(null, "");
    private final List<Step> all = new ArrayList<>();
    private final Map<Long, Place> places = new HashMap<>();
    private final Map<Long, String> types = new HashMap<>();
    private final Set<Step> resumed = new HashSet<>();
    private Problem latest = new Problem(null, null);

    private Story() {}

    /// @param events in the order of their ids
    static Part read(Iterable<HistoryEvent> events) {
        Story story = new Story();
        for (HistoryEvent event : events) {
            Place place = story.take(event);
            if (place.step() != null) {
                place.step().seen = event.timestamp();
            }
            story.places.put(event.id(), place);
            story.types.put(event.id(), event.typeAsString());
        }
        return story.whole;
    }

    private Place take(HistoryEvent event) {
        Place before = places.getOrDefault(event.previousEventId(), new Place(whole, null));
        String type = event.typeAsString();
        if (event.stateEnteredEventDetails() != null) {
            return enter(event, before, type.replace("StateEntered", ""));
        }
        if (event.stateExitedEventDetails() != null) {
            String name = event.stateExitedEventDetails().name();
            Step step = open(before, found -> found.name.equals(name), event);
            step.exited = event.timestamp();
            return new Place(step.part, step);
        }
        return switch (type) {
            case "ParallelStateStarted", "MapStateStarted" -> begin(event, before);
            case "ParallelStateSucceeded", "MapStateSucceeded" -> {
                Step step = holder(event, before);
                step.problem = null;
                yield new Place(step.part, step);
            }
            case "ParallelStateFailed", "MapStateFailed" -> {
                Step step = holder(event, before);
                step.problem = latest;
                yield new Place(step.part, step);
            }
            case "MapIterationStarted" ->
                    iteration(
                            event,
                            before,
                            event.mapIterationStartedEventDetails().name(),
                            event.mapIterationStartedEventDetails().index());
            case "MapIterationSucceeded" ->
                    ended(
                            iteration(
                                    event,
                                    before,
                                    event.mapIterationSucceededEventDetails().name(),
                                    event.mapIterationSucceededEventDetails().index()));
            case "MapIterationFailed" ->
                    ended(
                            iteration(
                                    event,
                                    before,
                                    event.mapIterationFailedEventDetails().name(),
                                    event.mapIterationFailedEventDetails().index()));
            case "MapIterationAborted" ->
                    ended(
                            iteration(
                                    event,
                                    before,
                                    event.mapIterationAbortedEventDetails().name(),
                                    event.mapIterationAbortedEventDetails().index()));
            case "TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled" -> {
                Step step = task(event, before);
                step.problem = null;
                step.attempts.add(new Attempt(event.timestamp(), null, null));
                yield new Place(step.part, step);
            }
            case "TaskSucceeded", "LambdaFunctionSucceeded", "ActivitySucceeded" -> {
                Step step = task(event, before);
                step.succeed(event.timestamp());
                yield new Place(step.part, step);
            }
            case "EvaluationFailed" -> evaluationFailed(event, before);
            case "ExecutionRedriven" -> {
                redriven();
                yield new Place(whole, null);
            }
            case "ExecutionSucceeded", "ExecutionAborted", "ExecutionTimedOut" -> {
                whole.ended = true;
                yield before;
            }
            case "ExecutionFailed" -> executionFailed(event, before);
            default -> failed(event, before);
        };
    }

    /// What stood still goes on, but not in what a catcher has left behind.
    private void redriven() {
        whole.ended = false;
        resumed.clear();
        all.stream().filter(step -> step.exited == null).forEach(step -> step.part.ended = false);
    }

    private Place enter(HistoryEvent event, Place before, String type) {
        String name = event.stateEnteredEventDetails().name();
        Part part = before.part();
        Step step = before.step();
        String follows = types.getOrDefault(event.previousEventId(), "");
        if (follows.equals("ParallelStateStarted") && step != null) {
            part = step.branch();
        } else if (follows.equals("ExecutionRedriven")) {
            part = open(before, found -> found.name.equals(name), event).part;
            part.steps.removeLast();
        }
        Step entered = new Step(part, name, type, event.timestamp(), event.previousEventId());
        part.steps.add(entered);
        all.add(entered);
        return new Place(part, entered);
    }

    private Place begin(HistoryEvent event, Place before) {
        Step step = holder(event, before);
        step.tries++;
        step.parts.clear();
        if (event.mapStateStartedEventDetails() != null) {
            step.length = event.mapStateStartedEventDetails().length();
        }
        return new Place(step.part, step);
    }

    private Step holder(HistoryEvent event, Place before) {
        String type = event.typeAsString().startsWith("Map") ? "Map" : "Parallel";
        return open(before, step -> step.type.equals(type), event);
    }

    private Place iteration(HistoryEvent event, Place before, String name, int index) {
        Step map = open(before, step -> step.name.equals(name), event);
        return new Place(map.iteration(index), null);
    }

    private static Place ended(Place iteration) {
        iteration.part().ended = true;
        return iteration;
    }

    private Step task(HistoryEvent event, Place before) {
        if (!"ExecutionRedriven".equals(types.get(event.previousEventId()))) {
            return open(before, found -> found.type.equals("Task"), event);
        }
        Step step =
                open(before, found -> found.type.equals("Task") && !resumed.contains(found), event);
        resumed.add(step);
        return step;
    }

    private Place evaluationFailed(HistoryEvent event, Place before) {
        String name = event.evaluationFailedEventDetails().state();
        Step step =
                all.stream()
                        .filter(found -> found.exited == null && found.name.equals(name))
                        .filter(found -> found.before == event.previousEventId())
                        .findFirst()
                        .orElseGet(() -> open(before, found -> found.name.equals(name), event));
        latest =
                new Problem(
                        event.evaluationFailedEventDetails().error(),
                        event.evaluationFailedEventDetails().cause());
        step.fail(latest, event.timestamp());
        return new Place(step.part, step);
    }

    private Place executionFailed(HistoryEvent event, Place before) {
        whole.ended = true;
        Problem last =
                new Problem(
                        event.executionFailedEventDetails().error(),
                        event.executionFailedEventDetails().cause());
        for (Step step : all) {
            boolean unsaid = step.problem != null && step.problem.text().equals(latest.text());
            if (step.exited == null && (step.type.equals("Fail") || unsaid)) {
                step.problem = last;
            }
        }
        return before;
    }

    /// What is no failure of a Task stays where the event before it is.
    private Place failed(HistoryEvent event, Place before) {
        Problem problem = problem(event);
        if (problem == null) {
            return before;
        }
        Step step = task(event, before);
        latest = problem;
        step.fail(problem, event.timestamp());
        return new Place(step.part, step);
    }

    private static @Nullable Problem problem(HistoryEvent event) {
        if (event.taskFailedEventDetails() != null) {
            var details = event.taskFailedEventDetails();
            return new Problem(details.error(), details.cause());
        }
        if (event.taskTimedOutEventDetails() != null) {
            var details = event.taskTimedOutEventDetails();
            return new Problem(details.error(), details.cause());
        }
        if (event.lambdaFunctionFailedEventDetails() != null) {
            var details = event.lambdaFunctionFailedEventDetails();
            return new Problem(details.error(), details.cause());
        }
        if (event.lambdaFunctionTimedOutEventDetails() != null) {
            var details = event.lambdaFunctionTimedOutEventDetails();
            return new Problem(details.error(), details.cause());
        }
        return null;
    }

    /// The state that a test finds, nearest to where the event belongs, else the first that is
    /// open.
    private Step open(Place before, Predicate<Step> test, HistoryEvent event) {
        Step near = before.nearest(step -> step.exited == null && test.test(step));
        if (near != null) {
            return near;
        }
        return all.stream()
                .filter(step -> step.exited == null && !step.part.isOver() && test.test(step))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "event %d, %s, belongs to no state of this history"
                                                .formatted(event.id(), event.typeAsString())));
    }
}
