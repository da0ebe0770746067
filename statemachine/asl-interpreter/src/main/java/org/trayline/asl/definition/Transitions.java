package org.trayline.asl.definition;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks that every state a workflow names exists, that each of its states can be reached and
/// that a state machine, as against a branch of one, has an end.
final class Transitions {
    private final Node workflow;
    private final Collection<String> names;

    /// @param names the states that the definition spells, sound or not
    Transitions(Node workflow, Collection<String> names) {
        this.workflow = workflow;
        this.names = names;
    }

    /// @param whole false if a state or a part of one was refused, so that reach is unknown
    void check(String startAt, Collection<State> states, boolean whole) {
        if (!names.contains(startAt)) {
            workflow.missingTarget("StartAt", startAt);
        }
        Map<String, Collection<String>> leadsTo = new HashMap<>();
        for (State state : states) {
            Map<String, String> targets = targets(state);
            leadsTo.put(state.name(), targets.values());
            Node node = nodeOf(state.name());
            for (Map.Entry<String, String> target : targets.entrySet()) {
                if (!names.contains(target.getValue())) {
                    node.missingTarget(target.getKey(), target.getValue());
                }
            }
        }
        if (!whole) {
            return;
        }
        if (workflow.isRoot() && states.stream().noneMatch(Transitions::ends)) {
            workflow.noEnd();
            return;
        }
        Set<String> reached = reached(startAt, leadsTo);
        names.stream().filter(name -> !reached.contains(name)).forEach(workflow::unreachable);
    }

    private static boolean ends(State state) {
        return switch (state) {
            case State.Succeed _, State.Fail _ -> true;
            case State.Choice _ -> false;
            case State.Fallible fallible -> fallible.transition() instanceof State.End;
            case State.Pass pass -> pass.transition() instanceof State.End;
            case State.Wait wait -> wait.transition() instanceof State.End;
        };
    }

    private Node nodeOf(String state) {
        Node states = workflow.object("States");
        Node node = states == null ? null : states.object(state);
        return node == null ? workflow : node;
    }

    private static Set<String> reached(String startAt, Map<String, Collection<String>> leadsTo) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(startAt));
        while (!open.isEmpty()) {
            String state = open.pop();
            if (reached.add(state)) {
                open.addAll(leadsTo.getOrDefault(state, List.of()));
            }
        }
        return reached;
    }

    /// The states that a state leads to, by the field that names them.
    private static Map<String, String> targets(State state) {
        Map<String, String> targets = new LinkedHashMap<>();
        switch (state) {
            case State.Fallible fallible -> {
                put(targets, fallible.transition());
                List<Recovery.Catcher> catchers = fallible.recovery().catchers();
                for (int index = 0; index < catchers.size(); index++) {
                    targets.put("Catch/" + index + "/Next", catchers.get(index).next());
                }
            }
            case State.Choice choice -> {
                for (int index = 0; index < choice.rules().size(); index++) {
                    targets.put("Choices/" + index + "/Next", choice.rules().get(index).next());
                }
                if (choice.otherwise() != null) {
                    targets.put("Default", choice.otherwise());
                }
            }
            case State.Pass pass -> put(targets, pass.transition());
            case State.Wait wait -> put(targets, wait.transition());
            case State.Succeed _, State.Fail _ -> {}
        }
        return targets;
    }

    private static void put(Map<String, String> targets, State.Transition transition) {
        if (transition instanceof State.Next(String next)) {
            targets.put("Next", next);
        }
    }
}
