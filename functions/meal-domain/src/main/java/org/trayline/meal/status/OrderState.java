package org.trayline.meal.status;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;

/// A tray order in a list.
///
/// @param holdDeadlineAt null where it was never held
public record OrderState(
        TrayOrderId trayOrderId,
        TrayOrderStatus status,
        Set<Flag> flags,
        @Nullable Instant holdDeadlineAt) {

    public OrderState {
        flags = Collections.unmodifiableSet(new TreeSet<>(flags));
    }
}
