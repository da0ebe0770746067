package org.trayline.meal.order;

/// What may come of a tray request before anything is composed, the strongest first.
public enum Outcome {
    NOT_NEEDED,
    WITHHELD,
    HOLD,
    ELIGIBLE
}
