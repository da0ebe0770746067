package org.trayline.meal.composition;

/// What decides between two trays that break no rule; the first in which they differ, in this
/// order, decides, and less is better.
public enum Criterion {
    /// Whole steps of 150 kcal from the target.
    KCAL_STEPS_150,
    OPTIONAL_SLOTS_EMPTY,
    DISLIKED_ITEMS,
    /// Whole steps of 50 kcal from the target.
    KCAL_STEPS_50,
    /// Items that also were on one of the patient's last six counted trays.
    RECENT_ITEMS,
    COST_CENTS,
    KCAL_FROM_TARGET,
    /// Slot by slot, by code point; an empty slot after any id.
    RECIPE_IDS
}
