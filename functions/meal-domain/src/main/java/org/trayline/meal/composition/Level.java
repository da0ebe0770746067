package org.trayline.meal.composition;

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

    /// The rows that some choice of the options left may break, [#bindingCount] of them. A row that
    /// no longer binds does not bind at a deeper level.
    final int[] binding;

    int bindingCount;

    /// What the filled slots come to.
    long objective;

    long kcal;

    /// Per slot and row, of the options left when there were [#seen] of them in the slot.
    private final long[] slotLeast;

    private final long[] slotMost;
    private final int[] seen;

    /// Per row, of all open slots; valid after [#narrow].
    private final long[] sumLeast;

    private final long[] sumMost;

    /// The rows by which a slot may lose an option, and the amounts between which one stays.
    private final int[] strict;

    private final long[] strictLeast;
    private final long[] strictMost;

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
        binding = new int[rows];
        slotLeast = new long[space.slots * rows];
        slotMost = new long[space.slots * rows];
        seen = new int[space.slots];
        sumLeast = new long[rows];
        sumMost = new long[rows];
        strict = new int[rows];
        strictLeast = new long[rows];
        strictMost = new long[rows];
    }

    /// Nothing chosen yet.
    void begin() {
        open = space.slots;
        objective = 0;
        kcal = 0;
        for (int slot = 0; slot < space.slots; slot++) {
            slots[slot] = slot;
            counts[slot] = space.items[slot].length;
            seen[slot] = -1;
            for (int option = 0; option < counts[slot]; option++) {
                options[slot][option] = option;
            }
        }
        System.arraycopy(space.least, 0, least, 0, rows);
        System.arraycopy(space.most, 0, most, 0, rows);
        bindingCount = rows;
        for (int row = 0; row < rows; row++) {
            binding[row] = row;
        }
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
                inherit(above, other);
            }
        }
        int at = option * rows;
        bindingCount = above.bindingCount;
        for (int i = 0; i < bindingCount; i++) {
            int row = above.binding[i];
            long amount = space.amounts[slot][at + row];
            binding[i] = row;
            least[row] = above.least[row] - amount;
            most[row] = above.most[row] - amount;
        }
        objective = above.objective + space.objective[slot][option];
        kcal = above.kcal + space.kcal[slot][option];
    }

    private void inherit(Level above, int slot) {
        seen[slot] = above.seen[slot];
        int from = slot * rows;
        for (int i = 0; i < above.bindingCount; i++) {
            int at = from + above.binding[i];
            slotLeast[at] = above.slotLeast[at];
            slotMost[at] = above.slotMost[at];
        }
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
                narrowed |= leaveOut(slots[i], causes);
                if (counts[slots[i]] == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether the sums may be within the bounds at all; and which rows still bind.
    private boolean total(Causes causes) {
        for (int i = 0; i < open; i++) {
            int slot = slots[i];
            if (counts[slot] == 0) {
                return false;
            }
            if (seen[slot] != counts[slot]) {
                extremes(slot);
            }
        }
        for (int i = 0; i < bindingCount; i++) {
            int row = binding[i];
            long smallest = 0;
            long largest = 0;
            for (int j = 0; j < open; j++) {
                int at = slots[j] * rows + row;
                smallest += slotLeast[at];
                largest += slotMost[at];
            }
            sumLeast[row] = smallest;
            sumMost[row] = largest;
        }
        int kept = 0;
        for (int i = 0; i < bindingCount; i++) {
            int row = binding[i];
            if (sumLeast[row] > most[row]) {
                causes.most(row);
                return false;
            }
            if (sumMost[row] < least[row]) {
                causes.least(row);
                return false;
            }
            if (bindsAbove(row) || bindsBelow(row)) {
                binding[kept++] = row;
            }
        }
        bindingCount = kept;
        return true;
    }

    private void extremes(int slot) {
        long[] amounts = space.amounts[slot];
        int[] left = options[slot];
        int count = counts[slot];
        for (int i = 0; i < bindingCount; i++) {
            int row = binding[i];
            long smallest = Long.MAX_VALUE;
            long largest = Long.MIN_VALUE;
            for (int j = 0; j < count; j++) {
                long amount = amounts[left[j] * rows + row];
                smallest = Math.min(smallest, amount);
                largest = Math.max(largest, amount);
            }
            slotLeast[slot * rows + row] = smallest;
            slotMost[slot * rows + row] = largest;
        }
        seen[slot] = count;
    }

    /// @return whether any option was left out
    private boolean leaveOut(int slot, Causes causes) {
        int rowsToCheck = strictRows(slot);
        if (rowsToCheck == 0) {
            return false;
        }
        int[] left = options[slot];
        int kept = 0;
        for (int i = 0; i < counts[slot]; i++) {
            int option = left[i];
            if (fits(space.amounts[slot], option * rows, rowsToCheck, causes)) {
                left[kept++] = option;
            }
        }
        boolean narrowed = kept < counts[slot];
        counts[slot] = kept;
        return narrowed;
    }

    /// @return how many rows there are by which some option of the slot breaks a bound
    private int strictRows(int slot) {
        int count = 0;
        for (int i = 0; i < bindingCount; i++) {
            int row = binding[i];
            int at = slot * rows + row;
            long mostHere = most[row] - (sumLeast[row] - slotLeast[at]);
            long leastHere = least[row] - (sumMost[row] - slotMost[at]);
            if (slotMost[at] > mostHere || slotLeast[at] < leastHere) {
                strict[count] = row;
                strictLeast[count] = leastHere;
                strictMost[count++] = mostHere;
            }
        }
        return count;
    }

    private boolean fits(long[] amounts, int at, int rowsToCheck, Causes causes) {
        for (int i = 0; i < rowsToCheck; i++) {
            long amount = amounts[at + strict[i]];
            if (amount > strictMost[i]) {
                causes.most(strict[i]);
                return false;
            }
            if (amount < strictLeast[i]) {
                causes.least(strict[i]);
                return false;
            }
        }
        return true;
    }

    /// Whether a choice of the options left may break the upper, or the lower, bound of a row that
    /// binds.
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
