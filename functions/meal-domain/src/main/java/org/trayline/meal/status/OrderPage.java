package org.trayline.meal.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param next of the last order, where others follow; null on the last page
public record OrderPage(List<OrderRow> orders, @Nullable OrderPlace next) {
    public OrderPage {
        orders = List.copyOf(orders);
    }
}
