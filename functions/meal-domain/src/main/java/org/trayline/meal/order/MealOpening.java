package org.trayline.meal.order;

import java.time.Instant;
import java.time.LocalDate;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;

/// A meal of a facility that is opened.
///
/// @param servesAt decides whose stay has begun
/// @param source who asks
public record MealOpening(
        FacilityId facilityId,
        LocalDate serviceDate,
        MealPeriod mealPeriod,
        Instant servesAt,
        TrayRequest.Source source) {}
