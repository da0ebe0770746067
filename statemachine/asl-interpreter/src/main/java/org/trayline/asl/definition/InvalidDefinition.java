package org.trayline.asl.definition;

import java.util.List;
import java.util.stream.Collectors;

/// A definition that is refused, with everything that is wrong with it.
public final class InvalidDefinition extends Exception {
    private final transient List<Problem> problems;

    public InvalidDefinition(List<Problem> problems) {
        super(
                "Invalid State Machine Definition: '"
                        + problems.stream().map(Problem::toString).collect(Collectors.joining(", "))
                        + "'");
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
