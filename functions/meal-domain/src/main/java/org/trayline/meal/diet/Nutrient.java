package org.trayline.meal.diet;

import java.util.Locale;

/// What a recipe has a figure for, each with its unit in its name.
public enum Nutrient {
    ENERGY_KCAL,
    PROTEIN_G,
    CARBOHYDRATE_G,
    FAT_G,
    SATURATED_FAT_G,
    FIBER_G,
    SUGARS_G,
    SODIUM_MG,
    POTASSIUM_MG,
    PHOSPHORUS_MG,
    FLUID_ML;

    /// The column that holds it in the hospital folder and the database, such as `sodium_mg`.
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
