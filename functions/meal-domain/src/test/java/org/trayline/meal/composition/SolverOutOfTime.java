package org.trayline.meal.composition;

/// A solver was given no more time; it may know a tray, but has not proved that there is no better.
public final class SolverOutOfTime extends RuntimeException {
    public SolverOutOfTime() {
        super("no answer in the time given");
    }
}
