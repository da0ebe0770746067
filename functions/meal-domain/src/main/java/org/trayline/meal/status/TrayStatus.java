package org.trayline.meal.status;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequestId;

/// The port to what became of the trays. Each question ends in a fault of the store
/// ([org.trayline.meal.order.StoreUnavailable]) where the same one may be answered later.
public interface TrayStatus {

    /// Those facilities of these that are there.
    List<Facility> facilities(Set<FacilityId> of);

    /// The meal periods for which trays were asked for, by service date and serve time, the newest
    /// first.
    ///
    /// @param days of each facility that many service dates, counted back from its last one
    List<MealPeriodState> mealPeriods(Set<FacilityId> of, int days);

    /// All requests of a meal, counted.
    ///
    /// @param filter what [MealCounts#matching()] counts
    MealCounts counts(Meal meal, TrayFilter filter);

    /// The requests of a meal that pass a filter, in the order of their places.
    ///
    /// @param after null = from the first
    TrayPage page(Meal meal, TrayFilter filter, @Nullable TrayPlace after, int limit);

    /// @param of it must be of one of these
    Optional<Tray> ofRequest(Set<FacilityId> of, TrayRequestId id);

    Optional<Tray> ofOrder(FacilityId facility, TrayOrderId id);

    /// Asks the store for nothing but an answer.
    void ping();
}
