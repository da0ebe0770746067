package org.trayline.meal.composition;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.SearchSpace.Order;

/// The tray of a space that comes to the least in one row, the objective, and then is nearest to
/// the target: by depth-first branch and bound.
final class BestTray {
    private final SearchSpace space;
    private final long target;
    private final Incumbent incumbent;
    private final Relaxation relaxation;
    private final Column kcal;
    private final Column objective;
    private final Column guide;

    private final long[][] sums;
    private final long[][] floors;
    private final long[][] ceilings;
    private final int[] chosen;
    private final boolean[] used;
    private final int @Nullable [] passedOver;
    private long mostGuide = Amounts.UNLIMITED;
    private int @Nullable [] best;

    private BestTray(
            SearchSpace space, Goal goal, Incumbent incumbent, int @Nullable [] passedOver) {
        this.passedOver = passedOver;
        this.space = space;
        this.target = goal.target();
        this.incumbent = incumbent;
        this.relaxation = goal.relaxation();
        kcal = new Column(space, TrayTable.KCAL);
        objective = new Column(space, goal.objective());
        guide = new Column(space, goal.guide());
        sums = new long[space.depths + 1][space.rows];
        floors = new long[space.depths][space.rows];
        ceilings = new long[space.depths][space.rows];
        chosen = new int[space.depths];
        used = new boolean[space.table.empty() + 1];
    }

    /// @param objective the row whose least sum is looked for
    /// @param relaxation for that row
    /// @param guide the row of the relaxation, by which the options of the space are ordered
    private record Goal(int objective, Relaxation relaxation, int guide, long target) {}

    /// The items by slot; empty where no tray is within the bounds and the incumbent's reach.
    static Optional<int[]> find(
            TrayTable table,
            TrayBounds bounds,
            int objective,
            long target,
            Incumbent incumbent,
            int @Nullable [] passedOver) {
        Optional<SearchSpace> found = SearchSpace.of(table, bounds, Order.BEST_FIRST, objective);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SearchSpace space = found.get();
        Goal goal = new Goal(objective, Relaxation.unweighed(table, objective), objective, target);
        if (space.size() > Relaxation.WORTHWHILE) {
            Optional<Relaxation> weighed = Relaxation.of(space, objective);
            if (weighed.isPresent()) {
                goal = new Goal(objective, weighed.get(), table.rows(), target);
                long most = Math.min(bounds.most(objective), space.rest(objective, true)[0]);
                found = space.under(weighed.get(), weighed.get().most(most), Order.BEST_FIRST);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                space = found.get();
            }
        }
        BestTray search = new BestTray(space, goal, incumbent, passedOver);
        search.descend(0, 0, 0, 0);
        return Optional.ofNullable(search.best);
    }

    private void descend(int depth, long kcalSum, long objectiveSum, long guideSum) {
        if (depth == space.depths) {
            if (!Arrays.equals(chosen, passedOver)) {
                offer(objectiveSum, Math.abs(kcalSum - target));
            }
            return;
        }
        int rows = space.rows;
        long[] sum = sums[depth];
        long[] amounts = space.amounts[depth];
        int[] items = space.items[depth];
        long[] floor = floors[depth];
        long[] ceiling = ceilings[depth];
        for (int row = 0; row < rows; row++) {
            floor[row] = space.least[row] - space.restMost[depth + 1][row] - sum[row];
            ceiling[row] = space.most[row] - space.restLeast[depth + 1][row] - sum[row];
        }
        long[] next = sums[depth + 1];
        for (int option = 0; option < items.length; option++) {
            long newGuide = guideSum + guide.amounts[depth][option];
            if (newGuide + guide.restLeast[depth + 1] > mostGuide) {
                // Options come by the guide: those after it cannot be better either.
                return;
            }
            long newObjective = objectiveSum + objective.amounts[depth][option];
            long window = incumbent.window(newObjective + objective.restLeast[depth + 1]);
            long newKcal = kcalSum + kcal.amounts[depth][option];
            int item = items[option];
            if (window < 0
                    || newKcal + kcal.restLeast[depth + 1] > target + window
                    || newKcal + kcal.restMost[depth + 1] < target - window
                    || used[item]
                    || !AnyTray.within(amounts, option * rows, floor, ceiling)) {
                continue;
            }
            for (int row = 0; row < rows; row++) {
                next[row] = sum[row] + amounts[option * rows + row];
            }
            chosen[space.slotAt[depth]] = item;
            used[item] = space.table.inSeveralSlots(item);
            descend(depth + 1, newKcal, newObjective, newGuide);
            used[item] = false;
        }
    }

    private void offer(long objectiveSum, long distance) {
        if (incumbent.offer(objectiveSum, distance)) {
            best = chosen.clone();
            mostGuide = relaxation.most(objectiveSum);
        }
    }

    /// One row of a space, and what the slots from each depth on add to it.
    private static final class Column {
        private final long[][] amounts;
        private final long[] restLeast;
        private final long[] restMost;

        Column(SearchSpace space, int row) {
            amounts = space.column(row);
            restLeast = space.rest(row, false);
            restMost = space.rest(row, true);
        }
    }
}
