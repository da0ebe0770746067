package org.trayline.meal.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Location;

/// The port to the tray orders that wait for a human.
public interface HeldOrders {

    /// Those of a facility.
    List<Held> held(FacilityId facilityId);

    /// The staff were told once more that its deadline has come.
    void toldAtDeadline(FacilityId facilityId, TrayOrderId id, Instant now);

    /// Cancels an order that is still held, since nobody decided before the serve time.
    void cancelUnresolved(FacilityId facilityId, TrayOrderId id, Instant now);

    /// @param requestId of the request that made it; null for one that an import brought
    /// @param deadlineAt by when a human must have decided; null for one that an import brought
    /// @param toldAtDeadline whether the staff were told once more
    record Held(
            TrayOrderId id,
            @Nullable TrayRequestId requestId,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            Set<Reason> reasons,
            Set<Flag> flags,
            @Nullable Instant deadlineAt,
            boolean toldAtDeadline,
            Location location) {
        public Held {
            reasons = Set.copyOf(reasons);
            flags = Set.copyOf(flags);
        }
    }
}
