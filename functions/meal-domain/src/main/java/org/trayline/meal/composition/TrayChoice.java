package org.trayline.meal.composition;

import java.util.Optional;
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

    private TrayChoice(TrayTable table, TrayBounds bounds, int targetKcal) {
        this.table = table;
        this.bounds = bounds;
        this.fifty = table.kcal(50);
        this.target = table.kcal(targetKcal);
    }

    /// The items by slot; empty where no tray is within the bounds.
    static Optional<int[]> best(TrayTable table, TrayBounds bounds, int targetKcal) {
        return new TrayChoice(table, bounds, targetKcal).best();
    }

    private Optional<int[]> best() {
        Optional<SearchSpace> all = SearchSpace.of(table, bounds, Order.BEST_FIRST);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        // Mostly there is a tray that is the best possible in criteria 1 to 4.
        long leastDiscontent = all.get().rest(table.discontent(), false)[0];
        Optional<int[]> ideal = best(within(bounds, fifty - 1, leastDiscontent), fifty - 1);
        if (ideal.isPresent() || !AnyTray.isIn(table, bounds)) {
            return ideal;
        }
        long steps = leastDistance(all.get()) / (3 * fifty);
        while (true) {
            long farthest = 3 * fifty * (steps + 1) - 1;
            Optional<int[]> some = AnyTray.in(table, within(bounds, farthest, Amounts.UNLIMITED));
            if (some.isPresent()) {
                return best(3 * steps, leastDiscontent(some.get(), farthest));
            }
            steps++;
        }
    }

    /// Criteria 4 and following.
    ///
    /// @param fifties the least that criterion 4 can be
    private Optional<int[]> best(long fifties, long discontent) {
        long farthest = fifty * (fifties + 1) - 1;
        Optional<int[]> best = best(within(bounds, farthest, discontent), farthest);
        return best.isPresent() ? best : best(fifties + 1, discontent);
    }

    /// Criteria 5 and following.
    private Optional<int[]> best(TrayBounds within, long farthest) {
        Optional<SearchSpace> found = SearchSpace.of(table, within, Order.BEST_FIRST);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SearchSpace space = found.get();
        Incumbent incumbent = new Incumbent(farthest);
        Relaxation relaxation = Relaxation.unweighed(table, table.expense());
        int guide = table.expense();
        if (space.size() > 1000) {
            Optional<Relaxation> weighed = Relaxation.of(space, table.expense());
            if (weighed.isPresent()) {
                relaxation = weighed.get();
                guide = table.rows();
                space = space.under(relaxation, Amounts.UNLIMITED, Order.BEST_FIRST).orElseThrow();
            }
        }
        Optional<int[]> best = BestTray.find(space, guide, relaxation, target, incumbent);
        return incumbent.tied() ? firstById(within, incumbent) : best;
    }

    /// Of the trays that are the same in criteria 1 to 7.
    private Optional<int[]> firstById(TrayBounds within, Incumbent incumbent) {
        TrayBounds same = within.copy();
        same.atLeast(TrayTable.KCAL, target - incumbent.distance());
        same.atMost(TrayTable.KCAL, target + incumbent.distance());
        same.atMost(table.expense(), incumbent.expense());
        return SearchSpace.of(table, same, Order.BY_ID).flatMap(AnyTray::first);
    }

    /// The least of criteria 2 and 3 so near to the target.
    private long leastDiscontent(int[] tray, long farthest) {
        long discontent = discontent(tray);
        Optional<int[]> better = AnyTray.in(table, within(bounds, farthest, discontent - 1));
        return better.isPresent() ? leastDiscontent(better.get(), farthest) : discontent;
    }

    private long discontent(int[] tray) {
        long sum = 0;
        for (int item : tray) {
            sum += table.amount(item, table.discontent());
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
