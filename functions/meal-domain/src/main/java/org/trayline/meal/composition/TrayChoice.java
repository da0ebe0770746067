package org.trayline.meal.composition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.SearchSpace.Order;

/// The one tray that comes first by the eight criteria.
///
/// Criterion after criterion is fixed at the least that any tray reaches; what is left for a search
/// is small.
final class TrayChoice {
    private final TrayTable table;
    private final TrayBounds bounds;
    private final long fifty;
    private final long target;

    private int @Nullable [] passedOver;

    TrayChoice(TrayTable table, TrayBounds bounds, int targetKcal) {
        this.table = table;
        this.bounds = bounds;
        this.fifty = table.kcal(50);
        this.target = table.kcal(targetKcal);
    }

    /// The best tray but this one.
    Optional<int[]> bestBut(int[] tray) {
        passedOver = tray;
        return best();
    }

    /// The items by slot; empty where no tray is within the bounds.
    Optional<int[]> best() {
        Optional<SearchSpace> all =
                SearchSpace.of(table, bounds, Order.BEST_FIRST, table.discontent());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        // Mostly there is a tray that is the best possible in criteria 1 to 4.
        long leastDiscontent = all.get().rest(table.discontent(), false)[0];
        Optional<int[]> ideal = best(0, leastDiscontent);
        if (ideal.isPresent()
                || AnyTray.in(table, bounds, Order.BEST_FIRST, passedOver).isEmpty()) {
            return ideal;
        }
        long steps = leastDistance(all.get()) / (3 * fifty);
        while (true) {
            long farthest = 3 * fifty * (steps + 1) - 1;
            Optional<int[]> some = some(farthest, Amounts.UNLIMITED);
            if (some.isPresent()) {
                return firstOf(3 * steps, leastDiscontent(some.get(), farthest));
            }
            steps++;
        }
    }

    /// The least of criteria 2 and 3 so near to the target.
    private long leastDiscontent(int[] tray, long farthest) {
        long discontent = sum(tray, table.discontent());
        Optional<int[]> better = some(farthest, discontent - 1);
        return better.isPresent() ? leastDiscontent(better.get(), farthest) : discontent;
    }

    /// By criteria 4 and following, where some tray is within the other bounds.
    ///
    /// @param fifties the least that criterion 4 can be
    private Optional<int[]> firstOf(long fifties, long discontent) {
        Optional<int[]> best = best(fifties, discontent);
        return best.isPresent() ? best : firstOf(fifties + 1, discontent);
    }

    /// By criteria 5 and following, of the trays that are no worse in the others.
    private Optional<int[]> best(long fifties, long discontent) {
        long farthest = fifty * (fifties + 1) - 1;
        TrayBounds within = within(bounds, farthest, discontent);
        Incumbent incumbent = new Incumbent(farthest);
        Optional<int[]> best =
                BestTray.find(table, within, table.expense(), target, incumbent, passedOver);
        if (best.isEmpty()) {
            return best;
        }
        within.atMost(table.expense(), incumbent.objective());
        if (incumbent.crowded()) {
            return firstById(within, nearest(within, incumbent.distance()));
        }
        return incumbent.tied() ? firstById(within, incumbent.distance()) : best;
    }

    /// The least of criterion 7: in ever wider circles around the target until there is a tray,
    /// then from tray to nearer tray.
    ///
    /// @param farthest how far some tray is
    private long nearest(TrayBounds within, long farthest) {
        for (long circle = 0; circle < farthest; circle = 2 * circle + 1) {
            Optional<int[]> some = inCircle(within, circle);
            if (some.isPresent()) {
                return nearest(within, some.get());
            }
        }
        return farthest;
    }

    private long nearest(TrayBounds within, int[] tray) {
        long distance = Math.abs(sum(tray, TrayTable.KCAL) - target);
        Optional<int[]> nearer = inCircle(within, distance - 1);
        return nearer.isPresent() ? nearest(within, nearer.get()) : distance;
    }

    private Optional<int[]> inCircle(TrayBounds within, long distance) {
        TrayBounds circle = within(within, distance, Amounts.UNLIMITED);
        return AnyTray.in(table, circle, Order.BEST_FIRST, passedOver);
    }

    /// By criterion 8, of the trays that are the same in criteria 1 to 7.
    private Optional<int[]> firstById(TrayBounds within, long distance) {
        return AnyTray.in(
                table, within(within, distance, Amounts.UNLIMITED), Order.BY_ID, passedOver);
    }

    private Optional<int[]> some(long farthest, long discontent) {
        return AnyTray.in(
                table, within(bounds, farthest, discontent), Order.BEST_FIRST, passedOver);
    }

    private long sum(int[] tray, int row) {
        long sum = 0;
        for (int item : tray) {
            sum += table.amount(item, row);
        }
        return sum;
    }

    private long leastDistance(SearchSpace space) {
        long least = space.rest(TrayTable.KCAL, false)[0];
        long most = space.rest(TrayTable.KCAL, true)[0];
        return Math.max(0, Math.max(least - target, target - most));
    }

    private TrayBounds within(TrayBounds wider, long distance, long discontent) {
        TrayBounds narrower = wider.copy();
        narrower.atLeast(TrayTable.KCAL, target - distance);
        narrower.atMost(TrayTable.KCAL, target + distance);
        narrower.atMost(table.discontent(), discontent);
        return narrower;
    }
}
