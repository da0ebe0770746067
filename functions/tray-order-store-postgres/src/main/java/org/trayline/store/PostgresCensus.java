package org.trayline.store;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;
import static org.trayline.tables.Tables.ENCOUNTERS;
import static org.trayline.tables.Tables.PATIENTS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.feasibility.Census;
import org.trayline.meal.feasibility.CensusPatient;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.PatientId;

/// Reads many patients in one round trip, and writes nothing.
public final class PostgresCensus implements Census {
    private final PostgresConnection postgres;

    public PostgresCensus(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<PatientId> due(FacilityId facilityId, Instant servesAt) {
        return postgres.call(
                sql ->
                        sql.select(PATIENTS.ID)
                                .from(PATIENTS)
                                .where(PATIENTS.FACILITY_ID.eq(facilityId))
                                .and(
                                        exists(
                                                selectOne()
                                                        .from(ENCOUNTERS)
                                                        .where(
                                                                ENCOUNTERS.FACILITY_ID.eq(
                                                                        PATIENTS.FACILITY_ID))
                                                        .and(ENCOUNTERS.PATIENT_ID.eq(PATIENTS.ID))
                                                        .and(
                                                                ENCOUNTERS.STATUS.ne(
                                                                        Encounter.Status
                                                                                .DISCHARGED))
                                                        .and(
                                                                ENCOUNTERS
                                                                        .ADMITTED_AT
                                                                        .isNull()
                                                                        .or(
                                                                                ENCOUNTERS
                                                                                        .ADMITTED_AT
                                                                                        .lt(
                                                                                                servesAt)))))
                                .orderBy(PATIENTS.ID)
                                .fetch(PATIENTS.ID));
    }

    @Override
    public List<CensusPatient> read(
            FacilityId facilityId, LocalDate serviceDate, List<PatientId> patients) {
        return postgres.call(sql -> CensusQuery.fetch(sql, facilityId, serviceDate, patients));
    }
}
