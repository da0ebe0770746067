package org.trayline.meal.composition;

import java.util.Arrays;

/// How far a search has come: the slots that are still open with the options that are left for
/// them, and what the filled ones leave of the bounds.
final class Level {
    private final SearchSpace space;
    private final int rows;

    /// The open slots, [#open] of them.
    final int[] slots;

    int open;

    /// By slot, the options left, [#counts] of them.
    final int[][] options;

    final int[] counts;

    /// By row, what the open slots must and may come to.
    final long[] least;

    final long[] most;

    /// What the filled slots come to.
    long objective;

    long kcal;

    /// Per row and slot, of the options left; valid after [#narrow].
    private final long[] slotLeast;

    private final long[] slotMost;
    private final long[] sumLeast;
    private final long[] sumMost;

    Level(SearchSpace space) {
        this.space = space;
        this.rows = space.rows;
        slots = new int[space.slots];
        options = new int[space.slots][];
        counts = new int[space.slots];
        for (int slot = 0; slot < space.slots; slot++) {
            options[slot] = new int[space.items[slot].length];
        }
        least = new long[rows];
        most = new long[rows];
        slotLeast = new long[space.slots * rows];
        slotMost = new long[space.slots * rows];
        sumLeast = new long[rows];
        sumMost = new long[rows];
    }

    /// Nothing chosen yet.
    void begin() {
        open = space.slots;
        objective = 0;
        kcal = 0;
        for (int slot = 0; slot < space.slots; slot++) {
            slots[slot] = slot;
            counts[slot] = space.items[slot].length;
            for (int option = 0; option < counts[slot]; option++) {
                options[slot][option] = option;
            }
        }
        System.arraycopy(space.least, 0, least, 0, rows);
        System.arraycopy(space.most, 0, most, 0, rows);
    }

    /// What is left of the level above once a slot is filled with an option.
    void fill(Level above, int slot, int option) {
        int item = space.items[slot][option];
        boolean elsewhere = space.table.inSeveralSlots(item);
        open = 0;
        for (int i = 0; i < above.open; i++) {
            int other = above.slots[i];
            if (other != slot) {
                slots[open++] = other;
                int count = above.counts[other];
                System.arraycopy(above.options[other], 0, options[other], 0, count);
                counts[other] = elsewhere ? without(item, other, count) : count;
            }
        }
        int at = option * rows;
        for (int row = 0; row < rows; row++) {
            long amount = space.amounts[slot][at + row];
            least[row] = above.least[row] - amount;
            most[row] = above.most[row] - amount;
        }
        objective = above.objective + space.objective[slot][option];
        kcal = above.kcal + space.kcal[slot][option];
    }

    private int without(int item, int slot, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int option = options[slot][i];
            if (space.items[slot][option] != item) {
                options[slot][kept++] = option;
            }
        }
        return kept;
    }

    /// Leaves out the options that break a bound whatever the other slots hold.
    ///
    /// @param causes where the rows are noted that kept any out
    /// @return whether every open slot has an option left
    boolean narrow(Causes causes) {
        boolean narrowed = true;
        while (narrowed) {
            if (!total(causes)) {
                return false;
            }
            narrowed = false;
            for (int i = 0; i < open; i++) {
                int before = counts[slots[i]];
                leaveOut(slots[i], causes);
                narrowed |= counts[slots[i]] < before;
                if (counts[slots[i]] == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether the sums may be within the bounds at all.
    private boolean total(Causes causes) {
        Arrays.fill(sumLeast, 0);
        Arrays.fill(sumMost, 0);
        for (int i = 0; i < open; i++) {
            if (counts[slots[i]] == 0) {
                return false;
            }
            extremes(slots[i]);
        }
        for (int row = 0; row < rows; row++) {
            if (sumLeast[row] > most[row]) {
                causes.most(row);
                return false;
            }
            if (sumMost[row] < least[row]) {
                causes.least(row);
                return false;
            }
        }
        return true;
    }

    private void extremes(int slot) {
        long[] amounts = space.amounts[slot];
        int from = slot * rows;
        int first = options[slot][0] * rows;
        System.arraycopy(amounts, first, slotLeast, from, rows);
        System.arraycopy(amounts, first, slotMost, from, rows);
        for (int i = 1; i < counts[slot]; i++) {
            int at = options[slot][i] * rows;
            for (int row = 0; row < rows; row++) {
                long amount = amounts[at + row];
                slotLeast[from + row] = Math.min(slotLeast[from + row], amount);
                slotMost[from + row] = Math.max(slotMost[from + row], amount);
            }
        }
        for (int row = 0; row < rows; row++) {
            sumLeast[row] += slotLeast[from + row];
            sumMost[row] += slotMost[from + row];
        }
    }

    private void leaveOut(int slot, Causes causes) {
        long[] amounts = space.amounts[slot];
        int from = slot * rows;
        int kept = 0;
        for (int i = 0; i < counts[slot]; i++) {
            int option = options[slot][i];
            if (fits(amounts, option * rows, from, causes)) {
                options[slot][kept++] = option;
            }
        }
        counts[slot] = kept;
    }

    private boolean fits(long[] amounts, int at, int from, Causes causes) {
        for (int row = 0; row < rows; row++) {
            long amount = amounts[at + row];
            if (sumLeast[row] - slotLeast[from + row] + amount > most[row]) {
                causes.most(row);
                return false;
            }
            if (sumMost[row] - slotMost[from + row] + amount < least[row]) {
                causes.least(row);
                return false;
            }
        }
        return true;
    }

    /// Whether a choice of the options left may break the upper, or the lower, bound of a row.
    boolean bindsAbove(int row) {
        return sumMost[row] > most[row];
    }

    boolean bindsBelow(int row) {
        return sumLeast[row] < least[row];
    }

    /// How far apart the least and the greatest sum of the options left are in a row.
    long range(int row) {
        return sumMost[row] - sumLeast[row];
    }

    /// How many options are left in all.
    int size() {
        int size = 0;
        for (int i = 0; i < open; i++) {
            size += counts[slots[i]];
        }
        return size;
    }

    /// The least of the objective in the options left, slot by slot.
    long leastObjective() {
        long sum = objective;
        for (int i = 0; i < open; i++) {
            sum += leastObjective(slots[i]);
        }
        return sum;
    }

    /// The least of the objective in the options left of a slot.
    long leastObjective(int slot) {
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < counts[slot]; i++) {
            smallest = Math.min(smallest, space.objective[slot][options[slot][i]]);
        }
        return smallest;
    }
}
