package org.trayline.local.executions;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/// Draws an execution as a tree, 100 columns wide at most.
final class TreeText {
    private static final int WIDTH = 100;
    private static final int NAME = 50;

    /// A Map of more iterations shows only those that failed or run, and of those so many.
    private static final int FEW_ITERATIONS = 4;

    private final StringBuilder text = new StringBuilder();
    private final boolean all;

    /// @param all show every iteration
    TreeText(boolean all) {
        this.all = all;
    }

    TreeText of(DescribeExecutionResponse execution, Part story) {
        line(execution.name());
        Integer redrives = execution.redriveCount();
        Instant end = execution.stopDate();
        String took =
                end == null
                        ? ""
                        : " after " + Durations.text(Duration.between(execution.startDate(), end));
        line(
                execution.statusAsString().toLowerCase(Locale.ROOT)
                        + took
                        + (redrives == null || redrives == 0
                                ? ""
                                : ", redriven " + times(redrives)));
        if (execution.error() != null || execution.cause() != null) {
            line("  " + new Problem(execution.error(), execution.cause()).text());
        }
        steps(story, "");
        return this;
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private void steps(Part part, String indent) {
        for (int index = 0; index < part.steps.size(); index++) {
            boolean last = index == part.steps.size() - 1;
            step(
                    part.steps.get(index),
                    indent + (last ? "└─ " : "├─ "),
                    indent + (last ? "   " : "│  "));
        }
    }

    private void step(Step step, String head, String indent) {
        Outcome outcome = step.outcome();
        Instant end = step.exited == null ? step.seen : step.exited;
        row(
                head + step.name,
                step.type,
                outcome,
                outcome == Outcome.RUNNING ? null : Duration.between(step.entered, end),
                note(step));
        Problem problem = step.problem;
        if (problem != null && step.parts.values().stream().noneMatch(TreeText::failed)) {
            line(indent + "   " + problem.text());
        }
        parts(step, indent);
    }

    private static boolean failed(Part part) {
        return part.outcome() == Outcome.FAILED;
    }

    private static String note(Step step) {
        if (step.length >= 0) {
            return step.length + " iterations" + tries(step);
        }
        return step.tried() == 1 ? "" : tried(step);
    }

    private static String tries(Step step) {
        return step.tried() == 1 ? "" : ", " + tried(step);
    }

    private static String tried(Step step) {
        return step.tried() + " attempts";
    }

    private void parts(Step step, String indent) {
        Collection<Part> parts = step.parts.values();
        List<Part> shown = shown(parts, step.length >= 0);
        for (int index = 0; index < shown.size(); index++) {
            boolean last = index == shown.size() - 1 && shown.size() == parts.size();
            Part part = shown.get(index);
            line(indent + (last ? "└─ " : "├─ ") + part.label + ": " + part.outcome().word());
            steps(part, indent + (last ? "   " : "│  "));
        }
        if (shown.size() < parts.size()) {
            line(
                    "%s└─ %d more iterations: %s; --all shows them"
                            .formatted(indent, parts.size() - shown.size(), counts(parts, shown)));
        }
    }

    private List<Part> shown(Collection<Part> parts, boolean iterations) {
        if (all || !iterations || parts.size() <= FEW_ITERATIONS) {
            return List.copyOf(parts);
        }
        return parts.stream()
                .filter(part -> failed(part) || part.outcome() == Outcome.RUNNING)
                .sorted((one, other) -> Boolean.compare(failed(other), failed(one)))
                .limit(FEW_ITERATIONS)
                .toList();
    }

    private static String counts(Collection<Part> parts, List<Part> shown) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        parts.stream()
                .filter(part -> !shown.contains(part))
                .forEach(part -> counts.merge(part.outcome(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().word())
                .collect(Collectors.joining(", "));
    }

    private void row(
            String name, String type, Outcome outcome, @Nullable Duration took, String note) {
        line(
                "%-50s %-8s %-9s %7s  %s"
                        .formatted(
                                Fit.toColumn(NAME, name),
                                type,
                                outcome.word(),
                                Durations.text(took),
                                note));
    }

    private void line(String line) {
        text.append(Fit.toColumn(WIDTH, line).stripTrailing()).append(System.lineSeparator());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
