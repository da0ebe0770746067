package org.trayline.store;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
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

/// Where the patients of a facility lie, as a table `place` to be joined. A patient who has two
/// stays has no place.
final class Places {
    static final Field<PatientId> PATIENT_ID =
            field(name("place", "patient_id"), E.PATIENT_ID.getDataType());
    static final Field<String> UNIT = part("unit");
    static final Field<String> ROOM = part("room");
    static final Field<String> BED = part("bed");

    /// Another one after every change of the stay.
    static final Field<String> MARK = field(name("place", "mark"), String.class);

    private Places() {}

    private static Field<String> part(String part) {
        return coalesce(field(name("place", part), String.class), inline("")).collate("C");
    }

    static Table<?> of(FacilityId facility) {
        return select(
                        E.PATIENT_ID,
                        min(E.UNIT).as("unit"),
                        min(E.ROOM).as("room"),
                        min(E.BED).as("bed"),
                        min(field("e.xmin::text", String.class)).as("mark"))
                .from(E)
                .where(E.FACILITY_ID.eq(facility))
                .and(E.STATUS.ne(Encounter.Status.DISCHARGED))
                .groupBy(E.PATIENT_ID)
                .having(count().eq(1))
                .asTable("place");
    }

    /// Of a row that selects the three under their names.
    static Location location(Record row) {
        return new Location(
                row.get("unit", String.class),
                row.get("room", String.class),
                row.get("bed", String.class));
    }
}
