package org.trayline.meal.facility;

/// When a tray is served. Their order in a day is the facility's, by serve time, not this one.
public enum MealPeriod {
    BREAKFAST,
    LUNCH,
    DINNER
}
