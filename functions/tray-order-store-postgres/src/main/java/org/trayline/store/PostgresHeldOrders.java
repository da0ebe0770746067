package org.trayline.store;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.trayline.tables.Tables.HOLD_REMINDERS;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_ORDER_HOLD_REASONS;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.HeldOrders;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.Location;

/// The tray orders that wait for a human.
public final class PostgresHeldOrders implements HeldOrders {
    private static final String DEADLINE = "DEADLINE";
    private static final String SERVE_TIME = "SERVE_TIME";

    private final PostgresConnection postgres;

    public PostgresHeldOrders(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<Held> held(FacilityId facilityId) {
        Field<Location> location =
                PatientLocation.of(TRAY_ORDERS.FACILITY_ID, TRAY_ORDERS.PATIENT_ID);
        Field<List<Reason>> reasons = reasons();
        Field<Boolean> told = toldAtDeadline();
        return postgres.call(
                sql ->
                        sql.select(
                                        TRAY_ORDERS.ID,
                                        TRAY_ORDERS.REQUEST_ID,
                                        TRAY_ORDERS.SERVICE_DATE,
                                        TRAY_ORDERS.MEAL_PERIOD,
                                        reasons,
                                        TRAY_ORDERS.FLAGS,
                                        TRAY_ORDERS.HOLD_DEADLINE_AT,
                                        told,
                                        location)
                                .from(TRAY_ORDERS)
                                .where(TRAY_ORDERS.FACILITY_ID.eq(facilityId))
                                .and(TRAY_ORDERS.STATUS.eq(TrayOrderStatus.HELD))
                                .orderBy(TRAY_ORDERS.ID)
                                .fetch(
                                        row ->
                                                new Held(
                                                        row.value1(),
                                                        requestId(row.value2()),
                                                        row.value3(),
                                                        row.value4(),
                                                        Set.copyOf(row.value5()),
                                                        flags(row.value6()),
                                                        row.value7(),
                                                        row.value8(),
                                                        row.value9())));
    }

    private static Field<List<Reason>> reasons() {
        return multiset(
                        select(TRAY_ORDER_HOLD_REASONS.REASON)
                                .from(TRAY_ORDER_HOLD_REASONS)
                                .where(
                                        TRAY_ORDER_HOLD_REASONS.FACILITY_ID.eq(
                                                TRAY_ORDERS.FACILITY_ID))
                                .and(TRAY_ORDER_HOLD_REASONS.TRAY_ORDER_ID.eq(TRAY_ORDERS.ID)))
                .as("reasons")
                .convertFrom(rows -> rows.map(Record1::value1));
    }

    private static Field<Boolean> toldAtDeadline() {
        return field(
                exists(
                        selectOne()
                                .from(HOLD_REMINDERS)
                                .where(HOLD_REMINDERS.FACILITY_ID.eq(TRAY_ORDERS.FACILITY_ID))
                                .and(HOLD_REMINDERS.TRAY_ORDER_ID.eq(TRAY_ORDERS.ID))
                                .and(HOLD_REMINDERS.OCCASION.eq(DEADLINE))));
    }

    static @Nullable TrayRequestId requestId(@Nullable UUID id) {
        return id == null ? null : new TrayRequestId(id);
    }

    private static Set<Flag> flags(String[] codes) {
        return Arrays.stream(codes).map(Flag::valueOf).collect(Collectors.toSet());
    }

    @Override
    public void toldAtDeadline(FacilityId facilityId, TrayOrderId id, Instant now) {
        postgres.call(sql -> reminded(sql, facilityId, id, DEADLINE, now));
    }

    @Override
    public void cancelUnresolved(FacilityId facilityId, TrayOrderId id, Instant now) {
        postgres.call(
                sql ->
                        sql.transactionResult(
                                transaction -> {
                                    DSLContext inside = transaction.dsl();
                                    int cancelled =
                                            inside.update(TRAY_ORDERS)
                                                    .set(
                                                            TRAY_ORDERS.STATUS,
                                                            TrayOrderStatus.CANCELLED)
                                                    .set(
                                                            TRAY_ORDERS.CANCELLED_BECAUSE,
                                                            "NOT_RESOLVED")
                                                    .where(TRAY_ORDERS.FACILITY_ID.eq(facilityId))
                                                    .and(TRAY_ORDERS.ID.eq(id))
                                                    .and(
                                                            TRAY_ORDERS.STATUS.eq(
                                                                    TrayOrderStatus.HELD))
                                                    .execute();
                                    return cancelled == 0
                                            ? 0
                                            : reminded(inside, facilityId, id, SERVE_TIME, now);
                                }));
    }

    private static int reminded(
            DSLContext sql, FacilityId facilityId, TrayOrderId id, String occasion, Instant now) {
        return sql.insertInto(
                        HOLD_REMINDERS,
                        HOLD_REMINDERS.FACILITY_ID,
                        HOLD_REMINDERS.TRAY_ORDER_ID,
                        HOLD_REMINDERS.OCCASION,
                        HOLD_REMINDERS.TOLD_AT)
                .values(facilityId, id, occasion, now)
                .onConflictDoNothing()
                .execute();
    }
}
