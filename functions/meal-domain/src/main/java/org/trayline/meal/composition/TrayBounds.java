package org.trayline.meal.composition;

import java.util.Arrays;

/// How much of each row of a [TrayTable] a tray may come to, and which slots must be filled.
final class TrayBounds {
    private final long[] least;
    private final long[] most;
    private final boolean[] required;
    private final boolean[] empty;

    TrayBounds(int rows, int slots) {
        least = new long[rows];
        most = new long[rows];
        required = new boolean[slots];
        empty = new boolean[slots];
        Arrays.fill(least, -Amounts.UNLIMITED);
        Arrays.fill(most, Amounts.UNLIMITED);
    }

    private TrayBounds(long[] least, long[] most, boolean[] required, boolean[] empty) {
        this.least = least;
        this.most = most;
        this.required = required;
        this.empty = empty;
    }

    TrayBounds copy() {
        return new TrayBounds(least.clone(), most.clone(), required, empty);
    }

    /// With a bound on one more row.
    TrayBounds and(long atMost) {
        long[] moreLeast = Arrays.copyOf(least, least.length + 1);
        long[] moreMost = Arrays.copyOf(most, most.length + 1);
        moreLeast[least.length] = -Amounts.UNLIMITED;
        moreMost[most.length] = atMost;
        return new TrayBounds(moreLeast, moreMost, required, empty);
    }

    /// Where several bounds are on one row, all of them hold.
    void atLeast(int row, long amount) {
        least[row] = Math.max(least[row], amount);
    }

    void atMost(int row, long amount) {
        most[row] = Math.min(most[row], amount);
    }

    void require(int slot) {
        required[slot] = true;
    }

    void keepEmpty(int slot) {
        empty[slot] = true;
    }

    long least(int row) {
        return least[row];
    }

    long most(int row) {
        return most[row];
    }

    boolean required(int slot) {
        return required[slot];
    }

    boolean empty(int slot) {
        return empty[slot];
    }
}
