package org.trayline.meal.composition;

/// The best tray found so far, as what another one must come to in order to be better.
///
/// Criterion 1 is a function of criterion 4 and that of criterion 7, so that only the distance from
/// the target is kept of the three.
final class Incumbent {
    private final long fifty;

    private long discontent;
    private long expense;
    private long distance;

    /// Whether another tray comes to the same in criteria 1 to 7.
    private boolean tied;

    // How far from the target a better tray may be, by how it stands in the other criteria.
    private long withLessDiscontent;
    private long withLessExpense;
    private long withTheSame;
    private long withMoreExpense;
    private long withMoreDiscontent;

    /// Any tray that is no further from the target is better.
    ///
    /// @param kcalUnit how many units a kcal has
    Incumbent(long kcalUnit, long farthest) {
        fifty = Math.multiplyExact(50, kcalUnit);
        discontent = Long.MAX_VALUE;
        expense = Long.MAX_VALUE;
        distance = farthest;
        withLessDiscontent = farthest;
    }

    /// How far from the target a tray may be that comes at least to this, if it is to be as good;
    /// negative where it cannot be. Does not grow with either.
    long window(long discontent, long expense) {
        if (discontent != this.discontent) {
            return discontent < this.discontent ? withLessDiscontent : withMoreDiscontent;
        }
        if (expense != this.expense) {
            return expense < this.expense ? withLessExpense : withMoreExpense;
        }
        return withTheSame;
    }

    /// A tray inside its [#window]: better in criteria 1 to 7, or a tie.
    ///
    /// @return whether it is better
    boolean offer(long discontent, long expense, long distance) {
        if (discontent == this.discontent && expense == this.expense && distance == this.distance) {
            tied = true;
            withTheSame = distance - 1;
            return false;
        }
        this.discontent = discontent;
        this.expense = expense;
        this.distance = distance;
        tied = false;
        long fifties = distance / fifty;
        long hundredFifties = fifties / 3;
        withLessDiscontent = 3 * fifty * (hundredFifties + 1) - 1;
        withLessExpense = fifty * (fifties + 1) - 1;
        withTheSame = distance;
        withMoreExpense = fifty * fifties - 1;
        withMoreDiscontent = 3 * fifty * hundredFifties - 1;
        return true;
    }

    long discontent() {
        return discontent;
    }

    long expense() {
        return expense;
    }

    long distance() {
        return distance;
    }

    boolean tied() {
        return tied;
    }
}
