package org.trayline.meal.composition;

import java.util.Optional;

/// The best tray of a space by criteria 1 to 7, by depth-first branch and bound.
final class BestTray {
    private final SearchSpace space;
    private final long target;
    private final Incumbent incumbent;
    private final long[][] kcal;
    private final long[] restLeastKcal;
    private final long[] restMostKcal;
    private final long[][] discontent;
    private final long[] restDiscontent;
    private final long[][] expense;
    private final long[] restExpense;

    private final long[][] sums;
    private final long[][] floors;
    private final long[][] ceilings;
    private final int[] chosen;
    private final boolean[] used;
    private int @org.jspecify.annotations.Nullable [] best;

    private BestTray(SearchSpace space, long target, Incumbent incumbent) {
        this.space = space;
        this.target = target;
        this.incumbent = incumbent;
        TrayTable table = space.table;
        kcal = space.column(TrayTable.KCAL);
        restLeastKcal = space.rest(TrayTable.KCAL, false);
        restMostKcal = space.rest(TrayTable.KCAL, true);
        discontent = space.column(table.discontent());
        restDiscontent = space.rest(table.discontent(), false);
        expense = space.column(table.expense());
        restExpense = space.rest(table.expense(), false);
        sums = new long[space.depths + 1][space.rows];
        floors = new long[space.depths][space.rows];
        ceilings = new long[space.depths][space.rows];
        chosen = new int[space.depths];
        used = new boolean[table.empty() + 1];
    }

    /// The items by slot; empty where no tray of the space is better than the incumbent.
    static Optional<int[]> find(SearchSpace space, long target, Incumbent incumbent) {
        BestTray search = new BestTray(space, target, incumbent);
        search.descend(0, 0, 0, 0);
        return Optional.ofNullable(search.best);
    }

    private void descend(int depth, long kcalSum, long discontentSum, long expenseSum) {
        if (depth == space.depths) {
            if (incumbent.offer(discontentSum, expenseSum, Math.abs(kcalSum - target))) {
                best = chosen.clone();
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
            long newDiscontent = discontentSum + discontent[depth][option];
            long newExpense = expenseSum + expense[depth][option];
            long window =
                    incumbent.window(
                            newDiscontent + restDiscontent[depth + 1],
                            newExpense + restExpense[depth + 1]);
            if (window < 0) {
                // Options come by discontent, then expense: those after it cannot be better either.
                return;
            }
            long newKcal = kcalSum + kcal[depth][option];
            int item = items[option];
            if (newKcal + restLeastKcal[depth + 1] > target + window
                    || newKcal + restMostKcal[depth + 1] < target - window
                    || used[item]
                    || !AnyTray.within(amounts, option * rows, floor, ceiling)) {
                continue;
            }
            for (int row = 0; row < rows; row++) {
                next[row] = sum[row] + amounts[option * rows + row];
            }
            chosen[space.slotAt[depth]] = item;
            used[item] = space.table.inSeveralSlots(item);
            descend(depth + 1, newKcal, newDiscontent, newExpense);
            used[item] = false;
        }
    }
}
