package org.trayline.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The metrics of one log line, which CloudWatch reads off it (Amazon CloudWatch User Guide,
/// "Specification: Embedded metric format"). Each is of the function alone: what tells apart
/// reasons is in a metric's name, since one line has many reasons and may give a dimension one
/// value only, and no dimension is an id, since each of its values is billed as a metric.
final class Metrics {
    private static final String NAMESPACE = "Trayline";
    private static final String COUNT = "Count";
    private static final List<String> DIMENSIONS = List.of("service", "function");

    /// What CloudWatch takes of one metric on one line.
    private static final int VALUES = 100;

    private record Metric(String unit, List<Number> values) {
        /// A sum is the same without it, and a metric is billed by the hours in which it is told
        /// of: a sweep that found nothing to do costs nothing.
        boolean isNothing() {
            return unit.equals(COUNT) && values.getFirst().longValue() == 0;
        }
    }

    private record Definition(String name, String unit) {
        Map<String, String> json() {
            return Map.of("Name", name, "Unit", unit);
        }
    }

    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    void count(String name, long number) {
        List<Number> values = values(name, COUNT);
        if (values.isEmpty()) {
            values.add(number);
        } else {
            values.set(0, values.getFirst().longValue() + number);
        }
    }

    void millis(String name, Duration took) {
        add(values(name, "Milliseconds"), JsonLine.millis(took));
    }

    void value(String name, long value) {
        add(values(name, "None"), value);
    }

    private List<Number> values(String name, String unit) {
        return metrics.computeIfAbsent(name, n -> new Metric(unit, new ArrayList<>())).values();
    }

    private static void add(List<Number> values, Number value) {
        if (values.size() < VALUES) {
            values.add(value);
        }
    }

    void writeTo(JsonLine line, Instant time) {
        if (metrics.isEmpty()) {
            return;
        }
        List<Map<String, String>> definitions = new ArrayList<>();
        metrics.forEach(
                (name, metric) -> {
                    List<Number> values = metric.values();
                    line.put(name, values.size() == 1 ? values.getFirst() : values);
                    if (!metric.isNothing()) {
                        definitions.add(new Definition(name, metric.unit()).json());
                    }
                });
        if (definitions.isEmpty()) {
            return;
        }
        line.put(
                "_aws",
                Map.of(
                        "Timestamp",
                        time.toEpochMilli(),
                        "CloudWatchMetrics",
                        List.of(
                                Map.of(
                                        "Namespace",
                                        NAMESPACE,
                                        "Dimensions",
                                        List.of(DIMENSIONS),
                                        "Metrics",
                                        definitions))));
    }
}
