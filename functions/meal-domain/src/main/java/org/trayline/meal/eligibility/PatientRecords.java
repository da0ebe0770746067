package org.trayline.meal.eligibility;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.patient.PatientId;

/// The port to what is known of a patient for whom nobody has asked yet.
public interface PatientRecords {

    /// As it is now. Empty where the facility has no such patient.
    ///
    /// @param without a tray order that is left out of the day's trays and of the portions taken;
    ///     null = none
    /// @throws org.trayline.meal.order.StoreUnavailable where it may go through later
    Optional<DuePatient> read(
            FacilityId facility,
            PatientId patient,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            @Nullable TrayOrderId without);
}
