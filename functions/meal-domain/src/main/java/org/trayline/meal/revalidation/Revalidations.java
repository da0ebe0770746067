package org.trayline.meal.revalidation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.patient.Location;

/// The port to the ordered trays of patients whose facts have changed.
public interface Revalidations {

    /// Those of some patients that are not yet served and were checked with other facts or recipes
    /// than there are now, patient by patient. Patients whose change concerns no tray are not asked
    /// about again.
    ///
    /// @param mostPatients of how many at once
    /// @throws StoreUnavailable where it may go through later
    List<Affected> affected(Instant now, int mostPatients);

    /// Carries out what becomes of all affected trays of one patient, all or nothing, and is done
    /// with the patient's change. What the staff have to be told is owed from then on.
    ///
    /// @param decided on all affected trays of the patient, none left out
    /// @return the requests to be sent; empty where something has changed since it was read, so
    ///     that the patient is asked about again
    /// @throws StoreUnavailable where it may go through later
    Optional<List<TrayRequest>> settle(List<Decided> decided, Instant now);

    /// What the staff have not been told yet, the oldest first.
    List<Owed> owed(int most);

    /// The queue of notices has these.
    void told(List<Owed> notices);

    /// An affected tray.
    ///
    /// @param patient what is known without this tray
    /// @param location where it goes, or would have gone
    /// @param moved whether the patient lay elsewhere when it was ordered
    record Affected(OrderedTray tray, DuePatient patient, Location location, boolean moved) {}

    record Decided(Affected affected, Verdict verdict) {}

    /// @param id of the debt
    record Owed(long id, StaffNotice notice) {}
}
