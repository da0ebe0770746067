package org.trayline.meal.status;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayRequest;

/// A meal period for which trays were asked for.
///
/// @param requests how many
/// @param byStatus every status is there
/// @param byOutcome every outcome is there
public record MealPeriodState(
        FacilityId facilityId,
        String facilityName,
        ZoneId timeZone,
        LocalDate serviceDate,
        MealPeriod mealPeriod,
        Instant opensAt,
        Instant cutOffAt,
        Instant servesAt,
        int requests,
        Map<TrayRequest.Status, Integer> byStatus,
        Map<TrayRequest.Outcome, Integer> byOutcome) {}
