package org.trayline.benchmark;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.trayline.meal.composition.SolverOutOfTime;
import org.trayline.meal.composition.TrayModel;
import org.trayline.meal.composition.TrayModel.Limit;
import org.trayline.meal.composition.TrayModel.RequiredSlot;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.recipe.Recipe;

/// What CP-SAT, the constraint solver of OR-Tools, answers.
///
/// One literal per slot and recipe, and the criteria in three weighed sums, one solved after the
/// other.
final class CpSatTrays {
    private final TrayModel trays;
    private final long end;
    private final CpModel model = new CpModel();
    private final CpSolver solver = new CpSolver();
    private final BoolVar[][] chosen;

    /// @param most how long an answer may take
    CpSatTrays(TrayModel trays, Duration most) {
        this.trays = trays;
        this.end = System.nanoTime() + most.toNanos();
        this.chosen = new BoolVar[trays.slots()][];
        solver.getParameters().setNumWorkers(workers());
        postChoice();
        postRules();
    }

    static void load() {
        Loader.loadNativeLibraries();
    }

    static int workers() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// By slot, the index of its option.
    ///
    /// @throws SolverOutOfTime where it was not found, or not proved, in time
    Optional<int[]> best() {
        int[] best = null;
        for (LinearArgument objective : objectives()) {
            model.minimize(objective);
            solver.getParameters().setMaxTimeInSeconds((end - System.nanoTime()) / 1e9);
            CpSolverStatus status = solver.solve(model);
            if (status == CpSolverStatus.INFEASIBLE) {
                return Optional.empty();
            }
            if (status != CpSolverStatus.OPTIMAL) {
                throw new SolverOutOfTime();
            }
            best = indices();
            model.addEquality(objective, solver.value(objective));
            hint();
        }
        return Optional.ofNullable(best);
    }

    private void postChoice() {
        Map<Recipe, List<Literal>> byRecipe = new HashMap<>();
        for (int slot = 0; slot < chosen.length; slot++) {
            List<Optional<Recipe>> options = trays.options(slot);
            chosen[slot] = new BoolVar[options.size()];
            for (int i = 0; i < options.size(); i++) {
                BoolVar literal = model.newBoolVar(slot + "/" + i);
                chosen[slot][i] = literal;
                options.get(i)
                        .ifPresent(
                                recipe ->
                                        byRecipe.computeIfAbsent(recipe, _ -> new ArrayList<>())
                                                .add(literal));
            }
            model.addExactlyOne(chosen[slot]);
        }
        byRecipe.values().stream().filter(each -> each.size() > 1).forEach(model::addAtMostOne);
    }

    private void postRules() {
        for (TrayModel.Rule rule : trays.rules()) {
            switch (rule) {
                case Limit limit -> {
                    LinearExpr sum = sum(slot -> trays.amounts(slot, limit.nutrient()), 0);
                    if (limit.isMost()) {
                        model.addLessOrEqual(sum, limit.onTray());
                    } else {
                        model.addGreaterOrEqual(sum, limit.onTray());
                    }
                }
                case RequiredSlot required -> {
                    BoolVar[] options = chosen[required.slot()];
                    model.addEquality(options[options.length - 1], 0);
                }
            }
        }
    }

    /// Criteria 1 to 4, 5 to 7, and the ids.
    private List<LinearArgument> objectives() {
        long unit = trays.unit(Nutrient.ENERGY_KCAL);
        long target = trays.targetKcal() * unit;
        long farthest = target + most(slot -> trays.amounts(slot, Nutrient.ENERGY_KCAL));
        IntVar distance = model.newIntVar(0, farthest, "distance");
        model.addAbsEquality(
                distance, sum(slot -> trays.amounts(slot, Nutrient.ENERGY_KCAL), -target));
        IntVar steps150 = steps(distance, 150 * unit, farthest);
        IntVar steps50 = steps(distance, 50 * unit, farthest);
        long slots = chosen.length + 1L;
        long fifties = farthest / (50 * unit) + 1;
        LinearExprBuilder first = LinearExpr.newBuilder();
        first.addTerm(steps150, slots * slots * fifties);
        first.addTerm(sum(trays::empty, 0), slots * fifties);
        first.addTerm(sum(trays::disliked, 0), fifties);
        first.addTerm(steps50, 1);
        long cents = most(trays::cents) + 1;
        LinearExprBuilder second = LinearExpr.newBuilder();
        second.addTerm(sum(trays::recent, 0), cents * (farthest + 1));
        second.addTerm(sum(trays::cents, 0), farthest + 1);
        second.addTerm(distance, 1);
        return List.of(first.build(), second.build(), ids());
    }

    private IntVar steps(IntVar distance, long step, long farthest) {
        IntVar steps = model.newIntVar(0, farthest / step, "steps");
        model.addDivisionEquality(steps, distance, LinearExpr.newBuilder().add(step).build());
        return steps;
    }

    /// The options' own order, the first slot's weighing most.
    private LinearExpr ids() {
        LinearExprBuilder ids = LinearExpr.newBuilder();
        long weight = 1;
        for (int slot = chosen.length - 1; slot >= 0; slot--) {
            for (int i = 0; i < chosen[slot].length; i++) {
                ids.addTerm(chosen[slot][i], weight * i);
            }
            weight = Math.multiplyExact(weight, chosen[slot].length);
        }
        return ids.build();
    }

    /// @param figures of a slot by option
    private LinearExpr sum(IntFunction<long[]> figures, long offset) {
        LinearExprBuilder sum = LinearExpr.newBuilder();
        for (int slot = 0; slot < chosen.length; slot++) {
            sum.addWeightedSum(chosen[slot], figures.apply(slot));
        }
        return sum.add(offset).build();
    }

    private long most(IntFunction<long[]> figures) {
        long most = 0;
        for (int slot = 0; slot < chosen.length; slot++) {
            most += LongStream.of(figures.apply(slot)).max().orElse(0);
        }
        return most;
    }

    private int[] indices() {
        return Arrays.stream(chosen)
                .mapToInt(
                        options -> {
                            int i = 0;
                            while (solver.value(options[i]) == 0) {
                                i++;
                            }
                            return i;
                        })
                .toArray();
    }

    private void hint() {
        model.clearHints();
        for (BoolVar[] options : chosen) {
            for (BoolVar option : options) {
                model.addHint(option, solver.value(option));
            }
        }
    }
}
