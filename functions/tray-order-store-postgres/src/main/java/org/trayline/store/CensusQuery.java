package org.trayline.store;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.MEAL_PERIODS;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_ORDER_ITEMS;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.feasibility.CensusPatient;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;

/// The one query that reads many patients for a service date, each as [DuePatientQuery] reads one
/// for a meal, but with the last trays before the day apart.
final class CensusQuery {
    private static final Param<String[]> PATIENT_IDS =
            param("patient_ids", SQLDataType.VARCHAR.array());

    /// The facility's id is selected too.
    private static final Field<PatientId> PATIENT_ID = PATIENTS.ID.as("patient_id");

    private static final Field<List<DayTray>> DAY_TRAYS =
            DuePatientQuery.dayTrays(DuePatientQuery.SERVICE_DATE, DuePatientQuery.NO_TRAY_ORDER);
    private static final Field<Map<MealPeriod, Set<RecipeId>>> SOLD_OUT =
            DuePatientQuery.soldOut(DuePatientQuery.SERVICE_DATE, DuePatientQuery.NO_TRAY_ORDER);
    private static final Field<List<List<RecipeId>>> RECENT_TRAYS = recentTrays();

    private static final RenderedQuery QUERY =
            new RenderedQuery(
                    select(FacilityRows.FIELDS)
                            .select(
                                    PATIENT_ID,
                                    PATIENTS.CLINICAL_VERSION,
                                    PATIENTS.TRAY_VERSION,
                                    FACILITIES.CATALOG_VERSION,
                                    PATIENTS.ALLERGY_STATUS,
                                    DuePatientQuery.STAYS,
                                    DuePatientQuery.ALLERGY_RECORDS,
                                    DuePatientQuery.DISLIKED,
                                    DAY_TRAYS,
                                    SOLD_OUT,
                                    RECENT_TRAYS)
                            .from(PATIENTS)
                            .join(FACILITIES)
                            .on(FACILITIES.ID.eq(PATIENTS.FACILITY_ID))
                            .where(PATIENTS.FACILITY_ID.eq(DuePatientQuery.FACILITY_ID))
                            .and(PATIENTS.ID.cast(SQLDataType.VARCHAR).eq(any(PATIENT_IDS)))
                            .orderBy(PATIENTS.ID));

    private CensusQuery() {}

    static List<CensusPatient> fetch(
            DSLContext sql,
            FacilityId facilityId,
            LocalDate serviceDate,
            List<PatientId> patients) {
        RenderedQuery.Values values =
                new RenderedQuery.Values()
                        .set(DuePatientQuery.FACILITY_ID, facilityId)
                        .set(DuePatientQuery.SERVICE_DATE, serviceDate)
                        .set(
                                PATIENT_IDS,
                                patients.stream().map(PatientId::value).toArray(String[]::new));
        return QUERY.with(sql, values).fetch(CensusQuery::patient);
    }

    private static CensusPatient patient(Record row) {
        return new CensusPatient(
                new DuePatient(
                        row.get(PATIENT_ID),
                        new Versions(
                                row.get(PATIENTS.CLINICAL_VERSION),
                                row.get(PATIENTS.TRAY_VERSION),
                                row.get(FACILITIES.CATALOG_VERSION)),
                        FacilityRows.facility(row),
                        row.get(DuePatientQuery.STAYS),
                        row.get(PATIENTS.ALLERGY_STATUS),
                        row.get(DuePatientQuery.ALLERGY_RECORDS),
                        row.get(DuePatientQuery.DISLIKED),
                        row.get(DAY_TRAYS),
                        List.of(),
                        row.get(SOLD_OUT)),
                row.get(RECENT_TRAYS));
    }

    private static Field<List<List<RecipeId>>> recentTrays() {
        return multiset(
                        select(items())
                                .from(TRAY_ORDERS)
                                .join(MEAL_PERIODS)
                                .on(MEAL_PERIODS.FACILITY_ID.eq(TRAY_ORDERS.FACILITY_ID))
                                .and(MEAL_PERIODS.MEAL_PERIOD.eq(TRAY_ORDERS.MEAL_PERIOD))
                                .where(TRAY_ORDERS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                .and(TRAY_ORDERS.PATIENT_ID.eq(PATIENTS.ID))
                                .and(TRAY_ORDERS.STATUS.ne(TrayOrderStatus.CANCELLED))
                                .and(TRAY_ORDERS.STATUS.ne(TrayOrderStatus.HELD))
                                .and(TRAY_ORDERS.SERVICE_DATE.lt(DuePatientQuery.SERVICE_DATE))
                                .orderBy(
                                        TRAY_ORDERS.SERVICE_DATE.desc(),
                                        MEAL_PERIODS.SERVES_AT.desc())
                                .limit(DSL.inline(CensusPatient.RECENT_TRAYS)))
                .as("recent_trays")
                .convertFrom(rows -> rows.map(Record1::value1));
    }

    private static Field<List<RecipeId>> items() {
        return multiset(
                        select(TRAY_ORDER_ITEMS.RECIPE_ID)
                                .from(TRAY_ORDER_ITEMS)
                                .where(TRAY_ORDER_ITEMS.FACILITY_ID.eq(TRAY_ORDERS.FACILITY_ID))
                                .and(TRAY_ORDER_ITEMS.TRAY_ORDER_ID.eq(TRAY_ORDERS.ID)))
                .as("items")
                .convertFrom(rows -> rows.map(Record1::value1));
    }
}
