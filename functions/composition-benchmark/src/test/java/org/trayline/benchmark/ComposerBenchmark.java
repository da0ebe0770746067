package org.trayline.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.trayline.benchmark.Instances.Instance;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.TrayComposer;

/// One tray per call, with its proof; meal after meal.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ComposerBenchmark {
    /// Of [Instances#SHAPES].
    @Param("0")
    public int shape;

    @Param("200")
    public int meals;

    private final TrayComposer composer = new TrayComposer();
    private List<Instance> instances = List.of();
    private int next;

    @Setup
    public void read() {
        instances = Instances.of(Instances.SHAPES.get(shape), meals);
    }

    @Benchmark
    public Composition compose() {
        Instance instance = instances.get(next);
        next = (next + 1) % instances.size();
        return composer.compose(instance.brief(), instance.catalog());
    }
}
