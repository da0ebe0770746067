package org.trayline.meal.composition;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.FirstTwo.Place;
import org.trayline.meal.composition.TraySearch.Order;

/// The two trays that come first by the eight criteria.
///
/// Criterion after criterion is fixed at the least that any tray reaches; what is left for a search
/// is small.
final class TrayChoice {
    private final TrayTable table;
    private final TrayBounds bounds;
    private final StepBudget budget;
    private final long fifty;
    private final long target;

    TrayChoice(TrayTable table, TrayBounds bounds, int targetKcal, StepBudget budget) {
        this.table = table;
        this.bounds = bounds;
        this.budget = budget;
        this.fifty = table.kcal(50);
        this.target = table.kcal(targetKcal);
    }

    /// The two, as items by slot.
    static final class Trays {
        final int[] best;

        /// Null where there is no other, or none was found.
        final int @Nullable [] next;

        /// Whether the search for the next one was ended at the budget.
        final boolean gaveUp;

        private Trays(int[] best, int @Nullable [] next, boolean gaveUp) {
            this.best = best;
            this.next = next;
            this.gaveUp = gaveUp;
        }
    }

    /// What criteria 1 to 4 leave.
    ///
    /// @param fifties criterion 4, and a third of it criterion 1
    /// @param discontent criteria 2 and 3
    private record Band(long fifties, long discontent) {}

    /// Empty where no tray is within the bounds.
    ///
    /// @throws StepBudget.Exhausted where the budget ends before the best one is known
    Optional<Trays> firstTwo() {
        // Mostly there is a tray that is the best possible in criteria 1 to 4.
        Band band = new Band(0, leastDiscontent());
        Trays trays = in(band, null);
        if (trays == null) {
            band = firstBand(0, null);
            if (band == null) {
                return Optional.empty();
            }
            trays = in(band, null);
        }
        if (trays == null) {
            throw new IllegalStateException("a band of trays without any");
        }
        return Optional.of(
                trays.next != null || trays.gaveUp ? trays : withLater(band, trays.best));
    }

    private Trays withLater(Band band, int[] best) {
        try {
            return new Trays(best, inLaterBand(band, best), false);
        } catch (StepBudget.Exhausted _) {
            return new Trays(best, null, true);
        }
    }

    /// The best of the trays but the only one of its band.
    private int @Nullable [] inLaterBand(Band band, int[] best) {
        Band later = firstBand(band.fifties() / 3, best);
        Trays trays = later == null ? null : in(later, best);
        return trays == null ? null : trays.best;
    }

    /// The best that any tray but one is in criteria 1 to 4; null where there is none.
    ///
    /// @param steps the least that criterion 1 can be
    private @Nullable Band firstBand(long steps, int @Nullable [] but) {
        long last = 3 * steps + 2;
        List<int[]> some = any(farthest(last), Amounts.UNLIMITED, but);
        if (some.isEmpty() && any(Amounts.UNLIMITED, Amounts.UNLIMITED, but).isEmpty()) {
            return null;
        }
        while (some.isEmpty()) {
            last += 3;
            some = any(farthest(last), Amounts.UNLIMITED, but);
        }
        int[] tray = some.getFirst();
        while (!some.isEmpty()) {
            tray = some.getFirst();
            some = any(farthest(last), table.sum(tray, table.discontent()) - 1, but);
        }
        long discontent = table.sum(tray, table.discontent());
        long fifties = last - 2;
        while (distance(tray) > farthest(fifties)
                && any(farthest(fifties), discontent, but).isEmpty()) {
            fifties++;
        }
        return new Band(fifties, discontent);
    }

    /// How far from the target a tray of so many steps of 50 kcal is at most.
    private long farthest(long fifties) {
        return fifty * (fifties + 1) - 1;
    }

    /// By criteria 5 and following, of the trays of a band; null where it has none.
    private @Nullable Trays in(Band band, int @Nullable [] but) {
        long farthest = farthest(band.fifties());
        TrayBounds within = within(farthest, band.discontent());
        List<int[]> some = any(within, farthest, 2, Order.BEST_FIRST, but);
        if (some.size() < 2) {
            return some.isEmpty() ? null : new Trays(some.getFirst(), null, false);
        }
        FirstTwo two = new FirstTwo(farthest);
        for (int[] tray : some) {
            two.offer(tray, table.sum(tray, table.expense()), distance(tray));
        }
        search(within, table.expense(), Order.BEST_FIRST, two, but);
        Place first = Objects.requireNonNull(two.first());
        Place second = Objects.requireNonNull(two.second());
        if (!two.crowded()) {
            return new Trays(first.tray, second.tray, false);
        }
        int[] best =
                first.objective < second.objective
                        ? first.tray
                        : nearest(within, first.objective, but);
        if (but != null) {
            // Itself a second one: nobody asks for the third.
            return new Trays(best, null, false);
        }
        try {
            return new Trays(best, nearest(within, second.objective, best), false);
        } catch (StepBudget.Exhausted _) {
            return new Trays(best, null, true);
        }
    }

    /// Of the trays within the bounds that come to no more in criteria 5 and 6, the first by
    /// distance from the target, then by ids.
    private int[] nearest(TrayBounds band, long expense, int @Nullable [] but) {
        TrayBounds bounds = band.copy();
        bounds.atMost(table.expense(), expense);
        long circle = 0;
        List<int[]> some = any(circle(bounds, circle), circle, 1, Order.BEST_FIRST, but);
        while (some.isEmpty()) {
            circle = 2 * circle + 1;
            some = any(circle(bounds, circle), circle, 1, Order.BEST_FIRST, but);
        }
        long distance = circle;
        while (!some.isEmpty()) {
            distance = distance(some.getFirst());
            some = any(circle(bounds, distance - 1), distance - 1, 1, Order.BEST_FIRST, but);
        }
        return any(circle(bounds, distance), distance, 1, Order.BY_ID, but).getFirst();
    }

    private List<int[]> any(long farthest, long discontent, int @Nullable [] but) {
        return any(within(farthest, discontent), farthest, 1, Order.BEST_FIRST, but);
    }

    private List<int[]> any(
            TrayBounds within, long farthest, int count, Order order, int @Nullable [] but) {
        Any any = new Any(farthest, count);
        search(within, SearchSpace.NO_OBJECTIVE, order, any, but);
        return any.found();
    }

    private void search(
            TrayBounds within, int objectiveRow, Order order, Wanted wanted, int @Nullable [] but) {
        SearchSpace space = new SearchSpace(table, within, objectiveRow);
        new TraySearch(space, order, target, wanted, but, budget).run();
    }

    /// The least of criteria 2 and 3 that the options left for each slot can come to.
    private long leastDiscontent() {
        SearchSpace space = new SearchSpace(table, bounds, table.discontent());
        Level root = new Level(space);
        root.begin();
        return root.narrow(new Causes(space)) ? root.leastObjective() : 0;
    }

    private long distance(int[] tray) {
        return Math.abs(table.sum(tray, TrayTable.KCAL) - target);
    }

    private TrayBounds within(long farthest, long discontent) {
        TrayBounds narrower = circle(bounds, farthest);
        narrower.atMost(table.discontent(), discontent);
        return narrower;
    }

    private TrayBounds circle(TrayBounds wider, long distance) {
        TrayBounds narrower = wider.copy();
        narrower.atLeast(TrayTable.KCAL, target - distance);
        narrower.atMost(TrayTable.KCAL, target + distance);
        return narrower;
    }
}
