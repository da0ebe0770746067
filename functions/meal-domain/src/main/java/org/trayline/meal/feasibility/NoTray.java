package org.trayline.meal.feasibility;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;

/// A patient for whom no tray would be compliant.
///
/// @param bindingRule the group that the patient is in
/// @param cannotHoldTogether limits and required slots, with their figures, as a proof says them
/// @param relaxation the smallest change of one limit with which there is a tray; null where none
///     is enough
public record NoTray(
        PatientId patientId,
        Location location,
        String bindingRule,
        List<String> cannotHoldTogether,
        @Nullable LimitRelaxation relaxation) {
    public NoTray {
        cannotHoldTogether = List.copyOf(cannotHoldTogether);
    }
}
