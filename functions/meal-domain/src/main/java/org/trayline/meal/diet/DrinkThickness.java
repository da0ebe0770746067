package org.trayline.meal.diet;

/// IDDSI level of drinks. No level implies another.
public enum DrinkThickness {
    LEVEL_0,
    LEVEL_1,
    LEVEL_2,
    LEVEL_3,
    LEVEL_4;

    /// As in the hospital folder and the database: 0 to 4.
    public String code() {
        return Integer.toString(ordinal());
    }
}
