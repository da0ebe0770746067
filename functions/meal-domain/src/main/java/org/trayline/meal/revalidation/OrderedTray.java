package org.trayline.meal.revalidation;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;

/// A tray order that is not yet served, as it is.
///
/// @param status PLACED or HELD
/// @param holdReasons empty unless held
/// @param misfits the rules that it was known before not to keep to
public record OrderedTray(
        TrayOrderId id,
        LocalDate serviceDate,
        MealPeriod mealPeriod,
        TrayOrderStatus status,
        List<TrayItem> items,
        Set<Reason> holdReasons,
        Set<String> misfits) {

    public OrderedTray {
        if (status != TrayOrderStatus.PLACED && status != TrayOrderStatus.HELD) {
            throw new IllegalArgumentException("nothing becomes of an order that is " + status);
        }
        items = List.copyOf(items);
        holdReasons = Set.copyOf(holdReasons);
        misfits = Set.copyOf(misfits);
    }
}
