package org.trayline.local.meal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.EventDetail.StateEntered;
import org.trayline.asl.history.EventDetail.StateExited;
import org.trayline.asl.history.History;

/// How long the steps and the executions took.
///
/// @param steps in the order in which they first occur
/// @param longest the executions that took longest, the longest first
public record Steps(List<Step> steps, List<Longest> longest) {
    private static final int LONGEST = 5;
    private static final String TASK = "Task";

    /// @param n how often it was done
    public record Step(String name, int n, double medianMs, double p99Ms) {}

    public record Longest(String execution, double ms) {}

    public static Steps of(StepFunctions engine, Collection<ExecutionStatusChange> ended) {
        Map<String, List<Double>> byState = new LinkedHashMap<>();
        List<Longest> durations = new ArrayList<>();
        for (ExecutionStatusChange change : ended) {
            Instant stop = change.stopDate();
            if (stop != null) {
                durations.add(
                        new Longest(change.name(), ms(Duration.between(change.startDate(), stop))));
            }
            addSteps(
                    engine.execution(change.executionArn()).history().range(1, History.LIMIT + 1),
                    byState);
        }
        durations.sort(Comparator.comparingDouble(Longest::ms).reversed());
        return new Steps(
                byState.entrySet().stream()
                        .map(entry -> step(entry.getKey(), entry.getValue()))
                        .toList(),
                List.copyOf(durations.subList(0, Math.min(LONGEST, durations.size()))));
    }

    private static void addSteps(List<Event> history, Map<String, List<Double>> byState) {
        Map<String, Instant> entered = new HashMap<>();
        for (Event event : history) {
            switch (event.detail()) {
                case StateEntered in when in.stateType().equals(TASK) ->
                        entered.put(in.name(), event.timestamp());
                case StateExited out when out.stateType().equals(TASK) -> {
                    Instant start = entered.remove(out.name());
                    if (start != null) {
                        byState.computeIfAbsent(out.name(), name -> new ArrayList<>())
                                .add(ms(Duration.between(start, event.timestamp())));
                    }
                }
                default -> {}
            }
        }
    }

    private static Step step(String name, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return new Step(name, sorted.size(), quantile(sorted, 0.5), quantile(sorted, 0.99));
    }

    /// The smallest value that so large a part of all does not exceed.
    private static double quantile(List<Double> sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static double ms(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
