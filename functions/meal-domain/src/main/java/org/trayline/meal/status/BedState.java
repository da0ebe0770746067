package org.trayline.meal.status;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;

/// An occupied bed and what became of its patient's tray at a meal.
///
/// @param live the status of the patient's live tray order; null where there is none
/// @param completed what came of the patient's closed requests
public record BedState(@Nullable TrayOrderStatus live, List<Ended> completed) {
    public BedState {
        completed = List.copyOf(completed);
    }

    /// A closed request.
    public record Ended(TrayRequest.Outcome outcome, Set<Reason> reasons) {
        public Ended {
            reasons = Set.copyOf(reasons);
        }
    }
}
