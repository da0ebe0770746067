package org.trayline.store;

import java.util.Optional;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatients;
import org.trayline.meal.order.TrayRequest;

/// Reads all that is known of a patient in one round trip, as one snapshot.
public final class PostgresDuePatients implements DuePatients {
    private final PostgresConnection postgres;

    public PostgresDuePatients(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public Optional<DuePatient> begin(TrayRequest request, String executionName) {
        return postgres.call(sql -> DuePatientQuery.fetch(sql, request, executionName));
    }
}
