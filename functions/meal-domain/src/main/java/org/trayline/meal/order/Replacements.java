package org.trayline.meal.order;

import java.time.Instant;
import java.util.Optional;
import org.trayline.meal.facility.FacilityId;

/// The port by which another tray is asked for in the place of an order that stands: a dietitian
/// releases a held one or has a placed one replaced, or what a held one waited for has changed.
///
/// The answer goes on the queue of tray requests and takes the way of every request: sections 2 to
/// 5 of the rules are asked anew, without that order, and the statement that writes the new order
/// cancels that one. Until then it stands. What is not sent is sent by the sweep.
public interface Replacements {

    /// Writes the request into the ledger, once however often it is called while that one is open;
    /// after it was closed without a new order, as its next attempt.
    ///
    /// @param source RELEASE for an order that is held, REPLACE for one that is placed
    /// @return the request to be sent; empty where one is under way already or where the order is
    ///     neither HELD nor PLACED
    /// @throws StoreUnavailable where it may go through later
    Optional<TrayRequest> ask(
            FacilityId facilityId, TrayOrderId id, TrayRequest.Source source, Instant now);
}
