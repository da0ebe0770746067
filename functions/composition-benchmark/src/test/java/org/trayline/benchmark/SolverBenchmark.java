package org.trayline.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.trayline.benchmark.Instances.Instance;
import org.trayline.meal.composition.ChocoTrays;
import org.trayline.meal.composition.Proof.RankedTray;
import org.trayline.meal.composition.RulesByHand;
import org.trayline.meal.composition.SolverOutOfTime;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.composition.TrayModel;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.RecipeId;

/// One meal per iteration, from the numbers of the model to the best tray, proved.
///
/// An answer that is not the composer's ends the run.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SolverBenchmark {
    /// An answer may take so long; what takes longer counts as this.
    static final Duration MOST = Duration.ofSeconds(10);

    public enum Which {
        CP_SAT,
        CHOCO
    }

    @Param({"CP_SAT", "CHOCO"})
    public Which solver = Which.CP_SAT;

    @Param("6")
    public int meals;

    private List<Instance> instances = List.of();
    private int next;
    private @Nullable TrayModel trays;
    private Optional<int[]> answer = Optional.empty();
    private boolean outOfTime;

    @Setup
    public void read() {
        instances = Instances.of(Instances.SHAPES.getFirst(), meals);
        if (solver == Which.CP_SAT) {
            CpSatTrays.load();
        }
    }

    @Setup(Level.Iteration)
    public void model() {
        Instance instance = instances.get(next);
        trays = new TrayModel(new RulesByHand(instance.brief(), instance.catalog()));
    }

    @Benchmark
    public Optional<int[]> solve() {
        if (trays == null) {
            throw new IllegalStateException("no meal");
        }
        outOfTime = false;
        try {
            answer =
                    switch (solver) {
                        case CP_SAT -> new CpSatTrays(trays, MOST).best();
                        case CHOCO -> new ChocoTrays(trays, MOST).best(null);
                    };
        } catch (SolverOutOfTime e) {
            outOfTime = true;
        }
        return answer;
    }

    @TearDown(Level.Iteration)
    public void compare() {
        Instance instance = instances.get(next);
        next = (next + 1) % instances.size();
        RankedTray tray =
                new TrayComposer().compose(instance.brief(), instance.catalog()).proof().tray();
        List<RecipeId> composed =
                tray == null ? List.of() : tray.items().stream().map(TrayItem::recipeId).toList();
        if (!outOfTime && !composed.equals(recipes())) {
            throw new IllegalStateException(
                    solver + " found " + recipes() + ", the composer " + composed);
        }
    }

    private List<RecipeId> recipes() {
        TrayModel model = trays;
        if (model == null || answer.isEmpty()) {
            return List.of();
        }
        return model.tray(answer.get()).stream()
                .flatMap(Optional::stream)
                .map(recipe -> recipe.id())
                .toList();
    }
}
