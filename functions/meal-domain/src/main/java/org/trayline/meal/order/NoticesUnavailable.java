package org.trayline.meal.order;

/// A notice could not be handed over; it may go through later.
public final class NoticesUnavailable extends RuntimeException {
    public NoticesUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
