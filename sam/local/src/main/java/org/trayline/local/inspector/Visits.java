package org.trayline.local.inspector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trayline.local.inspector.Visit.Status;

/// Reads a history into visits of states.
///
/// An event belongs to the visit of the event before it; what a Parallel or a Map says of itself
/// belongs to the nearest such visit around that one.
final class Visits {
    private static final String REDRIVEN = "ExecutionRedriven";

    private final List<Open> visits = new ArrayList<>();
    private final Map<Long, Open> byEvent = new HashMap<>();
    private final Map<Long, Event> events = new HashMap<>();

    private Visits() {}

    /// @param history whole, or from its beginning to any event
    static List<Visit> of(List<Event> history) {
        Visits read = new Visits();
        history.forEach(read::add);
        return read.visits.stream().map(Open::visit).toList();
    }

    private void add(Event event) {
        Open before = byEvent.get(event.previousId());
        Open owner = event.entersState() ? enter(event, before) : owner(event, before);
        events.put(event.id(), event);
        if (owner != null) {
            byEvent.put(event.id(), owner);
        }
        if (event.type().startsWith("Execution")) {
            endOrResume(event, owner);
        } else if (owner != null && !event.entersState()) {
            tell(owner, event);
        }
    }

    private static void tell(Open owner, Event event) {
        String type = event.type();
        if (type.startsWith("MapIteration") || type.startsWith("MapRun")) {
            // Of an iteration: the Map itself tells what came of all.
            return;
        }
        if (event.exitsState()) {
            owner.exit(event);
        } else if (type.endsWith("StateAborted")) {
            owner.change(event, Status.ABORTED);
        } else if (type.endsWith("Scheduled")) {
            owner.attempts.add(new Try(event));
        } else if (type.endsWith("Succeeded")) {
            owner.endAttempt(event, Status.SUCCEEDED);
        } else if (type.endsWith("TimedOut")) {
            owner.endAttempt(event, Status.TIMED_OUT);
        } else if (type.endsWith("Failed")) {
            owner.endAttempt(event, Status.FAILED);
        }
    }

    private Open enter(Event event, @Nullable Open before) {
        Event previous = events.get(event.previousId());
        Open parent = null;
        Open from = null;
        if (previous != null && before != null) {
            if (previous.exitsState()) {
                parent = before.parent;
                from = before;
            } else if (previous.type().equals(REDRIVEN)) {
                parent = before.parent;
                from = before.from;
            } else {
                parent = before.container();
            }
        }
        Open visit = new Open(event, parent, from, index(previous));
        visits.add(visit);
        return visit;
    }

    private static @Nullable Integer index(@Nullable Event previous) {
        return previous != null && previous.type().equals("MapIterationStarted")
                ? Integer.valueOf(previous.details().path("index").asInt())
                : null;
    }

    private @Nullable Open owner(Event event, @Nullable Open before) {
        String type = event.type();
        if (type.equals("EvaluationFailed")) {
            // It may hang on the event before the state's entry.
            Open failing = latestOpen(event.text("state"));
            return failing == null ? before : failing;
        }
        if (before == null) {
            return null;
        }
        if (event.exitsState()) {
            return before.around(event.text("name"));
        }
        if (type.startsWith("Parallel") || type.startsWith("Map")) {
            Event previous = events.get(event.previousId());
            Open inside = previous != null && previous.exitsState() ? before.parent : before;
            return inside == null ? before : inside.container();
        }
        if (type.endsWith("Scheduled")) {
            return scheduledBy(event, before);
        }
        return before;
    }

    /// After a redrive the task may belong to any of the states that stood.
    private Open scheduledBy(Event event, Open before) {
        Event previous = events.get(event.previousId());
        if (previous == null || !previous.type().equals(REDRIVEN)) {
            return before;
        }
        return visits.stream()
                .filter(visit -> visit.exit == null && visit.hasTried(event))
                .reduce((_, last) -> last)
                .orElse(before);
    }

    private @Nullable Open latestOpen(@Nullable String state) {
        return visits.stream()
                .filter(visit -> visit.exit == null && visit.isOf(state))
                .reduce((_, last) -> last)
                .orElse(null);
    }

    private void endOrResume(Event event, @Nullable Open owner) {
        Status status =
                switch (event.type()) {
                    case "ExecutionFailed" -> Status.FAILED;
                    case "ExecutionTimedOut" -> Status.TIMED_OUT;
                    case "ExecutionAborted" -> Status.ABORTED;
                    case REDRIVEN -> Status.RUNNING;
                    default -> null;
                };
        if (status == null) {
            return;
        }
        for (Open visit : visits) {
            if (visit.exit == null) {
                boolean itself = status != Status.FAILED || visit.isAround(owner);
                visit.change(event, itself ? status : Status.ABORTED);
                if (visit.error == null && visit.isAround(owner)) {
                    visit.error = event.text("error");
                    visit.cause = event.text("cause");
                }
            }
        }
    }

    /// An attempt that may still run.
    private static final class Try {
        private final Event scheduled;
        private @Nullable Event ended;
        private Status status = Status.RUNNING;

        Try(Event scheduled) {
            this.scheduled = scheduled;
        }

        Visit.Attempt attempt() {
            Event end = ended;
            return new Visit.Attempt(
                    scheduled.id(),
                    scheduled.time(),
                    end == null ? null : end.id(),
                    end == null ? null : end.time(),
                    status,
                    end == null ? null : end.text("error"),
                    end == null ? null : end.text("cause"));
        }
    }

    /// A visit while the history is read.
    private static final class Open {
        private final Event entered;
        private final @Nullable Open parent;
        private final @Nullable Open from;
        private final @Nullable Integer index;
        private final List<Visit.Change> changes = new ArrayList<>();
        private final List<Try> attempts = new ArrayList<>();
        private @Nullable Event exit;
        private @Nullable String stopped;
        private @Nullable String error;
        private @Nullable String cause;

        Open(Event entered, @Nullable Open parent, @Nullable Open from, @Nullable Integer index) {
            this.entered = entered;
            this.parent = parent;
            this.from = from;
            this.index = index;
            changes.add(new Visit.Change(entered.id(), Status.RUNNING));
        }

        void change(Event event, Status status) {
            if (changes.getLast().status() != status) {
                changes.add(new Visit.Change(event.id(), status));
            }
            stopped = status == Status.RUNNING ? null : event.time();
            if (status != Status.RUNNING && !attempts.isEmpty()) {
                Try last = attempts.getLast();
                if (last.ended == null) {
                    last.ended = event;
                    last.status = status;
                }
            }
        }

        void endAttempt(Event event, Status status) {
            if (!attempts.isEmpty() && attempts.getLast().ended == null) {
                attempts.getLast().ended = event;
                attempts.getLast().status = status;
            }
            error = status == Status.SUCCEEDED ? null : event.text("error");
            cause = status == Status.SUCCEEDED ? null : event.text("cause");
        }

        void exit(Event event) {
            exit = event;
            change(event, error == null ? Status.SUCCEEDED : Status.CAUGHT);
        }

        boolean hasTried(Event event) {
            return attempts.stream()
                    .anyMatch(attempt -> attempt.scheduled.details().equals(event.details()));
        }

        /// This visit if it is a Parallel or a Map, else the nearest one around it.
        Open container() {
            String type = entered.stateType();
            return type.equals("Parallel") || type.equals("Map") || parent == null
                    ? this
                    : parent.container();
        }

        boolean isOf(@Nullable String state) {
            return Objects.equals(entered.text("name"), state);
        }

        /// The visit of a state by that name, this one or one around it.
        Open around(@Nullable String state) {
            Open up = parent;
            return up == null || isOf(state) ? this : up.around(state);
        }

        boolean isAround(@Nullable Open inner) {
            return inner != null && (inner.equals(this) || isAround(inner.parent));
        }

        Visit visit() {
            Event left = exit;
            return new Visit(
                    entered.id(),
                    String.valueOf(entered.text("name")),
                    entered.stateType(),
                    parent == null ? null : parent.entered.id(),
                    from == null ? null : from.entered.id(),
                    index,
                    entered.time(),
                    left == null ? stopped : left.time(),
                    left == null ? null : left.id(),
                    changes,
                    attempts.stream().map(Try::attempt).toList(),
                    error,
                    cause);
        }
    }
}
