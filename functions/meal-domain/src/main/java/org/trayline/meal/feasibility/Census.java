package org.trayline.meal.feasibility;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.patient.PatientId;

/// The port to who is in a hospital.
public interface Census {

    /// The patients with a stay that has begun by then and is not over, by id.
    ///
    /// @throws org.trayline.meal.order.StoreUnavailable where it may go through later
    List<PatientId> due(FacilityId facilityId, Instant servesAt);

    /// What is known of these patients for a service date, by id; read at one moment. Nothing is
    /// written.
    ///
    /// @throws org.trayline.meal.order.StoreUnavailable where it may go through later
    List<CensusPatient> read(
            FacilityId facilityId, LocalDate serviceDate, List<PatientId> patients);
}
