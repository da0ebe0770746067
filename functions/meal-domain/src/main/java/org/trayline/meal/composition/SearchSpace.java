package org.trayline.meal.composition;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The trays of a table that may be within some bounds, laid out for a search: per slot its
/// options, option by option the rows that bind.
///
/// In each row a slot's amounts are counted from its least one, and the bounds with them: figures
/// are small and never below zero.
final class SearchSpace {
    /// No row is the objective: any tray will do.
    static final int NO_OBJECTIVE = -1;

    final TrayTable table;
    final int slots;

    /// How many options the slot with most of them has.
    final int longestSlot;

    /// Per slot the items of its options, ascending; the empty slot is the last.
    final int[][] items;

    /// The rows of the table that bind.
    final int[] binding;

    final int rows;
    final long[] least;
    final long[] most;

    /// Per slot, option by option the binding rows, one after the other.
    final long[][] amounts;

    /// Per slot and option.
    final long[][] objective;

    final long[][] kcal;

    /// What the objective comes to at most.
    final long largestObjective;

    /// @param objectiveRow the row whose least sum is looked for, or [#NO_OBJECTIVE]
    SearchSpace(TrayTable table, TrayBounds bounds, int objectiveRow) {
        this.table = table;
        this.slots = table.slots();
        this.items = items(table, bounds);
        this.longestSlot = Arrays.stream(items).mapToInt(slot -> slot.length).max().orElse(0);
        this.binding = binding(table, bounds, items);
        this.rows = binding.length;
        this.least = new long[rows];
        this.most = new long[rows];
        this.amounts = new long[slots][];
        this.objective = new long[slots][];
        this.kcal = new long[slots][];
        long[] none = new long[table.empty() + 1];
        for (int slot = 0; slot < slots; slot++) {
            amounts[slot] = new long[items[slot].length * rows];
            kcal[slot] = pick(table.row(TrayTable.KCAL), items[slot]);
            objective[slot] =
                    pick(
                            objectiveRow == NO_OBJECTIVE ? none : table.row(objectiveRow),
                            items[slot]);
        }
        this.largestObjective =
                Arrays.stream(objective)
                        .mapToLong(slot -> Arrays.stream(slot).max().orElse(0))
                        .sum();
        for (int i = 0; i < rows; i++) {
            layOut(i, bounds.least(binding[i]), bounds.most(binding[i]));
        }
    }

    private void layOut(int i, long leastSum, long mostSum) {
        long[] row = table.row(binding[i]);
        long sumLeast = 0;
        long sumMost = 0;
        for (int slot = 0; slot < slots; slot++) {
            long slotLeast = extreme(row, items[slot], false);
            sumLeast += slotLeast;
            sumMost += extreme(row, items[slot], true);
            for (int option = 0; option < items[slot].length; option++) {
                amounts[slot][option * rows + i] = row[items[slot][option]] - slotLeast;
            }
        }
        // What no tray can come to binds no more than what is just beyond.
        least[i] = Math.max(leastSum, sumLeast - 1) - sumLeast;
        most[i] = Math.min(mostSum, sumMost + 1) - sumLeast;
    }

    private static int[][] items(TrayTable table, TrayBounds bounds) {
        int[][] items = new int[table.slots()][];
        for (int slot = 0; slot < items.length; slot++) {
            int[] choices = table.choices(slot);
            if (bounds.empty(slot)) {
                items[slot] = new int[] {table.empty()};
            } else if (bounds.required(slot)) {
                items[slot] = choices;
            } else {
                items[slot] = Arrays.copyOf(choices, choices.length + 1);
                items[slot][choices.length] = table.empty();
            }
        }
        return items;
    }

    /// Those that some choice of options would break.
    private static int[] binding(TrayTable table, TrayBounds bounds, int[][] items) {
        if (Arrays.stream(items).anyMatch(slot -> slot.length == 0)) {
            return new int[0];
        }
        return IntStream.range(0, table.rows())
                .filter(
                        row ->
                                sum(table.row(row), items, false) < bounds.least(row)
                                        || sum(table.row(row), items, true) > bounds.most(row))
                .toArray();
    }

    private static long sum(long[] row, int[][] items, boolean atMost) {
        long sum = 0;
        for (int[] slot : items) {
            sum += extreme(row, slot, atMost);
        }
        return sum;
    }

    private static long extreme(long[] row, int[] items, boolean atMost) {
        long extreme = row[items[0]];
        for (int item : items) {
            extreme = atMost ? Math.max(extreme, row[item]) : Math.min(extreme, row[item]);
        }
        return extreme;
    }

    private static long[] pick(long[] row, int[] items) {
        long[] picked = new long[items.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = row[items[i]];
        }
        return picked;
    }
}
