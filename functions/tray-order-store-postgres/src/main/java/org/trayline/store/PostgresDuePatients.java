package org.trayline.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatients;
import org.trayline.meal.order.TrayRequest;

/// Reads all that is known of a patient in one round trip, as one snapshot.
public final class PostgresDuePatients implements DuePatients {
    private final PostgresConnection postgres;
    private @Nullable DuePatientQuery query;

    public PostgresDuePatients(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public Optional<DuePatient> begin(TrayRequest request, String executionName) {
        return postgres.call(
                sql -> {
                    DuePatientQuery prepared = query;
                    if (prepared == null || !prepared.isOf(sql)) {
                        prepared = new DuePatientQuery(sql);
                        query = prepared;
                    }
                    return prepared.fetch(request, executionName);
                });
    }
}
