package org.trayline.store;

import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;
import static org.trayline.store.LedgerRows.O;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.OWED_NOTICES;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.trayline.meal.order.OnDemandRequests.Asked;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayOrderActs;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.recipe.RecipeId;

/// What a person does with a tray order, each act a transaction of its own that bears the person's
/// name in the audit trail.
public final class PostgresTrayOrderActs implements TrayOrderActs {
    private final PostgresConnection postgres;

    public PostgresTrayOrderActs(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public boolean cancel(Act act) {
        return postgres.call(
                sql -> sql.transactionResult(transaction -> cancel(transaction.dsl(), act)));
    }

    /// What was to be produced must not be served any more: the staff are owed a notice.
    private static boolean cancel(DSLContext sql, Act act) {
        begin(sql, act);
        boolean cancelled =
                sql.update(TRAY_ORDERS)
                                .set(TRAY_ORDERS.STATUS, TrayOrderStatus.CANCELLED)
                                .set(TRAY_ORDERS.WHY, act.why())
                                .where(isAsSeen(act))
                                .execute()
                        == 1;
        if (cancelled && act.seen() == TrayOrderStatus.PLACED) {
            sql.insertInto(
                            OWED_NOTICES,
                            OWED_NOTICES.FACILITY_ID,
                            OWED_NOTICES.TRAY_ORDER_ID,
                            OWED_NOTICES.KIND,
                            OWED_NOTICES.UNIT,
                            OWED_NOTICES.ROOM,
                            OWED_NOTICES.BED)
                    .select(
                            select(
                                            O.FACILITY_ID,
                                            O.ID,
                                            val(StaffNotice.Kind.CANCELLED, OWED_NOTICES.KIND),
                                            Places.UNIT,
                                            Places.ROOM,
                                            Places.BED)
                                    .from(O)
                                    .leftJoin(Places.of(act.facilityId(), O.PATIENT_ID))
                                    .on(trueCondition())
                                    .where(O.FACILITY_ID.eq(act.facilityId()))
                                    .and(O.ID.eq(act.id())))
                    .execute();
        }
        return cancelled;
    }

    @Override
    public Optional<TrayRequest> askInstead(
            Act act, TrayRequest.Source source, List<RecipeId> chosen, Instant now) {
        return postgres.call(
                sql ->
                        sql.transactionResult(
                                transaction -> ask(transaction.dsl(), act, source, chosen, now)));
    }

    private static Optional<TrayRequest> ask(
            DSLContext sql,
            Act act,
            TrayRequest.Source source,
            List<RecipeId> chosen,
            Instant now) {
        begin(sql, act);
        int seen =
                sql.update(TRAY_ORDERS)
                        .set(TRAY_ORDERS.WHY, act.why())
                        .where(isAsSeen(act))
                        .execute();
        if (seen == 0) {
            return Optional.empty();
        }
        PostgresReplacements.ask(sql, act.facilityId(), act.id(), source, now);
        TrayRequestId id = TrayRequestId.replacing(act.facilityId(), act.id());
        sql.update(TRAY_REQUESTS)
                .set(
                        TRAY_REQUESTS.CHOSEN_RECIPE_IDS,
                        chosen.stream().map(RecipeId::value).toArray(String[]::new))
                .set(TRAY_REQUESTS.REQUESTED_BY, act.actor())
                .set(TRAY_REQUESTS.WHY, act.why())
                .set(TRAY_REQUESTS.SENT_AT, now)
                .where(TRAY_REQUESTS.REQUEST_ID.eq(id.value()))
                .and(TRAY_REQUESTS.STATUS.eq(TrayRequest.Status.PENDING))
                .execute();
        return PostgresOnDemandRequests.find(sql, act.facilityId(), id).map(Asked::request);
    }

    /// Names the person, and locks as every writer does: the facility's row, then the patient's.
    private static void begin(DSLContext sql, Act act) {
        sql.select(
                        function(
                                "set_config",
                                String.class,
                                inline("trayline.actor"),
                                val(act.actor()),
                                inline(true)))
                .fetch();
        sql.select(FACILITIES.ID)
                .from(FACILITIES)
                .where(FACILITIES.ID.eq(act.facilityId()))
                .forShare()
                .fetch();
        sql.select(PATIENTS.ID)
                .from(PATIENTS)
                .where(PATIENTS.FACILITY_ID.eq(act.facilityId()))
                .and(
                        PATIENTS.ID.eq(
                                select(TRAY_ORDERS.PATIENT_ID)
                                        .from(TRAY_ORDERS)
                                        .where(TRAY_ORDERS.FACILITY_ID.eq(act.facilityId()))
                                        .and(TRAY_ORDERS.ID.eq(act.id()))))
                .forUpdate()
                .fetch();
    }

    private static Condition isAsSeen(Act act) {
        return TRAY_ORDERS
                .FACILITY_ID
                .eq(act.facilityId())
                .and(TRAY_ORDERS.ID.eq(act.id()))
                .and(TRAY_ORDERS.STATUS.eq(act.seen()));
    }
}
