package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.trayline.tables.Tables.CHANGED_PATIENTS;
import static org.trayline.tables.Tables.ENCOUNTERS;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_ORDER_ITEMS;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.revalidation.OrderedTray;
import org.trayline.meal.revalidation.Revalidations.Affected;
import org.trayline.tables.tables.TrayOrders;

/// The one query that finds the ordered trays of changed patients, each with all that is known of
/// its patient but for itself, as [DuePatientQuery] reads it for a request.
final class AffectedQuery {
    static final TrayOrders O = TRAY_ORDERS.as("ordered");
    private static final Field<Boolean> MOVED = CHANGED_PATIENTS.MOVED;

    private static final Field<List<DayTray>> OTHER_TRAYS =
            DuePatientQuery.dayTrays(O.SERVICE_DATE, O.ID);
    private static final Field<Map<MealPeriod, Set<RecipeId>>> SOLD_OUT =
            DuePatientQuery.soldOut(O.SERVICE_DATE, O.ID);
    private static final Field<List<TrayItem>> ITEMS =
            multiset(
                            select(TRAY_ORDER_ITEMS.SLOT, TRAY_ORDER_ITEMS.RECIPE_ID)
                                    .from(TRAY_ORDER_ITEMS)
                                    .where(TRAY_ORDER_ITEMS.FACILITY_ID.eq(O.FACILITY_ID))
                                    .and(TRAY_ORDER_ITEMS.TRAY_ORDER_ID.eq(O.ID))
                                    .orderBy(TRAY_ORDER_ITEMS.SLOT))
                    .as("items")
                    .convertFrom(rows -> rows.map(mapping(TrayItem::new)));
    /// Where the patient lies, or lay before the last discharge; unknown where several stays
    /// contradict each other.
    private static final Field<Location> LOCATION =
            multiset(
                            select(
                                            ENCOUNTERS.UNIT,
                                            ENCOUNTERS.ROOM,
                                            ENCOUNTERS.BED,
                                            ENCOUNTERS.STATUS)
                                    .from(ENCOUNTERS)
                                    .where(ENCOUNTERS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                    .and(ENCOUNTERS.PATIENT_ID.eq(PATIENTS.ID))
                                    .orderBy(ENCOUNTERS.DISCHARGED_AT.desc().nullsFirst()))
                    .as("location")
                    .convertFrom(rows -> location(rows.map(mapping(Stay::new))));

    private record Stay(String unit, String room, String bed, Encounter.Status status) {}

    private static final Field<Set<Reason>> HOLD_REASONS = LedgerRows.holdReasons(O);

    private AffectedQuery() {}

    private static Location location(List<Stay> stays) {
        List<Stay> present =
                stays.stream().filter(s -> s.status() != Encounter.Status.DISCHARGED).toList();
        List<Stay> last = present.isEmpty() ? stays.stream().limit(1).toList() : present;
        return last.size() == 1
                ? new Location(
                        last.getFirst().unit(), last.getFirst().room(), last.getFirst().bed())
                : new Location("", "", "");
    }

    static List<Affected> fetch(DSLContext sql, Instant now, int mostPatients) {
        Table<?> some =
                select(CHANGED_PATIENTS.FACILITY_ID, CHANGED_PATIENTS.PATIENT_ID, MOVED)
                        .from(CHANGED_PATIENTS)
                        .orderBy(CHANGED_PATIENTS.FACILITY_ID, CHANGED_PATIENTS.PATIENT_ID)
                        .limit(mostPatients)
                        .asTable("some");
        return sql.select(FacilityRows.FIELDS)
                .select(PATIENTS.ID, PATIENTS.CLINICAL_VERSION, PATIENTS.TRAY_VERSION)
                .select(FACILITIES.CATALOG_VERSION, PATIENTS.ALLERGY_STATUS)
                .select(DuePatientQuery.STAYS, DuePatientQuery.ALLERGY_RECORDS)
                .select(DuePatientQuery.DISLIKED, OTHER_TRAYS, SOLD_OUT)
                .select(O.ID, O.SERVICE_DATE, O.MEAL_PERIOD, O.STATUS, O.MISFITS)
                .select(ITEMS, HOLD_REASONS, LOCATION, some.field(MOVED))
                .from(some)
                .join(PATIENTS)
                .on(PATIENTS.FACILITY_ID.eq(some.field(CHANGED_PATIENTS.FACILITY_ID)))
                .and(PATIENTS.ID.eq(some.field(CHANGED_PATIENTS.PATIENT_ID)))
                .join(FACILITIES)
                .on(FACILITIES.ID.eq(PATIENTS.FACILITY_ID))
                .join(O)
                .on(isAffected(now))
                .orderBy(PATIENTS.FACILITY_ID, PATIENTS.ID, O.ID)
                .fetch(row -> affected(row, row.get(some.field(MOVED))));
    }

    private static Affected affected(Record row, boolean moved) {
        return new Affected(
                new OrderedTray(
                        row.get(O.ID),
                        row.get(O.SERVICE_DATE),
                        row.get(O.MEAL_PERIOD),
                        row.get(O.STATUS),
                        row.get(ITEMS),
                        row.get(HOLD_REASONS),
                        Set.copyOf(Arrays.asList(row.get(O.MISFITS)))),
                new DuePatient(
                        row.get(PATIENTS.ID),
                        new Versions(
                                row.get(PATIENTS.CLINICAL_VERSION),
                                row.get(PATIENTS.TRAY_VERSION),
                                row.get(FACILITIES.CATALOG_VERSION)),
                        FacilityRows.facility(row),
                        row.get(DuePatientQuery.STAYS),
                        row.get(PATIENTS.ALLERGY_STATUS),
                        row.get(DuePatientQuery.ALLERGY_RECORDS),
                        row.get(DuePatientQuery.DISLIKED),
                        row.get(OTHER_TRAYS),
                        // Only a tray that is composed anew asks for them, and reads them itself.
                        List.of(),
                        row.get(SOLD_OUT)),
                row.get(LOCATION),
                moved);
    }

    /// Whether an order of a row of patients was checked with other facts than there are now, and
    /// is not over: a facility's day is over at its midnight.
    static Condition isAffected(Instant now) {
        Field<LocalDate> today =
                field(
                        "({0} at time zone {1})::date",
                        LocalDate.class, val(now, TRAY_REQUESTS.SENT_AT), FACILITIES.TIME_ZONE);
        return O.FACILITY_ID
                .eq(PATIENTS.FACILITY_ID)
                .and(O.PATIENT_ID.eq(PATIENTS.ID))
                .and(O.STATUS.in(TrayOrderStatus.PLACED, TrayOrderStatus.HELD))
                .and(O.SERVICE_DATE.ge(today))
                .and(
                        O.CLINICAL_VERSION
                                .isDistinctFrom(PATIENTS.CLINICAL_VERSION)
                                .or(O.CATALOG_VERSION.isDistinctFrom(FACILITIES.CATALOG_VERSION)));
    }
}
