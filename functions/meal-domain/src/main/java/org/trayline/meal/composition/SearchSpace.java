package org.trayline.meal.composition;

import java.util.Arrays;

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
        int longest = 0;
        for (int[] slot : items) {
            longest = Math.max(longest, slot.length);
        }
        this.longestSlot = longest;
        this.binding = binding(table, bounds, items);
        this.rows = binding.length;
        this.least = new long[rows];
        this.most = new long[rows];
        this.amounts = new long[slots][];
        this.objective = new long[slots][];
        this.kcal = new long[slots][];
        for (int slot = 0; slot < slots; slot++) {
            amounts[slot] = new long[items[slot].length * rows];
            kcal[slot] = pick(table.row(TrayTable.KCAL), items[slot]);
            objective[slot] =
                    objectiveRow == NO_OBJECTIVE
                            ? new long[items[slot].length]
                            : pick(table.row(objectiveRow), items[slot]);
        }
        this.largestObjective = objectiveRow == NO_OBJECTIVE ? 0 : largest(bounds, objectiveRow);
        for (int i = 0; i < rows; i++) {
            layOut(i, bounds);
        }
    }

    private long largest(TrayBounds bounds, int row) {
        long sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            sum += items[slot].length == 0 ? 0 : most(table, bounds, row, slot);
        }
        return sum;
    }

    private void layOut(int i, TrayBounds bounds) {
        int binds = binding[i];
        long[] row = table.row(binds);
        long sumLeast = 0;
        long sumMost = 0;
        for (int slot = 0; slot < slots; slot++) {
            long slotLeast = least(table, bounds, binds, slot);
            sumLeast += slotLeast;
            sumMost += most(table, bounds, binds, slot);
            for (int option = 0; option < items[slot].length; option++) {
                amounts[slot][option * rows + i] = row[items[slot][option]] - slotLeast;
            }
        }
        // What no tray can come to binds no more than what is just beyond.
        least[i] = Math.max(bounds.least(binds), sumLeast - 1) - sumLeast;
        most[i] = Math.min(bounds.most(binds), sumMost + 1) - sumLeast;
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
        for (int[] slot : items) {
            if (slot.length == 0) {
                return new int[0];
            }
        }
        int[] binding = new int[table.rows()];
        int count = 0;
        for (int row = 0; row < binding.length; row++) {
            long sumLeast = 0;
            long sumMost = 0;
            for (int slot = 0; slot < items.length; slot++) {
                sumLeast += least(table, bounds, row, slot);
                sumMost += most(table, bounds, row, slot);
            }
            if (sumLeast < bounds.least(row) || sumMost > bounds.most(row)) {
                binding[count++] = row;
            }
        }
        return Arrays.copyOf(binding, count);
    }

    private static long least(TrayTable table, TrayBounds bounds, int row, int slot) {
        long empty = table.amount(table.empty(), row);
        if (bounds.empty(slot)) {
            return empty;
        }
        long least = table.least(row, slot);
        return bounds.required(slot) ? least : Math.min(least, empty);
    }

    private static long most(TrayTable table, TrayBounds bounds, int row, int slot) {
        long empty = table.amount(table.empty(), row);
        if (bounds.empty(slot)) {
            return empty;
        }
        long most = table.most(row, slot);
        return bounds.required(slot) ? most : Math.max(most, empty);
    }

    private static long[] pick(long[] row, int[] items) {
        long[] picked = new long[items.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = row[items[i]];
        }
        return picked;
    }
}
