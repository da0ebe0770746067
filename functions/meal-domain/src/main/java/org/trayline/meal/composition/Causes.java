package org.trayline.meal.composition;

/// The bounds that a search has used to rule out trays. Where it finds none, these bounds alone
/// rule out all.
final class Causes {
    private final int[] binding;
    private final boolean[] least;
    private final boolean[] most;

    Causes(SearchSpace space) {
        binding = space.binding;
        least = new boolean[space.table.rows()];
        most = new boolean[space.table.rows()];
    }

    /// @param row among those that bind in the space
    void least(int row) {
        least[binding[row]] = true;
    }

    void most(int row) {
        most[binding[row]] = true;
    }

    /// @param row of the table
    boolean isLeast(int row) {
        return least[row];
    }

    boolean isMost(int row) {
        return most[row];
    }
}
