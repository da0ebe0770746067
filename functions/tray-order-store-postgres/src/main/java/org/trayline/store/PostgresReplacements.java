package org.trayline.store;

import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.Replacements;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;

/// Requests for another tray in the place of one that is ordered.
public final class PostgresReplacements implements Replacements {
    private final PostgresConnection postgres;

    public PostgresReplacements(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public Optional<TrayRequest> ask(
            FacilityId facilityId, TrayOrderId id, TrayRequest.Source source, Instant now) {
        return postgres.call(sql -> ask(sql, facilityId, id, source, now));
    }

    /// One statement, as a part of whatever else is done.
    static Optional<TrayRequest> ask(
            DSLContext sql,
            FacilityId facilityId,
            TrayOrderId id,
            TrayRequest.Source source,
            Instant now) {
        TrayRequestId requestId = TrayRequestId.replacing(facilityId, id);
        return sql.insertInto(
                        TRAY_REQUESTS,
                        TRAY_REQUESTS.REQUEST_ID,
                        TRAY_REQUESTS.FACILITY_ID,
                        TRAY_REQUESTS.PATIENT_ID,
                        TRAY_REQUESTS.SERVICE_DATE,
                        TRAY_REQUESTS.MEAL_PERIOD,
                        TRAY_REQUESTS.SOURCE,
                        TRAY_REQUESTS.REPLACES_TRAY_ORDER_ID,
                        TRAY_REQUESTS.REQUESTED_AT)
                .select(
                        select(
                                        val(requestId.value()),
                                        TRAY_ORDERS.FACILITY_ID,
                                        TRAY_ORDERS.PATIENT_ID,
                                        TRAY_ORDERS.SERVICE_DATE,
                                        TRAY_ORDERS.MEAL_PERIOD,
                                        val(source, TRAY_REQUESTS.SOURCE),
                                        TRAY_ORDERS.ID,
                                        val(now, TRAY_REQUESTS.REQUESTED_AT))
                                .from(TRAY_ORDERS)
                                .where(TRAY_ORDERS.FACILITY_ID.eq(facilityId))
                                .and(TRAY_ORDERS.ID.eq(id))
                                .and(
                                        TRAY_ORDERS.STATUS.in(
                                                TrayOrderStatus.PLACED, TrayOrderStatus.HELD)))
                .onConflict(TRAY_REQUESTS.REQUEST_ID)
                .doUpdate()
                .set(TRAY_REQUESTS.ATTEMPT, TRAY_REQUESTS.ATTEMPT.plus(1))
                .set(TRAY_REQUESTS.STATUS, TrayRequest.Status.PENDING)
                .set(TRAY_REQUESTS.SOURCE, excluded(TRAY_REQUESTS.SOURCE))
                .set(TRAY_REQUESTS.CHOSEN_RECIPE_IDS, new String[0])
                .set(TRAY_REQUESTS.REQUESTED_BY, castNull(TRAY_REQUESTS.REQUESTED_BY))
                .set(TRAY_REQUESTS.WHY, castNull(TRAY_REQUESTS.WHY))
                .set(TRAY_REQUESTS.OUTCOME, castNull(TRAY_REQUESTS.OUTCOME))
                .set(TRAY_REQUESTS.REASONS, new String[0])
                .set(TRAY_REQUESTS.REQUESTED_AT, excluded(TRAY_REQUESTS.REQUESTED_AT))
                .set(TRAY_REQUESTS.SENT_AT, castNull(TRAY_REQUESTS.SENT_AT))
                .set(TRAY_REQUESTS.CLOSED_AT, castNull(TRAY_REQUESTS.CLOSED_AT))
                .set(TRAY_REQUESTS.ERROR, castNull(TRAY_REQUESTS.ERROR))
                .set(TRAY_REQUESTS.FAILURE_TOLD_AT, castNull(TRAY_REQUESTS.FAILURE_TOLD_AT))
                .where(
                        TRAY_REQUESTS.STATUS.in(
                                TrayRequest.Status.COMPLETED,
                                TrayRequest.Status.FAILED,
                                TrayRequest.Status.CANCELLED))
                .returning()
                .fetchOptional(
                        row ->
                                new TrayRequest(
                                        TrayRequest.SCHEMA_VERSION,
                                        requestId,
                                        row.getAttempt(),
                                        row.getSource(),
                                        row.getFacilityId(),
                                        row.getPatientId(),
                                        row.getServiceDate(),
                                        row.getMealPeriod(),
                                        row.getReplacesTrayOrderId()));
    }
}
