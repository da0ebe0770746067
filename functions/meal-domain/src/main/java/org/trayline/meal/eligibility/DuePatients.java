package org.trayline.meal.eligibility;

import java.util.Optional;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.order.TrayRequest;

/// The port to all that is known of a patient.
public interface DuePatients {

    /// Marks the request as being processed by this execution and reads its patient, in one round
    /// trip. Empty where the ledger has no such request for that patient.
    ///
    /// @throws StoreUnavailable where it may go through later
    Optional<DuePatient> begin(TrayRequest request, String executionName);
}
