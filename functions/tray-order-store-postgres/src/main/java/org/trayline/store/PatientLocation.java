package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.ENCOUNTERS;

import java.util.List;
import org.jooq.Field;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;

/// Where the patient of a row lies.
final class PatientLocation {
    private PatientLocation() {}

    /// Unknown where several encounters contradict each other, or where none is left.
    static Field<Location> of(Field<FacilityId> facilityId, Field<PatientId> patientId) {
        return multiset(
                        select(ENCOUNTERS.UNIT, ENCOUNTERS.ROOM, ENCOUNTERS.BED)
                                .from(ENCOUNTERS)
                                .where(ENCOUNTERS.FACILITY_ID.eq(facilityId))
                                .and(ENCOUNTERS.PATIENT_ID.eq(patientId))
                                .and(ENCOUNTERS.STATUS.ne(Encounter.Status.DISCHARGED)))
                .as("location")
                .convertFrom(rows -> theOne(rows.map(mapping(Location::new))));
    }

    private static Location theOne(List<Location> locations) {
        return locations.size() == 1 ? locations.getFirst() : new Location("", "", "");
    }
}
