package org.trayline.meal.order;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;

/// The port to the ledger of tray requests.
public interface TrayRequests {

    /// The facilities that are served, or the one of that id.
    List<Facility> facilities(@Nullable FacilityId only);

    /// Writes a PENDING request for every due patient who has none, and answers with those to be
    /// sent: new ones, and open ones whose last sending is older than `resendBefore`, with their
    /// next attempt.
    ///
    /// @param resendBefore null = every one that is not closed, also those that failed: what was
    ///     sent before is known to be lost, and the DLQ with it
    Opening open(MealOpening meal, Instant now, @Nullable Instant resendBefore);

    /// These were sent.
    void sent(List<TrayRequest> requests, Instant now);

    /// Closes an open request that makes no tray order.
    void close(TrayRequestId id, TrayRequest.Outcome outcome, Set<Reason> reasons, Instant now);

    /// The last attempt of an open request failed: it waits for an operator. One that is closed, or
    /// of which a later attempt was made, stays as it is.
    ///
    /// @param error a code: the class of a fault, an error of the workflow
    void failed(TrayRequestId id, int attempt, String error);

    /// @param due how many patients are due
    /// @param added how many of them had no request before
    record Opening(int due, int added, List<TrayRequest> toSend) {
        public Opening {
            toSend = List.copyOf(toSend);
        }
    }
}
