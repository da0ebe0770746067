package org.trayline.local.executions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One state that an execution entered, and what came of it.
final class Step {
    final Part part;
    final String name;
    final String type;
    final Instant entered;

    /// The event before its entry, which a query that fails at once follows.
    final long before;

    final List<Attempt> attempts = new ArrayList<>();

    /// Branches or iterations of its last try, by number.
    final Map<Integer, Part> parts = new LinkedHashMap<>();

    /// How often it began its branches or iterations.
    int tries;

    /// Of an iteration's Map; -1 for what is no Map.
    int length = -1;

    @Nullable Instant exited;

    /// When its latest event happened.
    Instant seen;

    /// What the last try failed with; null if it did not.
    @Nullable Problem problem;

    Step(Part part, String name, String type, Instant entered, long before) {
        this.part = part;
        this.name = name;
        this.type = type;
        this.entered = entered;
        this.seen = entered;
        this.before = before;
    }

    Outcome outcome() {
        if (exited != null) {
            return problem == null ? Outcome.SUCCEEDED : Outcome.CAUGHT;
        }
        if (!part.isOver()) {
            return Outcome.RUNNING;
        }
        return problem != null || type.equals("Fail") ? Outcome.FAILED : Outcome.ABORTED;
    }

    /// How often it was tried.
    int tried() {
        return Math.max(1, Math.max(tries, attempts.size()));
    }

    Part branch() {
        int number = parts.size();
        Part branch = new Part(this, "branch " + (number + 1));
        parts.put(number, branch);
        return branch;
    }

    Part iteration(int index) {
        return parts.computeIfAbsent(index, at -> new Part(this, "iteration " + at));
    }

    void fail(Problem with, Instant at) {
        problem = with;
        endAttempt(at, with);
    }

    void succeed(Instant at) {
        problem = null;
        endAttempt(at, null);
    }

    private void endAttempt(Instant at, @Nullable Problem with) {
        if (!attempts.isEmpty() && attempts.getLast().ended() == null) {
            attempts.set(attempts.size() - 1, attempts.getLast().end(at, with));
        }
    }
}
