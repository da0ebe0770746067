package org.trayline.meal.ticket;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.OrderPlace;

/// The port to the trays that tickets are printed for.
public interface TicketTrays {

    /// The placed trays of a meal, in the order of the trayline.
    ///
    /// @param unit null = of every unit
    /// @param after null = from the first
    /// @throws org.trayline.meal.order.StoreUnavailable where it may go through later
    List<TicketTray> placed(
            Meal meal, @Nullable String unit, @Nullable OrderPlace after, int limit);
}
