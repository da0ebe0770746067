package org.trayline.meal.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.trayline.meal.facility.FacilityId;

/// The port to the meals of which people are told a summary.
public interface MealSummaries {

    /// The meals for which trays were asked for, and of which nobody was told yet.
    ///
    /// @param from the first service date
    List<Meal> untold(FacilityId facilityId, LocalDate from);

    /// People were told of this one.
    void told(Meal meal, Instant now);
}
