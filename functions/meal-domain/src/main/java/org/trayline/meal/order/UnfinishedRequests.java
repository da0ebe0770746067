package org.trayline.meal.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Location;

/// The port to the requests that nothing has come of yet.
public interface UnfinishedRequests {

    /// The meals of a facility that have any.
    List<Meal> meals(FacilityId facilityId);

    /// Those of a meal that are open and were last sent before, or never.
    List<TrayRequest> open(FacilityId facilityId, Meal meal, Instant sentBefore);

    /// Those of a meal that failed and of which nobody was told that no tray comes.
    List<Failed> failedUntold(FacilityId facilityId, Meal meal);

    /// The staff were told of these.
    void told(List<TrayRequestId> ids, Instant now);

    record Meal(LocalDate serviceDate, MealPeriod mealPeriod) {}

    /// @param executionName of the attempt that failed; null where none was started
    record Failed(TrayRequestId id, @Nullable String executionName, Location location) {}
}
