package org.trayline.meal.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;

/// A request as the ledger has it.
///
/// @param outcome null until it is completed
/// @param reasons in the order of their list
/// @param executionName the execution that took it up last
/// @param durationMs from the last sending to the closing, ms
public record RequestState(
        TrayRequestId requestId,
        int attempt,
        TrayRequest.Source source,
        TrayRequest.Status status,
        TrayRequest.@Nullable Outcome outcome,
        Set<Reason> reasons,
        @Nullable String executionName,
        @Nullable TrayOrderId replacesTrayOrderId,
        Instant requestedAt,
        @Nullable Instant sentAt,
        @Nullable Instant closedAt,
        @Nullable Long durationMs) {

    public RequestState {
        reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
    }

    /// The duration of what was sent and closed; null of anything else.
    public static @Nullable Long durationMs(@Nullable Instant sentAt, @Nullable Instant closedAt) {
        return sentAt == null || closedAt == null
                ? null
                : Duration.between(sentAt, closedAt).toMillis();
    }
}
