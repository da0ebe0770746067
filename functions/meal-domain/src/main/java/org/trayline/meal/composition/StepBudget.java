package org.trayline.meal.composition;

/// How much a composition may search, so that none takes for ever. Counted in steps and not in
/// time: the same brief ends the same way everywhere.
final class StepBudget {
    private long left;

    /// @param steps each about one option of a recipe looked at
    StepBudget(long steps) {
        this.left = steps;
    }

    /// @throws Exhausted where there are not so many left
    void take(int steps) {
        left -= steps;
        if (left < 0) {
            throw new Exhausted();
        }
    }

    /// The search was ended at its bound, and what it looked for is not known.
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Exhausted() {
            super("the search was ended at its bound", null, false, false);
        }
    }
}
