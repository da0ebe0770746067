package org.trayline.meal.composition;

/// The best tray found so far among those that are the same in criteria 1 to 4, as what another one
/// must come to in order to be better or as good.
final class Incumbent {
    private final long farthest;
    private long expense = Long.MAX_VALUE;
    private long distance;
    private boolean tied;

    /// @param farthest from the target that any tray may be
    Incumbent(long farthest) {
        this.farthest = farthest;
    }

    /// How far from the target a tray may be that has at least this expense; negative where no such
    /// tray is wanted.
    long window(long expense) {
        if (expense < this.expense) {
            return farthest;
        }
        if (expense > this.expense) {
            return -1;
        }
        // One tie is enough to know that ids decide.
        return tied ? distance - 1 : distance;
    }

    /// A tray inside its [#window].
    ///
    /// @return whether it is better in criteria 5 to 7, and not only a tie
    boolean offer(long expense, long distance) {
        tied = expense == this.expense && distance == this.distance;
        this.expense = expense;
        this.distance = distance;
        return !tied;
    }

    boolean found() {
        return expense != Long.MAX_VALUE;
    }

    long expense() {
        return expense;
    }

    long distance() {
        return distance;
    }

    /// Whether another tray comes to the same in criteria 1 to 7.
    boolean tied() {
        return tied;
    }
}
