package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.val;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequest.Status;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.order.UnfinishedRequests;
import org.trayline.meal.patient.Location;

/// The part of the ledger of which nothing has come yet.
public final class PostgresUnfinishedRequests implements UnfinishedRequests {
    private final PostgresConnection postgres;

    public PostgresUnfinishedRequests(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<Meal> meals(FacilityId facilityId) {
        return postgres.call(
                sql ->
                        sql.selectDistinct(TRAY_REQUESTS.SERVICE_DATE, TRAY_REQUESTS.MEAL_PERIOD)
                                .from(TRAY_REQUESTS)
                                .where(TRAY_REQUESTS.FACILITY_ID.eq(facilityId))
                                .and(
                                        TRAY_REQUESTS.STATUS.in(
                                                Status.PENDING, Status.PROCESSING, Status.FAILED))
                                .orderBy(TRAY_REQUESTS.SERVICE_DATE, TRAY_REQUESTS.MEAL_PERIOD)
                                .fetch(mapping(Meal::new)));
    }

    private static Condition of(FacilityId facilityId, Meal meal) {
        return TRAY_REQUESTS
                .FACILITY_ID
                .eq(facilityId)
                .and(TRAY_REQUESTS.SERVICE_DATE.eq(meal.serviceDate()))
                .and(TRAY_REQUESTS.MEAL_PERIOD.eq(meal.mealPeriod()));
    }

    @Override
    public List<TrayRequest> open(FacilityId facilityId, Meal meal, Instant sentBefore) {
        return postgres.call(
                sql ->
                        sql.select(
                                        TRAY_REQUESTS.REQUEST_ID,
                                        TRAY_REQUESTS.ATTEMPT,
                                        TRAY_REQUESTS.SOURCE,
                                        TRAY_REQUESTS.PATIENT_ID,
                                        TRAY_REQUESTS.REPLACES_TRAY_ORDER_ID)
                                .from(TRAY_REQUESTS)
                                .where(of(facilityId, meal))
                                .and(TRAY_REQUESTS.STATUS.in(Status.PENDING, Status.PROCESSING))
                                .and(
                                        TRAY_REQUESTS
                                                .SENT_AT
                                                .isNull()
                                                .or(TRAY_REQUESTS.SENT_AT.lt(sentBefore)))
                                .orderBy(TRAY_REQUESTS.PATIENT_ID)
                                .fetch(
                                        row ->
                                                new TrayRequest(
                                                        TrayRequest.SCHEMA_VERSION,
                                                        new TrayRequestId(row.value1()),
                                                        row.value2(),
                                                        row.value3(),
                                                        facilityId,
                                                        row.value4(),
                                                        meal.serviceDate(),
                                                        meal.mealPeriod(),
                                                        row.value5())));
    }

    @Override
    public List<Failed> failedUntold(FacilityId facilityId, Meal meal) {
        Field<Location> location =
                PatientLocation.of(TRAY_REQUESTS.FACILITY_ID, TRAY_REQUESTS.PATIENT_ID);
        return postgres.call(
                sql ->
                        sql.select(TRAY_REQUESTS.REQUEST_ID, TRAY_REQUESTS.EXECUTION_NAME, location)
                                .from(TRAY_REQUESTS)
                                .where(of(facilityId, meal))
                                .and(TRAY_REQUESTS.STATUS.eq(Status.FAILED))
                                .and(TRAY_REQUESTS.FAILURE_TOLD_AT.isNull())
                                .orderBy(TRAY_REQUESTS.PATIENT_ID)
                                .fetch(
                                        row ->
                                                new Failed(
                                                        new TrayRequestId(row.value1()),
                                                        row.value2(),
                                                        row.value3())));
    }

    @Override
    public void told(List<TrayRequestId> ids, Instant now) {
        UUID[] told = ids.stream().map(TrayRequestId::value).toArray(UUID[]::new);
        postgres.call(
                sql ->
                        sql.update(TRAY_REQUESTS)
                                .set(TRAY_REQUESTS.FAILURE_TOLD_AT, now)
                                .where(TRAY_REQUESTS.REQUEST_ID.eq(any(val(told))))
                                .execute());
    }
}
