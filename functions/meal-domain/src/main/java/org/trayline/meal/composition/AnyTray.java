package org.trayline.meal.composition;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.SearchSpace.Order;

/// Whether a space holds a tray, and the first one in its order.
final class AnyTray {
    private final SearchSpace space;
    private final long[][] sums;
    private final long[][] floors;
    private final long[][] ceilings;
    private final int[] chosen;
    private final boolean[] used;
    private final int @Nullable [] passedOver;

    private AnyTray(SearchSpace space, int @Nullable [] passedOver) {
        this.passedOver = passedOver;
        this.space = space;
        this.sums = new long[space.depths + 1][space.rows];
        this.floors = new long[space.depths][space.rows];
        this.ceilings = new long[space.depths][space.rows];
        this.chosen = new int[space.depths];
        this.used = new boolean[space.table.empty() + 1];
    }

    /// The first tray within the bounds in an order: with that of ids, the first by ids.
    static Optional<int[]> in(
            TrayTable table, TrayBounds bounds, Order order, int @Nullable [] passedOver) {
        Optional<SearchSpace> space = SearchSpace.of(table, bounds, order, table.discontent());
        if (space.isPresent() && space.get().size() > Relaxation.WORTHWHILE) {
            Optional<Relaxation> sum = Relaxation.of(space.get(), -1);
            if (sum.isPresent()) {
                space = space.get().under(sum.get(), sum.get().most(0), order);
            }
        }
        return space.flatMap(within -> first(within, passedOver));
    }

    static boolean isIn(TrayTable table, TrayBounds bounds) {
        return in(table, bounds, Order.BEST_FIRST, null).isPresent();
    }

    private static Optional<int[]> first(SearchSpace space, int @Nullable [] passedOver) {
        AnyTray search = new AnyTray(space, passedOver);
        return search.descend(0) ? Optional.of(search.chosen) : Optional.empty();
    }

    private boolean descend(int depth) {
        if (depth == space.depths) {
            return !Arrays.equals(chosen, passedOver);
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
            int item = items[option];
            if (used[item] || !within(amounts, option * rows, floor, ceiling)) {
                continue;
            }
            for (int row = 0; row < rows; row++) {
                next[row] = sum[row] + amounts[option * rows + row];
            }
            chosen[space.slotAt[depth]] = item;
            used[item] = space.table.inSeveralSlots(item);
            boolean found = descend(depth + 1);
            used[item] = false;
            if (found) {
                return true;
            }
        }
        return false;
    }

    static boolean within(long[] amounts, int from, long[] floor, long[] ceiling) {
        for (int row = 0; row < floor.length; row++) {
            long amount = amounts[from + row];
            if (amount < floor[row] || amount > ceiling[row]) {
                return false;
            }
        }
        return true;
    }
}
