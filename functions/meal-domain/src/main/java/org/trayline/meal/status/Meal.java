package org.trayline.meal.status;

import java.time.LocalDate;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;

/// One meal period of one service date.
public record Meal(FacilityId facilityId, LocalDate serviceDate, MealPeriod mealPeriod) {}
