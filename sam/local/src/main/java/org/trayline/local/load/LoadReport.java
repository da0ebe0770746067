package org.trayline.local.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How long reads and writes took, against what they may take.
record LoadReport(List<Sample> samples) {
    private static final double READ_P99_MS = 150;
    private static final double WRITE_P99_MS = 250;

    private record Kind(String name, boolean write, double target) {}

    private static final List<Kind> KINDS =
            List.of(new Kind("reads", false, READ_P99_MS), new Kind("writes", true, WRITE_P99_MS));

    /// Whether every target is met and nothing failed.
    boolean passed() {
        return errors() == 0
                && KINDS.stream().allMatch(kind -> percentile(kind.write(), 0.99) <= kind.target());
    }

    long errors() {
        return samples.stream().filter(Sample::isError).count();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-8s %8s %10s %10s %10s %12s%n",
                        "",
                        "n",
                        "p50 ms",
                        "p99 ms",
                        "max ms",
                        "target p99"));
        for (Kind kind : KINDS) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-8s %8d %10.1f %10.1f %10.1f %12.0f%n",
                            kind.name(),
                            samples.stream().filter(s -> s.write() == kind.write()).count(),
                            percentile(kind.write(), 0.50),
                            percentile(kind.write(), 0.99),
                            percentile(kind.write(), 1),
                            kind.target()));
        }
        text.append("answers  ").append(byStatus()).append(System.lineSeparator());
        return text.append(passed() ? "within the targets" : "NOT within the targets").toString();
    }

    private Map<String, Integer> byStatus() {
        Map<String, Integer> byStatus = new TreeMap<>();
        for (Sample sample : samples) {
            String failure = sample.failure();
            byStatus.merge(
                    failure == null ? Integer.toString(sample.status()) : failure, 1, Integer::sum);
        }
        return byStatus;
    }

    private double percentile(boolean write, double part) {
        List<Double> sorted =
                samples.stream()
                        .filter(sample -> sample.write() == write)
                        .map(Sample::millis)
                        .sorted()
                        .toList();
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.max(0, Math.ceil(sorted.size() * part) - 1));
    }
}
