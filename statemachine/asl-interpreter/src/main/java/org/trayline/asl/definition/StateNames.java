package org.trayline.asl.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.trayline.asl.expression.TemplateParser;

/// Checks that no two states of a definition have one name, however deep they are nested.
final class StateNames {
    private final Set<String> seen = new HashSet<>();
    private final List<Problem> problems;

    private StateNames(List<Problem> problems) {
        this.problems = problems;
    }

    static void check(Workflow workflow, List<Problem> problems) {
        new StateNames(problems).visit(workflow, "");
    }

    private void visit(Workflow workflow, String pointer) {
        Map<String, State> states = new TreeMap<>(workflow.states());
        states.keySet().forEach(name -> take(name, at(pointer, name)));
        states.values().forEach(state -> descend(state, at(pointer, state.name())));
    }

    private static String at(String pointer, String name) {
        return pointer + "/States/" + TemplateParser.escaped(name);
    }

    private void take(String name, String pointer) {
        if (!seen.add(name)) {
            problems.add(
                    new Problem("DUPLICATE_STATE_NAME", pointer, "Duplicate State name: " + name));
        }
    }

    private void descend(State state, String pointer) {
        switch (state) {
            case State.Parallel parallel -> {
                for (int index = 0; index < parallel.branches().size(); index++) {
                    visit(parallel.branches().get(index), pointer + "/Branches/" + index);
                }
            }
            case State.InlineMap map -> visit(map.processor(), pointer + "/ItemProcessor");
            case State.Task _,
                    State.Pass _,
                    State.Choice _,
                    State.Wait _,
                    State.Succeed _,
                    State.Fail _ -> {}
        }
    }
}
