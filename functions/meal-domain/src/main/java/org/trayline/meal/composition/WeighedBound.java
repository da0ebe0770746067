package org.trayline.meal.composition;

import java.util.Arrays;

/// All bounds as one: each weighed, then added up (Lagrange; weights by subgradient ascent). What
/// no bound shows by itself, such as that there is not enough protein where there is little
/// sodium, the sum may show.
///
/// In floating point: a tray is ruled out only where the sum is beyond what rounding can have done,
/// and what is found is summed up in whole numbers. Java rounds alike on every machine, so that a
/// search goes the same way everywhere.
final class WeighedBound {
    /// How far a step of the ascent aims, as a part of what the objective differs by.
    private static final double SMALLEST_CLIMB = 1e-3;

    private static final double LARGEST_CLIMB = 0.3;

    /// Where it aims without an objective: the sum of no tray is above zero.
    private static final double ABOVE_ZERO = 0.02;

    /// More than the rounding of all sums here comes to, as a part of the largest of them.
    private static final double ROUNDING = 1e-11;

    private final int rows;

    private final boolean anyTray;

    /// How large one part of each row is, the amounts in such parts, and the largest of them.
    private final double[] unit;

    private final double[][] parts;
    private final double[] largestPart;
    private final double[][] objective;
    private final double largestObjective;

    /// What a sum of the objective differs by.
    private final double spread;

    private final double[] least;
    private final double[] most;
    private final double[] slope;
    private final double[] weights;

    /// The rows that weigh, [#weighing] of them.
    private final int[] weighingRow;

    private int weighing;

    /// By slot, what the best option comes to by the weights.
    private final double[] smallest;

    /// Of the options that a level has left, slot after slot: what each costs, its parts row by
    /// row, and what it comes to by the weights. Laid out so that a step is a few long sums.
    private final double[] costs;

    private final double[][] columns;
    private final double[] sums;
    private int size;

    /// By slot and option, what it came to in the last step.
    private final double[][] values;

    double bound;

    /// @param root narrowed
    /// @param anyTray whether any tray will do and there is no objective
    WeighedBound(SearchSpace space, Level root, boolean anyTray) {
        this.rows = space.rows;
        this.anyTray = anyTray;
        unit = new double[rows];
        largestPart = new double[rows];
        for (int row = 0; row < rows; row++) {
            unit[row] = Math.max(1, root.range(row));
        }
        parts = new double[space.slots][];
        objective = new double[space.slots][];
        values = new double[space.slots][];
        double sumOfSpreads = 0;
        double largest = 0;
        for (int slot = 0; slot < space.slots; slot++) {
            parts[slot] = new double[space.amounts[slot].length];
            objective[slot] = new double[space.objective[slot].length];
            values[slot] = new double[objective[slot].length];
            double slotLeast = Double.MAX_VALUE;
            double slotMost = -Double.MAX_VALUE;
            for (int i = 0; i < root.counts[slot]; i++) {
                int option = root.options[slot][i];
                double value = space.objective[slot][option];
                objective[slot][option] = value;
                slotLeast = Math.min(slotLeast, value);
                slotMost = Math.max(slotMost, value);
                for (int row = 0; row < rows; row++) {
                    double part = space.amounts[slot][option * rows + row] / unit[row];
                    parts[slot][option * rows + row] = part;
                    largestPart[row] = Math.max(largestPart[row], part);
                }
            }
            sumOfSpreads += slotMost - slotLeast;
            largest = Math.max(largest, Math.max(Math.abs(slotLeast), Math.abs(slotMost)));
        }
        spread = Math.max(1, sumOfSpreads);
        largestObjective = largest;
        least = new double[rows];
        most = new double[rows];
        slope = new double[rows];
        weights = new double[rows];
        weighingRow = new int[rows];
        smallest = new double[space.slots];
        costs = new double[root.size()];
        columns = new double[rows][costs.length];
        sums = new double[costs.length];
    }

    /// Finds weights for which no tray of a level comes to little, and leaves out the options with
    /// which a tray comes to more than is wanted.
    ///
    /// @param level narrowed
    /// @param best weights to begin with, and those that were found
    /// @param wanted the most that the objective may come to; 0 where any tray will do
    /// @return whether a wanted tray may be left
    boolean leaveOut(Level level, double[] best, int steps, double wanted) {
        boolean weighs = begin(level, best);
        layOut(level);
        double highest = Double.NEGATIVE_INFINITY;
        double reach = spread;
        int since = 0;
        boolean atBest = false;
        for (int step = 0; step < steps; step++) {
            evaluate(level);
            // Without an objective, no weights at all say nothing.
            atBest = bound > highest && (weighs || !anyTray);
            weighs = true;
            if (step == 0) {
                reach = Math.clamp(wanted - bound, SMALLEST_CLIMB * spread, LARGEST_CLIMB * spread);
            }
            if (atBest) {
                highest = bound;
                System.arraycopy(weights, 0, best, 0, rows);
                since = 0;
                if (bound > wanted + rounding(level)) {
                    return false;
                }
            } else if (!anyTray && ++since == 4) {
                since = 0;
                reach /= 2;
                System.arraycopy(best, 0, weights, 0, rows);
                continue;
            }
            double height = anyTray ? ABOVE_ZERO - bound : highest + reach - bound;
            if (step < steps - 1 && !climb(level, height)) {
                break;
            }
        }
        if (!atBest) {
            System.arraycopy(best, 0, weights, 0, rows);
            evaluate(level);
        }
        return leaveOut(level, wanted);
    }

    /// @return whether any bound weighs
    private boolean begin(Level level, double[] best) {
        boolean weighs = false;
        Arrays.fill(weights, 0);
        for (int i = 0; i < level.bindingCount; i++) {
            int row = level.binding[i];
            most[row] = level.most[row] / unit[row];
            least[row] = level.least[row] / unit[row];
            if (best[row] > 0 ? level.bindsAbove(row) : level.bindsBelow(row)) {
                weights[row] = best[row];
            }
            weighs |= weights[row] != 0;
        }
        System.arraycopy(weights, 0, best, 0, rows);
        return weighs;
    }

    private void layOut(Level level) {
        size = 0;
        for (int i = 0; i < level.open; i++) {
            int slot = level.slots[i];
            for (int j = 0; j < level.counts[slot]; j++) {
                int option = level.options[slot][j];
                costs[size] = objective[slot][option];
                for (int k = 0; k < level.bindingCount; k++) {
                    int row = level.binding[k];
                    columns[row][size] = parts[slot][option * rows + row];
                }
                size++;
            }
        }
    }

    /// The least weighed sum, and its slope.
    private void evaluate(Level level) {
        System.arraycopy(costs, 0, sums, 0, size);
        weighing = 0;
        for (int i = 0; i < level.bindingCount; i++) {
            int row = level.binding[i];
            slope[row] = 0;
            if (weights[row] != 0) {
                weighingRow[weighing++] = row;
                add(weights[row], columns[row]);
            }
        }
        double value = level.objective;
        int from = 0;
        for (int i = 0; i < level.open; i++) {
            int slot = level.slots[i];
            int at = smallest(from, level.counts[slot]);
            smallest[slot] = sums[at];
            value += sums[at];
            for (int j = 0; j < level.bindingCount; j++) {
                int row = level.binding[j];
                slope[row] += columns[row][at];
            }
            from += level.counts[slot];
        }
        for (int i = 0; i < level.bindingCount; i++) {
            int row = level.binding[i];
            double weight = weights[row];
            double side;
            if (weight == 0) {
                side = Math.max(least[row], Math.min(slope[row], most[row]));
            } else {
                side = weight > 0 ? most[row] : least[row];
                value -= weight * side;
            }
            slope[row] -= side;
        }
        bound = value;
    }

    private void add(double weight, double[] column) {
        for (int i = 0; i < size; i++) {
            sums[i] += weight * column[i];
        }
    }

    private int smallest(int from, int count) {
        int at = from;
        for (int i = from + 1; i < from + count; i++) {
            if (sums[i] < sums[at]) {
                at = i;
            }
        }
        return at;
    }

    /// @return whether there is a slope
    private boolean climb(Level level, double height) {
        double square = 0;
        for (int i = 0; i < level.bindingCount; i++) {
            double along = slope[level.binding[i]];
            square += along * along;
        }
        if (square == 0) {
            return false;
        }
        double length = height / square;
        double norm = 0;
        for (int i = 0; i < level.bindingCount; i++) {
            int row = level.binding[i];
            double weight = weights[row];
            double next = weight + length * slope[row];
            // A weight that changes its sign changes the side of the bound: stop between.
            weights[row] = next * weight < 0 ? 0 : next;
            norm += weights[row] * weights[row];
        }
        if (anyTray && norm > 0) {
            // Without an objective only the direction counts.
            double one = Math.sqrt(norm);
            for (int i = 0; i < level.bindingCount; i++) {
                weights[level.binding[i]] /= one;
            }
        }
        return true;
    }

    private boolean leaveOut(Level level, double wanted) {
        double room = wanted + rounding(level) - bound;
        boolean left = true;
        int at = 0;
        for (int i = 0; i < level.open; i++) {
            int slot = level.slots[i];
            int[] options = level.options[slot];
            int kept = 0;
            for (int j = 0; j < level.counts[slot]; j++) {
                double value = sums[at++];
                values[slot][options[j]] = value;
                if (value - smallest[slot] <= room) {
                    options[kept++] = options[j];
                }
            }
            level.counts[slot] = kept;
            left &= kept > 0;
        }
        return left;
    }

    private double rounding(Level level) {
        double largest = Math.abs((double) level.objective) + level.open * largestObjective;
        for (int i = 0; i < weighing; i++) {
            int row = weighingRow[i];
            double side = Math.abs(weights[row] > 0 ? most[row] : least[row]);
            largest += Math.abs(weights[row]) * (level.open * largestPart[row] + side);
        }
        return ROUNDING * largest;
    }

    /// How much more a tray comes to with this option than with the best of its slot, by the
    /// weights that were found last.
    double excess(int slot, int option) {
        return values[slot][option] - smallest[slot];
    }

    /// What a tray with this option comes to at least.
    double with(Level level, int slot, int option) {
        return bound + excess(slot, option) - rounding(level);
    }
}
