package org.trayline.meal.order;

/// The id of a tray order within a facility, `[A-Za-z0-9._-]{1,64}`.
public record TrayOrderId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
