package org.trayline.meal.recipe;

/// Why a recipe is not allowed on a tray; the first that applies, in this order, rejects.
public enum RejectionRule {
    PERIOD,
    ALLERGEN_UNKNOWN,
    ALLERGEN,
    TEXTURE,
    DIET_TAG,
    NUTRIENT_UNKNOWN,
    SOLD_OUT
}
