package org.trayline.meal.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The port to the tray orders of a meal as the kitchen looks at them. Each question ends in a
/// fault of the store ([org.trayline.meal.order.StoreUnavailable]) where the same one may be
/// answered later.
public interface KitchenOrders {

    /// The orders of a meal that pass a filter, in the order of the trayline.
    ///
    /// @param after null = from the first
    OrderPage page(Meal meal, OrderFilter filter, @Nullable OrderPlace after, int limit);

    /// What is to be produced: the items of all counted orders, by course, recipe and texture.
    List<TallyLine> tally(Meal meal);

    /// The beds of patients who are in the house when the meal is served.
    List<BedState> beds(Meal meal, Instant servesAt);
}
