package org.trayline.meal.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.RecipeId;

/// The port to what a person does with a tray order. Who and why is in the audit trail, in the
/// transaction of the act.
public interface TrayOrderActs {

    /// Cancels an order that is HELD or PLACED; what it has taken is free again.
    ///
    /// @return whether it was as it was seen, and is cancelled now
    /// @throws StoreUnavailable where it may go through later
    boolean cancel(Act act);

    /// Asks for another tray in the place of an order, which stands until that one does: RELEASE of
    /// one that is HELD, REPLACE of one that is HELD or PLACED.
    ///
    /// @param chosen to be on the new tray
    /// @return the request that is under way now, sent or still to be sent; empty where the order
    ///     is not as it was seen
    /// @throws StoreUnavailable where it may go through later
    Optional<TrayRequest> askInstead(
            Act act, TrayRequest.Source source, List<RecipeId> chosen, Instant now);

    /// @param seen as which the person saw it
    /// @param actor the subject of the person's token
    record Act(
            FacilityId facilityId,
            TrayOrderId id,
            TrayOrderStatus seen,
            String actor,
            String why) {}
}
