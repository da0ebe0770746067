package org.trayline.meal.order;

/// The database cannot be reached or cannot do this now; the same call may go through later.
public final class StoreUnavailable extends RuntimeException {
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
