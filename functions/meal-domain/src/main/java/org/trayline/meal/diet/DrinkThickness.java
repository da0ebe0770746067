package org.trayline.meal.diet;

/// IDDSI level of drinks. No level implies another.
public enum DrinkThickness {
    LEVEL_0("0"),
    LEVEL_1("1"),
    LEVEL_2("2"),
    LEVEL_3("3"),
    LEVEL_4("4");

    private final String code;

    DrinkThickness(String code) {
        this.code = code;
    }

    /// As in the hospital folder and the database: 0 to 4.
    public String code() {
        return code;
    }

    /// @throws IllegalArgumentException where there is no such level
    public static DrinkThickness ofCode(String code) {
        for (DrinkThickness level : values()) {
            if (level.code.equals(code)) {
                return level;
            }
        }
        throw new IllegalArgumentException("'" + code + "' is no IDDSI drink thickness");
    }
}
