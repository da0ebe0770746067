package org.trayline.meal.order;

/// The port to the tray orders.
public interface TrayOrders {

    /// Writes an order with its items, reasons and audit and closes its request, all or nothing,
    /// once however often it is called.
    ///
    /// @throws StoreUnavailable where it may go through later
    /// @throws StoreConflict where it would never
    Written write(NewTrayOrder order);

    /// What came of it.
    sealed interface Written {
        /// The order stands: written now, or by an earlier call.
        record Stands(TrayOrderId id, TrayOrderStatus status) implements Written {}

        /// Another request's order stands there.
        record NotNeeded(TrayOrderId standing) implements Written {}

        /// What was checked has changed; nothing was written.
        ///
        /// @param onlySoldOut nothing but the portions of a recipe has
        record Stale(boolean onlySoldOut) implements Written {}
    }
}
