package org.trayline.meal.status;

import java.time.LocalDate;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;

/// What people are told once of a meal, when its cut-off has passed: how many of the occupied beds
/// get a tray, and what became of the others.
public record MealSummary(
        FacilityId facilityId, LocalDate serviceDate, MealPeriod mealPeriod, BedCounts beds) {

    /// A summary on its way through the queue of notices.
    ///
    /// @param schemaVersion 1
    public record Message(int schemaVersion, MealSummary summary) {}
}
