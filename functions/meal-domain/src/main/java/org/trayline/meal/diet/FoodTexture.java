package org.trayline.meal.diet;

/// IDDSI level of food. No level implies another.
public enum FoodTexture {
    LEVEL_3("3"),
    LEVEL_4("4"),
    LEVEL_5("5"),
    LEVEL_6("6"),
    EASY_TO_CHEW("7EC"),
    LEVEL_7("7");

    private final String code;

    FoodTexture(String code) {
        this.code = code;
    }

    /// As in the hospital folder and the database: 3, 4, 5, 6, 7EC, 7.
    public String code() {
        return code;
    }

    /// @throws IllegalArgumentException where there is no such level
    public static FoodTexture ofCode(String code) {
        for (FoodTexture level : values()) {
            if (level.code.equals(code)) {
                return level;
            }
        }
        throw new IllegalArgumentException("'" + code + "' is no IDDSI food texture");
    }
}
