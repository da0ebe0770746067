package org.trayline.benchmark;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import org.trayline.benchmark.SolverBenchmark.Which;

/// Runs all benchmarks and prints their figures, at most 100 columns wide.
final class Benchmarks {
    private static final int SOLVED_MEALS = 6;

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException {
        System.out.printf(
                Locale.ROOT,
                "%n%-34s %9s %9s %9s %9s %9s%n",
                "composed, with proof",
                "trays/s",
                "p50 ms",
                "p99 ms",
                "max ms",
                "n");
        for (int shape = 0; shape < Instances.SHAPES.size(); shape++) {
            Statistics figures = composer(shape, 200);
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %9.0f %9.3f %9.3f %9.3f %9d%n",
                    Instances.SHAPES.get(shape).name(),
                    1000 / figures.getMean(),
                    figures.getPercentile(50),
                    figures.getPercentile(99),
                    figures.getMax(),
                    figures.getN());
        }
        solvers();
    }

    private static void solvers() throws RunnerException {
        double composed = composer(0, SOLVED_MEALS).getPercentile(50);
        System.out.printf(
                Locale.ROOT,
                "%n%-34s %9s %9s %9s %9s%n%-34s %9.3f%n",
                "the same %d meals of the first kind".formatted(SOLVED_MEALS),
                "p50 ms",
                "max ms",
                "ratio",
                "in time",
                "composed",
                composed);
        for (Which solver : Which.values()) {
            Statistics figures = solver(solver);
            String name =
                    switch (solver) {
                        case CP_SAT -> "CP-SAT, %d workers".formatted(CpSatTrays.workers());
                        case CHOCO -> "Choco";
                    };
            long inTime = inTime(figures);
            double median = figures.getPercentile(50);
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %9.0f %9.0f %9s %5d/%d%n",
                    name,
                    median,
                    figures.getMax(),
                    (isInTime(median) ? "" : "> ")
                            + String.format(Locale.ROOT, "%.0f x", median / composed),
                    inTime,
                    figures.getN());
        }
        System.out.printf(
                Locale.ROOT,
                "%nA solver has %d s per meal. What it proved in time is the composer's tray.%n",
                SolverBenchmark.MOST.toSeconds());
    }

    private static long inTime(Statistics figures) {
        long inTime = 0;
        for (Iterator<Map.Entry<Double, Long>> all = figures.getRawData(); all.hasNext(); ) {
            Map.Entry<Double, Long> each = all.next();
            inTime += isInTime(each.getKey()) ? each.getValue() : 0;
        }
        return inTime;
    }

    private static boolean isInTime(double millis) {
        return millis < SolverBenchmark.MOST.toMillis();
    }

    private static Statistics composer(int shape, int meals) throws RunnerException {
        return run(
                options(ComposerBenchmark.class)
                        .param("shape", String.valueOf(shape))
                        .param("meals", String.valueOf(meals))
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(2))
                        .build());
    }

    private static Statistics solver(Which solver) throws RunnerException {
        return run(
                options(SolverBenchmark.class)
                        .param("solver", solver.name())
                        .param("meals", String.valueOf(SOLVED_MEALS))
                        .warmupIterations(1)
                        .measurementIterations(SOLVED_MEALS)
                        .build());
    }

    private static OptionsBuilder options(Class<?> benchmark) {
        OptionsBuilder options = new OptionsBuilder();
        options.include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return options;
    }

    private static Statistics run(Options options) throws RunnerException {
        RunResult result = new Runner(options).runSingle();
        return result.getPrimaryResult().getStatistics();
    }
}
