package org.trayline.store;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatients;
import org.trayline.meal.eligibility.PatientRecords;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.patient.PatientId;

/// Reads all that is known of a patient in one round trip, as one snapshot.
public final class PostgresDuePatients implements DuePatients, PatientRecords {
    private final PostgresConnection postgres;

    public PostgresDuePatients(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public Optional<DuePatient> begin(TrayRequest request, String executionName) {
        return postgres.call(sql -> DuePatientQuery.fetch(sql, request, executionName));
    }

    @Override
    public Optional<DuePatient> read(
            FacilityId facility,
            PatientId patient,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            @Nullable TrayOrderId without) {
        return postgres.call(
                sql ->
                        DuePatientQuery.read(
                                sql, facility, patient, serviceDate, mealPeriod, without));
    }
}
