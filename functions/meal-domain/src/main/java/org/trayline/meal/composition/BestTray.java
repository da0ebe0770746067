package org.trayline.meal.composition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The best tray of a space by criteria 5 to 7, by depth-first branch and bound.
final class BestTray {
    private final SearchSpace space;
    private final long target;
    private final Incumbent incumbent;
    private final Relaxation relaxation;
    private final Column kcal;
    private final Column expense;
    private final Column guide;

    private final long[][] sums;
    private final long[][] floors;
    private final long[][] ceilings;
    private final int[] chosen;
    private final boolean[] used;
    private long mostGuide;
    private int @Nullable [] best;

    private BestTray(
            SearchSpace space, int guide, Relaxation relaxation, long target, Incumbent incumbent) {
        this.space = space;
        this.target = target;
        this.incumbent = incumbent;
        this.relaxation = relaxation;
        kcal = new Column(space, TrayTable.KCAL);
        expense = new Column(space, space.table.expense());
        this.guide = new Column(space, guide);
        sums = new long[space.depths + 1][space.rows];
        floors = new long[space.depths][space.rows];
        ceilings = new long[space.depths][space.rows];
        chosen = new int[space.depths];
        used = new boolean[space.table.empty() + 1];
        mostGuide = incumbent.found() ? relaxation.most(incumbent.expense()) : Amounts.UNLIMITED;
    }

    /// The items by slot; empty where no tray of the space is better than the incumbent.
    ///
    /// @param guide the row of the relaxation, by which the options of the space are ordered
    static Optional<int[]> find(
            SearchSpace space, int guide, Relaxation relaxation, long target, Incumbent incumbent) {
        BestTray search = new BestTray(space, guide, relaxation, target, incumbent);
        search.descend(0, 0, 0, 0);
        return Optional.ofNullable(search.best);
    }

    private void descend(int depth, long kcalSum, long expenseSum, long guideSum) {
        if (depth == space.depths) {
            offer(expenseSum, Math.abs(kcalSum - target));
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
            long newExpense = expenseSum + expense.amounts[depth][option];
            long window = incumbent.window(newExpense + expense.restLeast[depth + 1]);
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
            descend(depth + 1, newKcal, newExpense, newGuide);
            used[item] = false;
        }
    }

    private void offer(long expenseSum, long distance) {
        if (incumbent.offer(expenseSum, distance)) {
            best = chosen.clone();
            mostGuide = relaxation.most(expenseSum);
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
