package org.trayline.meal.composition;

import java.util.Arrays;
import java.util.Optional;

/// All bounds of a space as one: each weighed, then added up (Lagrange; the weights by subgradient
/// ascent). What no bound shows by itself, such as that there is not enough protein where there is
/// little sodium, the sum may show.
///
/// It holds for whatever weights, so that they may be found in floating point: the row itself is of
/// whole numbers and exact.
final class Relaxation {
    /// Spaces of this size are searched as fast as weights for them are found.
    static final double WORTHWHILE = 1000;

    private static final int STEPS = 50;
    private static final double TIGHTER = 0.12;
    private static final long FINE = 1L << 24;
    private static final double LARGEST = 0x1p58;

    private final long[] row;
    private final long constant;
    private final long unit;

    private Relaxation(long[] row, long constant, long unit) {
        this.row = row;
        this.constant = constant;
        this.unit = unit;
    }

    /// By item, the weighed amounts and so many units of the objective.
    long[] row() {
        return row;
    }

    /// The most that the row may come to when the objective is no more than this.
    long most(long objective) {
        return constant + unit * objective;
    }

    /// The objective alone.
    static Relaxation unweighed(TrayTable table, int objective) {
        return new Relaxation(table.row(objective), 0, 1);
    }

    /// Of the options of this space; empty where weights do not help.
    ///
    /// @param objective the row whose least sum is looked for, or -1 for none: whether there is a
    ///     tray at all
    static Optional<Relaxation> of(SearchSpace space, int objective) {
        if (space.rows == 0) {
            return Optional.empty();
        }
        Ascent ascent = new Ascent(space, objective);
        ascent.run();
        if (objective < 0 && ascent.best <= 0) {
            // There may be a tray: the weights that would show that there is none if the bounds
            // were a little tighter lead to it.
            ascent.tighten();
            ascent.run();
        }
        return ascent.exact(objective);
    }

    /// Finds weights for which the least sum of weighed amounts is as large as possible.
    private static final class Ascent {
        private final SearchSpace space;
        private final int rows;
        private final double[] unit;
        private final double[][] amounts;
        private final double[][] objective;
        private final double[] least;
        private final double[] most;
        private double[] weights;
        private double[] bestWeights;
        private double best = Double.NEGATIVE_INFINITY;
        private double typical;
        private double largest;

        Ascent(SearchSpace space, int objectiveRow) {
            this.space = space;
            this.rows = space.rows;
            unit = new double[rows];
            amounts = new double[space.depths][];
            objective = new double[space.depths][];
            for (int row = 0; row < rows; row++) {
                unit[row] = Math.max(1, space.restMost[0][row] - space.restLeast[0][row]);
            }
            double spread = 0;
            double sumOfLargest = 0;
            for (int depth = 0; depth < space.depths; depth++) {
                int[] items = space.items[depth];
                objective[depth] = new double[items.length];
                double smallest = Double.MAX_VALUE;
                double largest = -Double.MAX_VALUE;
                for (int option = 0; option < items.length && objectiveRow >= 0; option++) {
                    double value = space.table.amount(items[option], objectiveRow);
                    objective[depth][option] = value;
                    smallest = Math.min(smallest, value);
                    largest = Math.max(largest, value);
                }
                spread += objectiveRow >= 0 ? largest - smallest : 0;
                sumOfLargest += objectiveRow >= 0 ? largest : 0;
                amounts[depth] = new double[items.length * rows];
                for (int i = 0; i < amounts[depth].length; i++) {
                    amounts[depth][i] = space.amounts[depth][i] / unit[i % rows];
                }
            }
            typical = Math.max(1, spread);
            this.largest = sumOfLargest;
            least = new double[rows];
            most = new double[rows];
            for (int row = 0; row < rows; row++) {
                least[row] = Math.max(space.least[row], space.restLeast[0][row]) / unit[row];
                most[row] = Math.min(space.most[row], space.restMost[0][row]) / unit[row];
            }
            weights = new double[rows];
            bestWeights = new double[rows];
        }

        void run() {
            double[] slope = new double[rows];
            double reach = 0.3 * typical;
            int since = 0;
            for (int step = 0; step < STEPS; step++) {
                double value = evaluate(slope);
                if (value > best + 1e-9 * typical) {
                    best = value;
                    bestWeights = weights.clone();
                    since = 0;
                    if (best > largest + 1e-3 * typical) {
                        // No tray comes to so much: there is none.
                        return;
                    }
                } else if (++since == 4) {
                    reach /= 2;
                    since = 0;
                    weights = bestWeights.clone();
                    continue;
                }
                double square = 0;
                for (double each : slope) {
                    square += each * each;
                }
                if (square == 0) {
                    return;
                }
                double length = (best + reach - value) / square;
                double[] next = weights.clone();
                for (int row = 0; row < rows; row++) {
                    next[row] += length * slope[row];
                    // A weight that changes its sign changes the side of the bound: stop between.
                    if (next[row] * weights[row] < 0) {
                        next[row] = 0;
                    }
                }
                weights = next;
            }
        }

        void tighten() {
            for (int row = 0; row < rows; row++) {
                if (space.most[row] < space.restMost[0][row]) {
                    most[row] -= TIGHTER;
                }
                if (space.least[row] > space.restLeast[0][row]) {
                    least[row] += TIGHTER;
                }
            }
            best = Double.NEGATIVE_INFINITY;
        }

        /// The bound at the weights, and where it grows.
        private double evaluate(double[] slope) {
            double value = 0;
            Arrays.fill(slope, 0);
            for (int depth = 0; depth < space.depths; depth++) {
                double[] of = amounts[depth];
                double[] costs = objective[depth];
                double smallest = Double.MAX_VALUE;
                int chosen = 0;
                for (int option = 0; option < costs.length; option++) {
                    double sum = costs[option];
                    for (int row = 0; row < rows; row++) {
                        sum += weights[row] * of[option * rows + row];
                    }
                    if (sum < smallest) {
                        smallest = sum;
                        chosen = option;
                    }
                }
                value += smallest;
                for (int row = 0; row < rows; row++) {
                    slope[row] += of[chosen * rows + row];
                }
            }
            for (int row = 0; row < rows; row++) {
                double weight = weights[row];
                if (weight > 0 || (weight == 0 && slope[row] > most[row])) {
                    value -= weight * most[row];
                    slope[row] -= most[row];
                } else if (weight < 0 || slope[row] < least[row]) {
                    value -= weight * least[row];
                    slope[row] -= least[row];
                } else {
                    slope[row] = 0;
                }
            }
            return value;
        }

        /// The same in whole numbers; empty where they would be too large.
        Optional<Relaxation> exact(int objectiveRow) {
            long fine = FINE;
            while (fine > 0 && size(fine) > LARGEST) {
                fine >>= 4;
            }
            if (fine == 0) {
                return Optional.empty();
            }
            long[] whole = new long[rows];
            boolean any = false;
            for (int row = 0; row < rows; row++) {
                whole[row] = Math.round(bestWeights[row] / unit[row] * fine);
                any |= whole[row] != 0;
            }
            if (!any) {
                return Optional.empty();
            }
            long[] weighed = new long[space.table.empty() + 1];
            for (int depth = 0; depth < space.depths; depth++) {
                int[] items = space.items[depth];
                for (int option = 0; option < items.length; option++) {
                    int item = items[option];
                    long sum = objectiveRow < 0 ? 0 : fine * space.table.amount(item, objectiveRow);
                    for (int row = 0; row < rows; row++) {
                        sum += whole[row] * space.amounts[depth][option * rows + row];
                    }
                    weighed[item] = sum;
                }
            }
            long constant = 0;
            for (int row = 0; row < rows; row++) {
                constant +=
                        whole[row]
                                * (whole[row] > 0
                                        ? Math.min(space.most[row], space.restMost[0][row])
                                        : Math.max(space.least[row], space.restLeast[0][row]));
            }
            return Optional.of(new Relaxation(weighed, constant, objectiveRow >= 0 ? fine : 0));
        }

        /// About the largest number that the whole ones come to.
        private double size(long fine) {
            double size = 0;
            for (int row = 0; row < rows; row++) {
                double largest =
                        Math.max(
                                Math.abs((double) space.restMost[0][row]),
                                Math.abs((double) space.restLeast[0][row]));
                double most = 0;
                for (long[] depth : space.amounts) {
                    double here = 0;
                    for (int i = row; i < depth.length; i += rows) {
                        here = Math.max(here, Math.abs((double) depth[i]));
                    }
                    most += here;
                }
                size +=
                        (Math.abs(bestWeights[row] / unit[row] * fine) + 1)
                                * Math.max(largest, most);
            }
            for (double[] depth : objective) {
                size += fine * Arrays.stream(depth).map(Math::abs).max().orElse(0);
            }
            return size;
        }
    }
}
