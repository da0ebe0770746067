package org.trayline.meal.facility;

/// What a facility does for a patient who has no diet order at all.
public enum MissingDietOrder {
    /// A dietitian decides.
    HOLD,
    /// The house diet is served, and the tray is flagged for review.
    HOUSE_DIET
}
