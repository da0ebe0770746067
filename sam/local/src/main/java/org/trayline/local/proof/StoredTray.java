package org.trayline.local.proof;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderId;

/// A tray order as it was written, of which nobody can tell who the patient is.
///
/// @param status a code of `tray_orders.status`
/// @param flags codes, in their order
/// @param reasons codes of a hold, in their order; empty for a tray that was placed
/// @param items by slot name
/// @param proof a JSON document; null where nothing was composed
public record StoredTray(
        FacilityId facilityId,
        TrayOrderId id,
        LocalDate serviceDate,
        MealPeriod mealPeriod,
        String status,
        List<String> flags,
        List<String> reasons,
        List<TrayItem> items,
        @Nullable String proof) {
    public StoredTray {
        flags = List.copyOf(flags);
        reasons = List.copyOf(reasons);
        items = List.copyOf(items);
    }
}
