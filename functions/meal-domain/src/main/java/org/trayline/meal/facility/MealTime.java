package org.trayline.meal.facility;

import java.math.BigDecimal;
import java.time.LocalTime;

/// One meal period of a facility's day, in its local times.
///
/// @param kcalShare the part of the day's energy this meal is meant to give; above 0, such as 0.35
public record MealTime(
        MealPeriod mealPeriod,
        LocalTime opensAt,
        LocalTime cutOffAt,
        LocalTime servesAt,
        BigDecimal kcalShare) {}
