package org.trayline.store;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static org.trayline.tables.Tables.ENCOUNTERS;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.MealOpening;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.order.TrayRequests;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.PatientId;

/// The ledger.
public final class PostgresTrayRequests implements TrayRequests {
    private final PostgresConnection postgres;

    public PostgresTrayRequests(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<Facility> facilities(@Nullable FacilityId only) {
        return postgres.call(
                sql ->
                        sql.select(FacilityRows.FIELDS)
                                .from(FACILITIES)
                                .where(only == null ? noCondition() : FACILITIES.ID.eq(only))
                                .orderBy(FACILITIES.ID)
                                .fetch(FacilityRows::facility));
    }

    @Override
    public Opening open(MealOpening meal, Instant now, @Nullable Instant resendBefore) {
        return postgres.call(
                sql -> {
                    List<PatientId> due = due(sql, meal);
                    int added = add(sql, meal, due, now);
                    return new Opening(due.size(), added, toSend(sql, meal, resendBefore));
                });
    }

    private static List<PatientId> due(DSLContext sql, MealOpening meal) {
        return sql.select(PATIENTS.ID)
                .from(PATIENTS)
                .where(PATIENTS.FACILITY_ID.eq(meal.facilityId()))
                .and(
                        exists(
                                selectOne()
                                        .from(ENCOUNTERS)
                                        .where(ENCOUNTERS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                        .and(ENCOUNTERS.PATIENT_ID.eq(PATIENTS.ID))
                                        .and(ENCOUNTERS.STATUS.ne(Encounter.Status.DISCHARGED))
                                        .and(
                                                ENCOUNTERS
                                                        .ADMITTED_AT
                                                        .isNull()
                                                        .or(
                                                                ENCOUNTERS.ADMITTED_AT.lt(
                                                                        meal.servesAt())))))
                .orderBy(PATIENTS.ID)
                .fetch(PATIENTS.ID);
    }

    /// Writes the requests that are not there yet; ids are derived, so a second opening at the same
    /// time adds none twice.
    private static int add(
            DSLContext sql, MealOpening meal, List<PatientId> patients, Instant now) {
        UUID[] ids =
                patients.stream()
                        .map(
                                patient ->
                                        TrayRequestId.scheduled(
                                                        meal.facilityId(),
                                                        patient,
                                                        meal.serviceDate(),
                                                        meal.mealPeriod())
                                                .value())
                        .toArray(UUID[]::new);
        String[] patientIds = patients.stream().map(PatientId::value).toArray(String[]::new);
        return sql.insertInto(
                        TRAY_REQUESTS,
                        TRAY_REQUESTS.REQUEST_ID,
                        TRAY_REQUESTS.FACILITY_ID,
                        TRAY_REQUESTS.PATIENT_ID,
                        TRAY_REQUESTS.SERVICE_DATE,
                        TRAY_REQUESTS.MEAL_PERIOD,
                        TRAY_REQUESTS.SOURCE,
                        TRAY_REQUESTS.REQUESTED_AT)
                .select(
                        sql.select(
                                        field("due.request_id", UUID.class),
                                        val(meal.facilityId(), TRAY_REQUESTS.FACILITY_ID),
                                        field(
                                                "due.patient_id",
                                                TRAY_REQUESTS.PATIENT_ID.getDataType()),
                                        val(meal.serviceDate(), TRAY_REQUESTS.SERVICE_DATE),
                                        val(meal.mealPeriod(), TRAY_REQUESTS.MEAL_PERIOD),
                                        val(meal.source(), TRAY_REQUESTS.SOURCE),
                                        val(now, TRAY_REQUESTS.REQUESTED_AT))
                                .from(
                                        table(
                                                "unnest({0}, {1}) as due (request_id, patient_id)",
                                                val(ids), val(patientIds))))
                .onConflictDoNothing()
                .execute();
    }

    /// A request that was sent before goes out as its next attempt: its last execution may be over.
    private static List<TrayRequest> toSend(
            DSLContext sql, MealOpening meal, @Nullable Instant resendBefore) {
        return sql.select(
                        TRAY_REQUESTS.REQUEST_ID,
                        when(TRAY_REQUESTS.SENT_AT.isNull(), TRAY_REQUESTS.ATTEMPT)
                                .else_(TRAY_REQUESTS.ATTEMPT.plus(1)),
                        TRAY_REQUESTS.SOURCE,
                        TRAY_REQUESTS.PATIENT_ID,
                        TRAY_REQUESTS.REPLACES_TRAY_ORDER_ID)
                .from(TRAY_REQUESTS)
                .where(TRAY_REQUESTS.FACILITY_ID.eq(meal.facilityId()))
                .and(TRAY_REQUESTS.SERVICE_DATE.eq(meal.serviceDate()))
                .and(TRAY_REQUESTS.MEAL_PERIOD.eq(meal.mealPeriod()))
                .and(resendBefore == null ? lost() : overdue(resendBefore))
                .orderBy(TRAY_REQUESTS.PATIENT_ID)
                .fetch(
                        row ->
                                new TrayRequest(
                                        TrayRequest.SCHEMA_VERSION,
                                        new TrayRequestId(row.value1()),
                                        row.value2(),
                                        row.value3(),
                                        meal.facilityId(),
                                        row.value4(),
                                        meal.serviceDate(),
                                        meal.mealPeriod(),
                                        row.value5()));
    }

    /// With the queues, the DLQ is lost as well, where those that failed waited.
    private static Condition lost() {
        return TRAY_REQUESTS.STATUS.in(
                TrayRequest.Status.PENDING,
                TrayRequest.Status.PROCESSING,
                TrayRequest.Status.FAILED);
    }

    private static Condition overdue(Instant sentBefore) {
        return TRAY_REQUESTS
                .STATUS
                .in(TrayRequest.Status.PENDING, TrayRequest.Status.PROCESSING)
                .and(TRAY_REQUESTS.SENT_AT.isNull().or(TRAY_REQUESTS.SENT_AT.lt(sentBefore)));
    }

    @Override
    public void sent(List<TrayRequest> requests, Instant now) {
        UUID[] ids =
                requests.stream().map(request -> request.requestId().value()).toArray(UUID[]::new);
        Integer[] attempts = requests.stream().map(TrayRequest::attempt).toArray(Integer[]::new);
        postgres.call(
                sql ->
                        sql.update(TRAY_REQUESTS)
                                .set(TRAY_REQUESTS.SENT_AT, now)
                                .set(TRAY_REQUESTS.ATTEMPT, field("sent.attempt", Integer.class))
                                .from(
                                        table(
                                                "unnest({0}, {1}) as sent (request_id, attempt)",
                                                val(ids), val(attempts)))
                                .where(
                                        TRAY_REQUESTS.REQUEST_ID.eq(
                                                field("sent.request_id", UUID.class)))
                                .execute());
    }

    @Override
    public void close(
            TrayRequestId id, TrayRequest.Outcome outcome, Set<Reason> reasons, Instant now) {
        postgres.call(
                sql ->
                        sql.update(TRAY_REQUESTS)
                                .set(TRAY_REQUESTS.STATUS, TrayRequest.Status.COMPLETED)
                                .set(TRAY_REQUESTS.OUTCOME, outcome)
                                .set(
                                        TRAY_REQUESTS.REASONS,
                                        reasons.stream()
                                                .map(Reason::name)
                                                .sorted()
                                                .toArray(String[]::new))
                                .set(TRAY_REQUESTS.CLOSED_AT, now)
                                .where(TRAY_REQUESTS.REQUEST_ID.eq(id.value()))
                                .and(
                                        TRAY_REQUESTS.STATUS.in(
                                                TrayRequest.Status.PENDING,
                                                TrayRequest.Status.PROCESSING,
                                                TrayRequest.Status.FAILED))
                                .execute());
    }

    @Override
    public void failed(TrayRequestId id, int attempt, String error) {
        postgres.call(
                sql ->
                        sql.update(TRAY_REQUESTS)
                                .set(TRAY_REQUESTS.STATUS, TrayRequest.Status.FAILED)
                                .set(TRAY_REQUESTS.ERROR, error)
                                .where(TRAY_REQUESTS.REQUEST_ID.eq(id.value()))
                                .and(TRAY_REQUESTS.ATTEMPT.le(attempt))
                                .and(
                                        TRAY_REQUESTS.STATUS.in(
                                                TrayRequest.Status.PENDING,
                                                TrayRequest.Status.PROCESSING))
                                .execute());
    }
}
