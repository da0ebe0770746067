package org.trayline.meal.order;

/// What a tray order is; nothing else.
public enum TrayOrderStatus {
    HELD,
    PLACED,
    DELIVERED,
    CANCELLED;

    /// Live orders stand in the way of another for the same patient, service date and meal period.
    public boolean live() {
        return this != CANCELLED;
    }

    /// Counted orders are what the patient has been or will be given to eat.
    public boolean counted() {
        return live() && this != HELD;
    }
}
