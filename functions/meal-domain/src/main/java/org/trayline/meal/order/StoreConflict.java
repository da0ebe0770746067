package org.trayline.meal.order;

/// The database refuses what it is asked to keep, and would again.
public final class StoreConflict extends RuntimeException {
    public StoreConflict(String message, Throwable cause) {
        super(message, cause);
    }
}
