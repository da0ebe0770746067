package org.trayline.meal.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.RecipeId;

/// The port to the requests that someone makes by a key of their own.
public interface OnDemandRequests {

    /// What was asked under that id.
    Optional<Asked> find(FacilityId facility, TrayRequestId id);

    /// Writes a PENDING request as one that was sent now, unless there is one of that id; answers
    /// with what stands. What the queue then does not take is sent again by the sweep.
    Asked ask(New request, Instant now);

    /// @param bodySha256 64 hexadecimal digits, of what the caller sent
    /// @param chosen to be on the tray
    /// @param requestedBy the subject of the caller's token
    record New(TrayRequest request, String bodySha256, List<RecipeId> chosen, String requestedBy) {
        public New {
            chosen = List.copyOf(chosen);
        }
    }

    /// @param request as it was sent last
    record Asked(
            TrayRequest request,
            TrayRequest.Status status,
            String bodySha256,
            Instant requestedAt) {}
}
