package org.trayline.meal.composition;

import java.util.Optional;
import org.trayline.meal.composition.SearchSpace.Order;

/// The one tray that comes first by the eight criteria.
final class TrayChoice {
    private final TrayTable table;
    private final TrayBounds bounds;
    private final long kcalUnit;
    private final long target;

    private TrayChoice(TrayTable table, TrayBounds bounds, int targetKcal) {
        this.table = table;
        this.bounds = bounds;
        this.kcalUnit = table.kcal(1);
        this.target = table.kcal(targetKcal);
    }

    /// The items by slot; empty where no tray is within the bounds.
    static Optional<int[]> best(TrayTable table, TrayBounds bounds, int targetKcal) {
        return new TrayChoice(table, bounds, targetKcal).best();
    }

    /// Looks first where the best tray usually is. Each place holds every tray that is better than
    /// all outside it, so that a tray that is found is the best of all.
    private Optional<int[]> best() {
        Optional<SearchSpace> all = SearchSpace.of(table, bounds, Order.BEST_FIRST);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        long content = all.get().rest(table.discontent(), false)[0];
        long near = 50 * kcalUnit - 1;
        long nearby = 150 * kcalUnit - 1;
        return within(near, content)
                .or(() -> within(nearby, content))
                .or(() -> within(nearby, Amounts.UNLIMITED))
                .or(() -> best(all.get(), new Incumbent(kcalUnit, Amounts.UNLIMITED)));
    }

    private Optional<int[]> within(long distance, long discontent) {
        TrayBounds narrower = bounds.copy();
        narrower.atLeast(TrayTable.KCAL, target - distance);
        narrower.atMost(TrayTable.KCAL, target + distance);
        narrower.atMost(table.discontent(), discontent);
        return SearchSpace.of(table, narrower, Order.BEST_FIRST)
                .flatMap(space -> best(space, new Incumbent(kcalUnit, distance)));
    }

    private Optional<int[]> best(SearchSpace space, Incumbent incumbent) {
        Optional<int[]> best = BestTray.find(space, target, incumbent);
        return incumbent.tied() ? firstById(incumbent) : best;
    }

    /// Of the trays that are the same in criteria 1 to 7.
    private Optional<int[]> firstById(Incumbent incumbent) {
        TrayBounds same = bounds.copy();
        same.atLeast(TrayTable.KCAL, target - incumbent.distance());
        same.atMost(TrayTable.KCAL, target + incumbent.distance());
        same.atLeast(table.discontent(), incumbent.discontent());
        same.atMost(table.discontent(), incumbent.discontent());
        same.atLeast(table.expense(), incumbent.expense());
        same.atMost(table.expense(), incumbent.expense());
        return SearchSpace.of(table, same, Order.BY_ID).flatMap(AnyTray::first);
    }
}
