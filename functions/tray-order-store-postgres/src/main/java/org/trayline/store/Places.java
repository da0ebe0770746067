package org.trayline.store;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.trayline.store.LedgerRows.E;

import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;

/// Where a patient of a facility lies, as a table `place` to be joined. A patient who has two stays
/// has no place. It is looked up patient by patient: joined as a whole it would be reckoned anew
/// for each of them, as long as PostgreSQL has no statistics of a day that has just begun.
final class Places {
    static final Field<String> UNIT = part("unit");
    static final Field<String> ROOM = part("room");
    static final Field<String> BED = part("bed");

    /// Another one after every change of the stay.
    static final Field<String> MARK = field(name("place", "mark"), String.class);

    private Places() {}

    private static Field<String> part(String part) {
        return coalesce(field(name("place", part), String.class), inline("")).collate("C");
    }

    /// To be joined on true.
    ///
    /// @param patient a column of a table before it
    static Table<?> of(FacilityId facility, Field<PatientId> patient) {
        return lateral(
                select(
                                min(E.UNIT).as("unit"),
                                min(E.ROOM).as("room"),
                                min(E.BED).as("bed"),
                                min(field("e.xmin::text", String.class)).as("mark"))
                        .from(E)
                        .where(E.FACILITY_ID.eq(facility))
                        .and(E.PATIENT_ID.eq(patient))
                        .and(E.STATUS.ne(Encounter.Status.DISCHARGED))
                        .having(count().eq(1))
                        .asTable("place"));
    }

    /// Of a row that selects the three under their names.
    static Location location(Record row) {
        return new Location(
                row.get("unit", String.class),
                row.get("room", String.class),
                row.get("bed", String.class));
    }
}
