package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.Solution;
import org.chocosolver.solver.Solver;
import org.chocosolver.solver.constraints.extension.Tuples;
import org.chocosolver.solver.search.limits.TimeCounter;
import org.chocosolver.solver.search.strategy.Search;
import org.chocosolver.solver.variables.BoolVar;
import org.chocosolver.solver.variables.IntVar;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.TrayModel.Limit;
import org.trayline.meal.composition.TrayModel.RequiredSlot;
import org.trayline.meal.composition.TrayModel.Rule;
import org.trayline.meal.diet.Nutrient;

/// What Choco, a constraint solver, answers.
public final class ChocoTrays {
    private final TrayModel trays;
    private final Duration most;

    public ChocoTrays(TrayModel trays) {
        this(trays, Duration.ofHours(1));
    }

    /// @param most how long an answer may take
    public ChocoTrays(TrayModel trays, Duration most) {
        this.trays = trays;
        this.most = most;
    }

    /// The tray that comes first of all, criterion after criterion solved to its least.
    ///
    /// @param but a tray that does not count
    /// @throws SolverOutOfTime where it was not found, or not proved, in time
    public Optional<int[]> best(int @Nullable [] but) {
        Posted posted = new Posted(trays, trays.rules(), most);
        if (but != null) {
            posted.forbid(but);
        }
        int[] best = null;
        for (IntVar criterion : posted.criteria()) {
            Solution solution = posted.least(criterion);
            if (solution == null) {
                return Optional.empty();
            }
            best = posted.chosen(solution);
            posted.fix(criterion, solution.getIntVal(criterion));
        }
        return Optional.ofNullable(best);
    }

    /// Whether some tray keeps to these.
    public boolean canHoldTogether(List<Rule> rules) {
        return new Posted(trays, rules, most).any();
    }

    /// The sum that comes nearest to a limit of the trays that keep to all else; empty where none
    /// does.
    public Optional<BigDecimal> nearest(Limit limit) {
        List<Rule> others = new ArrayList<>(trays.rules());
        others.remove(limit);
        Posted posted = new Posted(trays, others, most);
        IntVar sum = posted.sum(limit.nutrient());
        Solution solution = limit.isMost() ? posted.least(sum) : posted.most(sum);
        return solution == null
                ? Optional.empty()
                : Optional.of(trays.amount(solution.getIntVal(sum), limit.nutrient()));
    }

    /// The model with some rules. A slot may always stay empty, unless one of the rules forbids it.
    private static final class Posted {
        private final TrayModel trays;
        private final Model model = new Model();
        private final IntVar[] slots;
        private final long end;
        private final Map<Nutrient, IntVar> sums = new TreeMap<>();

        Posted(TrayModel trays, List<Rule> rules, Duration atMost) {
            this.trays = trays;
            this.end = System.nanoTime() + atMost.toNanos();
            this.slots = new IntVar[trays.slots()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = model.intVar("slot" + i, 0, trays.options(i).size() - 1);
            }
            noRecipeTwice();
            for (Rule rule : rules) {
                switch (rule) {
                    case Limit limit ->
                            model.arithm(
                                            sum(limit.nutrient()),
                                            limit.isMost() ? "<=" : ">=",
                                            Math.toIntExact(limit.onTray()))
                                    .post();
                    case RequiredSlot required ->
                            model.arithm(
                                            slots[required.slot()],
                                            "<",
                                            trays.options(required.slot()).size() - 1)
                                    .post();
                }
            }
            model.getSolver().setSearch(Search.intVarSearch(slots));
        }

        private void noRecipeTwice() {
            for (int one = 0; one < slots.length; one++) {
                for (int other = one + 1; other < slots.length; other++) {
                    Tuples same = new Tuples(false);
                    for (int i = 0; i < trays.options(one).size() - 1; i++) {
                        int there = trays.options(other).indexOf(trays.options(one).get(i));
                        if (there >= 0) {
                            same.add(i, there);
                        }
                    }
                    if (same.nbTuples() > 0) {
                        model.table(slots[one], slots[other], same).post();
                    }
                }
            }
        }

        void forbid(int[] tray) {
            BoolVar[] others = new BoolVar[tray.length];
            for (int i = 0; i < tray.length; i++) {
                others[i] = model.arithm(slots[i], "!=", tray[i]).reify();
            }
            model.or(others).post();
        }

        IntVar sum(Nutrient nutrient) {
            return sums.computeIfAbsent(
                    nutrient, each -> sum(each.column(), slot -> trays.amounts(slot, each)));
        }

        /// @param figures of a slot by option
        private IntVar sum(String name, IntFunction<long[]> figures) {
            IntVar[] parts = new IntVar[slots.length];
            int most = 0;
            int least = 0;
            for (int i = 0; i < slots.length; i++) {
                int[] byOption =
                        Arrays.stream(figures.apply(i)).mapToInt(Math::toIntExact).toArray();
                parts[i] =
                        model.intVar(
                                name + i, Arrays.stream(byOption).distinct().sorted().toArray());
                model.element(parts[i], byOption, slots[i]).post();
                most += parts[i].getUB();
                least += parts[i].getLB();
            }
            IntVar sum = model.intVar(name, least, most);
            model.sum(parts, "=", sum).post();
            return sum;
        }

        /// In the order of the rules; the ids, slot by slot, are the options' own order.
        List<IntVar> criteria() {
            int unit = Math.toIntExact(trays.unit(Nutrient.ENERGY_KCAL));
            IntVar kcal = sum(Nutrient.ENERGY_KCAL);
            IntVar over = model.offset(kcal, -trays.targetKcal() * unit);
            int farthest = Math.max(Math.abs(over.getLB()), Math.abs(over.getUB()));
            IntVar distance = model.intVar("distance", 0, farthest);
            model.absolute(distance, over).post();
            List<IntVar> criteria = new ArrayList<>();
            criteria.add(steps(distance, 150 * unit));
            criteria.add(sum("empty", trays::empty));
            criteria.add(sum("disliked", trays::disliked));
            criteria.add(steps(distance, 50 * unit));
            criteria.add(sum("recent", trays::recent));
            criteria.add(sum("cents", trays::cents));
            criteria.add(distance);
            criteria.addAll(List.of(slots));
            return criteria;
        }

        private IntVar steps(IntVar distance, int step) {
            IntVar steps = model.intVar("steps" + step, 0, distance.getUB() / step);
            model.div(distance, model.intVar(step), steps).post();
            return steps;
        }

        boolean any() {
            return model.getSolver().solve();
        }

        @Nullable Solution least(IntVar objective) {
            return optimal(objective, false);
        }

        @Nullable Solution most(IntVar objective) {
            return optimal(objective, true);
        }

        private @Nullable Solution optimal(IntVar objective, boolean most) {
            Solver solver = model.getSolver();
            Solution solution =
                    solver.findOptimalSolution(
                            objective,
                            most,
                            new TimeCounter(model, Math.max(1, end - System.nanoTime())));
            if (solver.isStopCriterionMet()) {
                throw new SolverOutOfTime();
            }
            solver.reset();
            model.clearObjective();
            return solution;
        }

        void fix(IntVar criterion, int value) {
            model.arithm(criterion, "=", value).post();
        }

        int[] chosen(Solution solution) {
            return Arrays.stream(slots).mapToInt(solution::getIntVal).toArray();
        }
    }
}
