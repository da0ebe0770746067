package org.trayline.meal.composition;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A depth-first search through a space: slot by slot, the options first that promise most, with
/// whatever the bounds rule out left out at every level (branch and bound).
final class TraySearch {
    /// Steps in the ascent of the weights, at the start and at the levels below.
    private static final int FIRST_STEPS = 40;

    private static final int STEPS = 8;

    enum Order {
        /// The slot with the fewest options left, the most promising of them first.
        BEST_FIRST,
        /// By slot and recipe id, so that the first tray found comes first by ids.
        BY_ID
    }

    private final SearchSpace space;
    private final Order order;
    private final long target;
    private final Wanted wanted;
    private final int @Nullable [] passedOver;
    private final StepBudget budget;
    private final Causes causes;
    private final boolean anyTray;

    private final Level[] levels;
    private final double[][] weights;
    private final double[][] keys;
    private final int[][] sorted;
    private final int[] chosen;
    private final long[] least;
    private final long[] most;
    private @Nullable WeighedBound bound;

    /// @param target in the units of the kcal row
    /// @param passedOver a tray that is not to be found
    TraySearch(
            SearchSpace space,
            Order order,
            long target,
            Wanted wanted,
            int @Nullable [] passedOver,
            StepBudget budget) {
        this.space = space;
        this.order = order;
        this.target = target;
        this.wanted = wanted;
        this.passedOver = passedOver;
        this.budget = budget;
        this.causes = new Causes(space);
        this.anyTray = wanted instanceof Any;
        int slots = space.slots;
        levels = new Level[slots + 1];
        weights = new double[slots + 1][space.rows];
        keys = new double[slots + 1][];
        sorted = new int[slots + 1][];
        chosen = new int[slots];
        least = new long[space.rows];
        most = new long[space.rows];
    }

    /// Offers trays to what is wanted until it has what it wants or none is left.
    ///
    /// @return the bounds that ruled out what was not offered
    /// @throws StepBudget.Exhausted where the budget ends before
    Causes run() {
        for (int[] items : space.items) {
            if (items.length == 0) {
                return causes;
            }
        }
        for (int row = 0; row < space.rows; row++) {
            if (space.least[row] > space.most[row]) {
                causes.least(row);
                causes.most(row);
                return causes;
            }
        }
        Level root = level(0);
        root.begin();
        budget.take(root.size());
        if (root.narrow(causes)) {
            bound = new WeighedBound(space, root, anyTray);
            descend(0, Double.NEGATIVE_INFINITY);
        }
        return causes;
    }

    private Level level(int depth) {
        Level level = levels[depth];
        if (level == null) {
            level = new Level(space);
            levels[depth] = level;
            keys[depth] = new double[space.longestSlot];
            sorted[depth] = new int[space.longestSlot];
        }
        return level;
    }

    /// @return whether the search may end
    private boolean descend(int depth, double comesTo) {
        Level level = level(depth);
        if (level.open == 0) {
            return offer(level.objective, level.kcal);
        }
        budget.take(level.size());
        if (!level.narrow(causes)) {
            return false;
        }
        if (level.open <= 2) {
            return finish(level, depth, comesTo);
        }
        WeighedBound weighed = Objects.requireNonNull(bound);
        int steps = depth == 0 ? FIRST_STEPS : STEPS;
        budget.take(level.size() * steps);
        if (depth > 0) {
            System.arraycopy(weights[depth - 1], 0, weights[depth], 0, space.rows);
        }
        int before = level.size();
        boolean left = weighed.leaveOut(level, weights[depth], steps, (double) most());
        if (!left || level.size() < before) {
            blame(depth);
        }
        if (!left) {
            return false;
        }
        int slot = next(level);
        int count = sort(level, slot, depth);
        Level below = level(depth + 1);
        for (int i = 0; i < count; i++) {
            if (keys[depth][i] > most()) {
                blame(depth);
                if (order == Order.BEST_FIRST) {
                    return false;
                }
                continue;
            }
            int option = sorted[depth][i];
            below.fill(level, slot, option);
            chosen[slot] = space.items[slot][option];
            if (descend(depth + 1, keys[depth][i])) {
                return true;
            }
        }
        return false;
    }

    private int next(Level level) {
        int next = level.slots[0];
        if (order == Order.BEST_FIRST) {
            for (int i = 1; i < level.open; i++) {
                if (level.counts[level.slots[i]] < level.counts[next]) {
                    next = level.slots[i];
                }
            }
        }
        return next;
    }

    /// Copies the options left of a slot in the order in which they are tried.
    ///
    /// @return how many
    private int sort(Level level, int slot, int depth) {
        WeighedBound weighed = Objects.requireNonNull(bound);
        int count = level.counts[slot];
        int[] into = sorted[depth];
        double[] key = keys[depth];
        for (int i = 0; i < count; i++) {
            int option = level.options[slot][i];
            double value = weighed.with(level, slot, option);
            int at = i;
            while (order == Order.BEST_FIRST && at > 0 && key[at - 1] > value) {
                key[at] = key[at - 1];
                into[at] = into[at - 1];
                at--;
            }
            key[at] = value;
            into[at] = option;
        }
        return count;
    }

    /// Fills the last slot or the last two.
    ///
    /// @param comesTo what the trays of this level come to at least by the weights above
    private boolean finish(Level level, int depth, double comesTo) {
        int last = level.slots[level.open - 1];
        sortByExcess(level, last);
        if (level.open == 1) {
            System.arraycopy(level.least, 0, least, 0, space.rows);
            System.arraycopy(level.most, 0, most, 0, space.rows);
            return fillLast(level, depth, last, -1, comesTo, level.objective, level.kcal);
        }
        int other = level.slots[0];
        sortByExcess(level, other);
        double leastOfLast = excess(last, level.options[last][0]);
        long leastObjective = level.leastObjective(last);
        for (int i = 0; i < level.counts[other]; i++) {
            int option = level.options[other][i];
            double with = comesTo + excess(other, option);
            if (with + leastOfLast > most()) {
                blame(depth - 1);
                if (order == Order.BEST_FIRST) {
                    return false;
                }
                continue;
            }
            long objective = level.objective + space.objective[other][option];
            if (wanted.window(objective + leastObjective) < 0) {
                continue;
            }
            int at = option * space.rows;
            for (int j = 0; j < level.bindingCount; j++) {
                int row = level.binding[j];
                long amount = space.amounts[other][at + row];
                least[row] = level.least[row] - amount;
                most[row] = level.most[row] - amount;
            }
            int item = space.items[other][option];
            chosen[other] = item;
            int taken = space.table.inSeveralSlots(item) ? item : -1;
            long kcal = level.kcal + space.kcal[other][option];
            if (fillLast(level, depth, last, taken, with, objective, kcal)) {
                return true;
            }
        }
        return false;
    }

    /// @param taken an item that is on the tray already, or -1
    private boolean fillLast(
            Level level,
            int depth,
            int slot,
            int taken,
            double comesTo,
            long objective,
            long kcal) {
        int[] options = level.options[slot];
        int count = level.counts[slot];
        for (int i = 0; i < count; i++) {
            int option = options[i];
            if (comesTo + excess(slot, option) > most()) {
                blame(depth - 1);
                if (order == Order.BEST_FIRST) {
                    budget.take(i + 1);
                    return false;
                }
                continue;
            }
            long sum = objective + space.objective[slot][option];
            long distance = Math.abs(kcal + space.kcal[slot][option] - target);
            int item = space.items[slot][option];
            if (distance <= wanted.window(sum) && item != taken && isWithin(level, slot, option)) {
                chosen[slot] = item;
                if (!Arrays.equals(chosen, passedOver) && wanted.offer(chosen, sum, distance)) {
                    return true;
                }
            }
        }
        budget.take(count);
        return false;
    }

    /// No tray of the space comes to more than its largest.
    private long most() {
        return Math.min(wanted.most(), space.largestObjective);
    }

    private double excess(int slot, int option) {
        return bound == null ? 0 : bound.excess(slot, option);
    }

    /// Notes the bounds that weigh at a level.
    private void blame(int depth) {
        for (int row = 0; row < space.rows; row++) {
            if (weights[depth][row] > 0) {
                causes.most(row);
            } else if (weights[depth][row] < 0) {
                causes.least(row);
            }
        }
    }

    private void sortByExcess(Level level, int slot) {
        if (order == Order.BY_ID) {
            return;
        }
        int[] options = level.options[slot];
        for (int i = 1; i < level.counts[slot]; i++) {
            int option = options[i];
            double value = excess(slot, option);
            int at = i;
            while (at > 0 && excess(slot, options[at - 1]) > value) {
                options[at] = options[at - 1];
                at--;
            }
            options[at] = option;
        }
    }

    private boolean isWithin(Level level, int slot, int option) {
        int at = option * space.rows;
        long[] amounts = space.amounts[slot];
        for (int i = 0; i < level.bindingCount; i++) {
            int row = level.binding[i];
            long amount = amounts[at + row];
            if (amount > most[row]) {
                causes.most(row);
                return false;
            }
            if (amount < least[row]) {
                causes.least(row);
                return false;
            }
        }
        return true;
    }

    private boolean offer(long objective, long kcal) {
        long distance = Math.abs(kcal - target);
        return distance <= wanted.window(objective)
                && !Arrays.equals(chosen, passedOver)
                && wanted.offer(chosen, objective, distance);
    }
}
