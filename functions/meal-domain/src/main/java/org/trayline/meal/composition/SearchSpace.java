package org.trayline.meal.composition;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/// The trays that may be within some bounds, laid out for a search that fills one slot after the
/// other: per depth the options of one slot, and what the slots after it add at least and at most.
///
/// Options that break a bound whatever the other slots hold are left out, as are rows that no tray
/// of the space can break.
final class SearchSpace {

    /// In which order slots and their options are tried.
    enum Order {
        /// Widest slot first, so that little is left open early; the most wanted option first.
        BEST_FIRST,
        /// Slot by slot as on the tray, by id: the first tray found is the first in that order.
        BY_ID
    }

    final TrayTable table;
    final int depths;

    /// The slot that is filled at a depth.
    final int[] slotAt;

    /// Per depth, the items that may fill it.
    final int[][] items;

    /// How many rows bind.
    final int rows;

    final long[] least;
    final long[] most;

    /// Per depth, option by option the binding rows, one after the other.
    final long[][] amounts;

    /// Per depth, what it and all later ones add to the binding rows.
    final long[][] restLeast;

    final long[][] restMost;

    private final TrayBounds bounds;
    private final int[][] options;

    /// @param guide the row by which options are tried, least first
    private SearchSpace(
            TrayTable table, TrayBounds bounds, int[][] options, Order order, int guide) {
        this.table = table;
        this.bounds = bounds;
        this.options = options;
        this.depths = table.slots();
        int[] binding = binding(table, bounds, options);
        this.rows = binding.length;
        this.least = Arrays.stream(binding).mapToLong(bounds::least).toArray();
        this.most = Arrays.stream(binding).mapToLong(bounds::most).toArray();
        this.slotAt = slots(options, binding, order);
        this.items = new int[depths][];
        this.amounts = new long[depths][];
        for (int depth = 0; depth < depths; depth++) {
            items[depth] = options[slotAt[depth]];
            if (order == Order.BEST_FIRST) {
                items[depth] = leastFirst(items[depth], table.row(guide));
            }
            amounts[depth] = flat(items[depth], binding);
        }
        this.restLeast = new long[depths + 1][rows];
        this.restMost = new long[depths + 1][rows];
        for (int i = 0; i < rows; i++) {
            long[] rest = rest(binding[i], false);
            long[] restAtMost = rest(binding[i], true);
            for (int depth = 0; depth <= depths; depth++) {
                restLeast[depth][i] = rest[depth];
                restMost[depth][i] = restAtMost[depth];
            }
        }
    }

    /// Empty where no tray can be within the bounds; a space may hold none all the same.
    ///
    /// @param guide the row by which options are tried where the order is not that of ids
    static Optional<SearchSpace> of(TrayTable table, TrayBounds bounds, Order order, int guide) {
        int[][] options = new int[table.slots()][];
        for (int slot = 0; slot < options.length; slot++) {
            int[] choices = table.choices(slot);
            if (bounds.empty(slot)) {
                options[slot] = new int[] {table.empty()};
            } else if (bounds.required(slot)) {
                options[slot] = choices;
            } else {
                options[slot] = Arrays.copyOf(choices, choices.length + 1);
                options[slot][choices.length] = table.empty();
            }
        }
        return narrow(table, bounds, options)
                ? Optional.of(new SearchSpace(table, bounds, options, order, guide))
                : Optional.empty();
    }

    /// The same trays as far as they keep to the sum of all bounds, in its order.
    Optional<SearchSpace> under(Relaxation relaxation, long most, Order order) {
        TrayTable more = table.and(relaxation.row());
        TrayBounds tighter = bounds.and(most);
        int[][] fewer = options.clone();
        return narrow(more, tighter, fewer)
                ? Optional.of(new SearchSpace(more, tighter, fewer, order, table.rows()))
                : Optional.empty();
    }

    /// How many trays it would take to try all, or about that.
    double size() {
        double size = 1;
        for (int[] slot : options) {
            size *= slot.length;
        }
        return size;
    }

    /// What the slots from each depth on add to a row at least or at most.
    long[] rest(int row, boolean atMost) {
        long[] rest = new long[depths + 1];
        for (int depth = depths - 1; depth >= 0; depth--) {
            long extreme = extreme(table, items[depth], row, atMost);
            rest[depth] = rest[depth + 1] + extreme;
        }
        return rest;
    }

    /// One row of every option.
    long[][] column(int row) {
        long[][] column = new long[depths][];
        for (int depth = 0; depth < depths; depth++) {
            column[depth] =
                    Arrays.stream(items[depth])
                            .mapToLong(item -> table.amount(item, row))
                            .toArray();
        }
        return column;
    }

    /// Leaves out options until every one is within every bound with some others; false where a
    /// slot has none left.
    private static boolean narrow(TrayTable table, TrayBounds bounds, int[][] options) {
        boolean narrowed = true;
        while (narrowed) {
            narrowed = false;
            for (int row = 0; row < table.rows(); row++) {
                long most = bounds.most(row);
                long least = bounds.least(row);
                if (least == -Amounts.UNLIMITED && most == Amounts.UNLIMITED) {
                    continue;
                }
                long sumLeast = 0;
                long sumMost = 0;
                for (int[] slot : options) {
                    if (slot.length == 0) {
                        return false;
                    }
                    sumLeast += extreme(table, slot, row, false);
                    sumMost += extreme(table, slot, row, true);
                }
                if (least > most || sumLeast > most || sumMost < least) {
                    return false;
                }
                if (sumLeast >= least && sumMost <= most) {
                    continue;
                }
                for (int slot = 0; slot < options.length; slot++) {
                    long floor = least - sumMost + extreme(table, options[slot], row, true);
                    long ceiling = most - sumLeast + extreme(table, options[slot], row, false);
                    int[] kept = within(table, options[slot], row, floor, ceiling);
                    narrowed |= kept.length < options[slot].length;
                    options[slot] = kept;
                }
                if (narrowed) {
                    break;
                }
            }
        }
        return Arrays.stream(options).allMatch(slot -> slot.length > 0);
    }

    private static int[] within(TrayTable table, int[] items, int row, long floor, long ceiling) {
        int[] kept = new int[items.length];
        int count = 0;
        for (int item : items) {
            long amount = table.amount(item, row);
            if (amount >= floor && amount <= ceiling) {
                kept[count++] = item;
            }
        }
        return count == items.length ? items : Arrays.copyOf(kept, count);
    }

    private static long extreme(TrayTable table, int[] items, int row, boolean atMost) {
        long extreme = table.amount(items[0], row);
        for (int item : items) {
            long amount = table.amount(item, row);
            extreme = atMost ? Math.max(extreme, amount) : Math.min(extreme, amount);
        }
        return extreme;
    }

    private static int[] binding(TrayTable table, TrayBounds bounds, int[][] options) {
        return IntStream.range(0, table.rows())
                .filter(
                        row -> {
                            long sumLeast = 0;
                            long sumMost = 0;
                            for (int[] slot : options) {
                                sumLeast += extreme(table, slot, row, false);
                                sumMost += extreme(table, slot, row, true);
                            }
                            return sumLeast < bounds.least(row) || sumMost > bounds.most(row);
                        })
                .toArray();
    }

    private int[] slots(int[][] options, int[] binding, Order order) {
        double[] width = new double[options.length];
        for (int row : binding) {
            double sum = 0;
            for (int[] slot : options) {
                sum += extreme(table, slot, row, true) - extreme(table, slot, row, false);
            }
            for (int slot = 0; slot < options.length; slot++) {
                long spread =
                        extreme(table, options[slot], row, true)
                                - extreme(table, options[slot], row, false);
                width[slot] += spread / Math.max(1, sum);
            }
        }
        IntStream slots = IntStream.range(0, options.length);
        return switch (order) {
            case BY_ID -> slots.toArray();
            case BEST_FIRST ->
                    slots.boxed()
                            .sorted(Comparator.comparingDouble(slot -> -width[slot]))
                            .mapToInt(Integer::intValue)
                            .toArray();
        };
    }

    private static int[] leastFirst(int[] options, long[] guide) {
        return Arrays.stream(options)
                .boxed()
                .sorted(Comparator.comparingLong(item -> guide[item]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private long[] flat(int[] options, int[] binding) {
        long[] flat = new long[options.length * rows];
        for (int option = 0; option < options.length; option++) {
            for (int i = 0; i < rows; i++) {
                flat[option * rows + i] = table.amount(options[option], binding[i]);
            }
        }
        return flat;
    }
}
