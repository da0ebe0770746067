package org.trayline.meal.order;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A tray order to be written.
///
/// @param decidedAt the facility's now, not the database's
/// @param reasons of a hold; empty for a placed order
/// @param holdDeadlineAt by when a human must have decided; null for a placed order
/// @param checked what it was decided on; null where it is to be written whatever has changed
/// @param proof a JSON document; null where nothing was composed
public record NewTrayOrder(
        TrayRequest request,
        String executionName,
        Instant decidedAt,
        TrayOrderStatus status,
        List<TrayItem> items,
        Set<Reason> reasons,
        Set<Flag> flags,
        @Nullable Instant holdDeadlineAt,
        @Nullable Versions checked,
        @Nullable String proof) {

    public NewTrayOrder {
        items = List.copyOf(items);
        reasons = Set.copyOf(reasons);
        flags = Set.copyOf(flags);
        if (status != TrayOrderStatus.PLACED && status != TrayOrderStatus.HELD) {
            throw new IllegalArgumentException("a tray order begins PLACED or HELD, not " + status);
        }
        if ((status == TrayOrderStatus.HELD) == reasons.isEmpty()) {
            throw new IllegalArgumentException("a held order has reasons, a placed one has none");
        }
    }

    /// A request makes at most one order, so the order has the request's id.
    public TrayOrderId id() {
        return new TrayOrderId(request.requestId().toString());
    }
}
