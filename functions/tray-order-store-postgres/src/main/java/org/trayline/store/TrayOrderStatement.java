package org.trayline.store;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.PORTIONS;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_ORDER_HOLD_REASONS;
import static org.trayline.tables.Tables.TRAY_ORDER_ITEMS;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Param;
import org.jooq.Record1;
import org.jooq.Record4;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.NewTrayOrder;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayOrders.Written;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.tables.tables.Portions;
import org.trayline.tables.tables.TrayOrderHoldReasons;
import org.trayline.tables.tables.TrayOrderItems;
import org.trayline.tables.tables.TrayOrders;
import org.trayline.tables.tables.TrayRequests;

/// The one statement that writes a tray order: order, items, reasons, portions and ledger, each a
/// named table that later ones read; the audit is written by triggers.
///
/// All that is compared stands on rows that the statement locks, so that under READ COMMITTED it
/// compares what is true after a wait for a lock, not what was when the statement began: the
/// facility's row (shared), then the patient's, then the portions' in the order of their recipes.
/// Every change of anything else raises a version on the first two.
///
/// Rendered and prepared once per connection, bound for every order.
final class TrayOrderStatement {
    private static final TrayOrders O = TRAY_ORDERS;
    private static final TrayOrderItems I = TRAY_ORDER_ITEMS;
    private static final TrayOrderHoldReasons R = TRAY_ORDER_HOLD_REASONS;
    private static final TrayRequests Q = TRAY_REQUESTS;
    private static final Portions P = PORTIONS;

    private static final Table<?> FACILITY = table(name("facility"));
    private static final Table<?> PATIENT = table(name("patient"));
    private static final Table<?> STANDING = table(name("standing"));
    private static final Table<?> FRESH = table(name("fresh"));
    private static final Table<?> STOCK = table(name("stock"));
    private static final Table<?> PLACED = table(name("placed"));

    private static final Field<Long> CLINICAL_VERSION =
            field(name("patient", "clinical_version"), Long.class);
    private static final Field<Long> TRAY_VERSION =
            field(name("patient", "tray_version"), Long.class);
    private static final Field<Long> CATALOG_VERSION =
            field(name("patient", "catalog_version"), Long.class);

    private final Param<UUID> requestId = param("request_id", O.REQUEST_ID);
    private final Param<FacilityId> facilityId = param("facility_id", O.FACILITY_ID);
    private final Param<TrayOrderId> orderId = param("order_id", O.ID);
    private final Param<PatientId> patientId = param("patient_id", O.PATIENT_ID);
    private final Param<LocalDate> serviceDate = param("service_date", O.SERVICE_DATE);
    private final Param<MealPeriod> mealPeriod = param("meal_period", O.MEAL_PERIOD);
    private final Param<TrayOrderStatus> status = param("status", O.STATUS);
    private final Param<String[]> slots = param("slots", String[].class);
    private final Param<String[]> recipeIds = param("recipe_ids", String[].class);
    private final Param<String[]> reasonCodes = param("reasons", Q.REASONS);
    private final Param<String[]> flags = param("flags", O.FLAGS);
    private final Param<Instant> deadline = param("deadline", O.HOLD_DEADLINE_AT);
    private final Param<JSONB> proof = param("proof", O.PROOF);
    private final Param<Boolean> unconditional = param("unconditional", Boolean.class);
    private final Param<Long> clinicalVersion = param("clinical_version", Long.class);
    private final Param<Long> trayVersion = param("tray_version", Long.class);
    private final Param<Long> catalogVersion = param("catalog_version", Long.class);
    private final Param<TrayRequest.Outcome> outcome = param("outcome", Q.OUTCOME);
    private final Param<String> executionName = param("execution_name", Q.EXECUTION_NAME);
    private final Param<Instant> decidedAt = param("decided_at", Q.CLOSED_AT);

    private final DSLContext sql;
    private final ResultQuery<Record4<Integer, Integer, TrayOrderStatus, TrayOrderId>> statement;

    TrayOrderStatement(DSLContext sql) {
        this.sql = sql;
        this.statement =
                sql.with(facility(), patient(), standing(), fresh(), stock(), placed())
                        .with(reserved(), items(), reasons(), closed())
                        .select(
                                field(select(count()).from(PLACED)),
                                field(select(count()).from(FRESH)),
                                field(ownStatus()),
                                field(otherId()))
                        .keepStatement(true);
    }

    /// Whether it was prepared on this connection.
    boolean isOf(DSLContext other) {
        return sql.equals(other);
    }

    Written execute(NewTrayOrder order) {
        bind(order);
        return statement.fetchSingle(
                row ->
                        written(
                                order,
                                row.value1() == 1,
                                row.value2() == 1,
                                row.value3(),
                                row.value4()));
    }

    private void bind(NewTrayOrder order) {
        TrayRequest request = order.request();
        Versions checked = order.checked();
        set(requestId, request.requestId().value());
        set(facilityId, request.facilityId());
        set(orderId, order.id());
        set(patientId, request.patientId());
        set(serviceDate, request.serviceDate());
        set(mealPeriod, request.mealPeriod());
        set(status, order.status());
        set(slots, order.items().stream().map(TrayItem::slot).toArray(String[]::new));
        set(
                recipeIds,
                order.items().stream()
                        .map(TrayItem::recipeId)
                        .map(RecipeId::value)
                        .toArray(String[]::new));
        set(reasonCodes, codes(order.reasons()));
        set(flags, codes(order.flags()));
        set(deadline, order.holdDeadlineAt());
        set(proof, JSONB.jsonbOrNull(order.proof()));
        set(unconditional, checked == null);
        set(clinicalVersion, checked == null ? 0 : checked.clinical());
        set(trayVersion, checked == null ? 0 : checked.trays());
        set(catalogVersion, checked == null ? 0 : checked.catalog());
        set(
                outcome,
                order.status() == TrayOrderStatus.HELD
                        ? TrayRequest.Outcome.HELD
                        : TrayRequest.Outcome.PLACED);
        set(executionName, order.executionName());
        set(decidedAt, order.decidedAt());
    }

    private <T> void set(Param<T> param, @Nullable T value) {
        statement.bind(param.getParamName(), value);
    }

    private static Written written(
            NewTrayOrder order,
            boolean placed,
            boolean fresh,
            @Nullable TrayOrderStatus ownStatus,
            @Nullable TrayOrderId other) {
        if (placed) {
            return new Written.Stands(order.id(), order.status());
        }
        if (ownStatus != null && ownStatus.live()) {
            return new Written.Stands(order.id(), ownStatus);
        }
        if (other != null) {
            return new Written.NotNeeded(other);
        }
        if (ownStatus != null) {
            return new Written.NotNeeded(order.id());
        }
        return new Written.Stale(fresh);
    }

    private CommonTableExpression<?> facility() {
        return name("facility")
                .asMaterialized(
                        select(FACILITIES.CATALOG_VERSION)
                                .from(FACILITIES)
                                .where(FACILITIES.ID.eq(facilityId))
                                .forShare());
    }

    private CommonTableExpression<?> patient() {
        return name("patient")
                .asMaterialized(
                        select(
                                        PATIENTS.CLINICAL_VERSION,
                                        PATIENTS.TRAY_VERSION,
                                        field(name("facility", "catalog_version")))
                                .from(PATIENTS, FACILITY)
                                .where(PATIENTS.FACILITY_ID.eq(facilityId))
                                .and(PATIENTS.ID.eq(patientId))
                                .forUpdate()
                                .of(PATIENTS));
    }

    /// The order of this request, in whatever state, and a live one of another request.
    private CommonTableExpression<?> standing() {
        Condition sameMeal =
                O.PATIENT_ID
                        .eq(patientId)
                        .and(O.SERVICE_DATE.eq(serviceDate))
                        .and(O.MEAL_PERIOD.eq(mealPeriod))
                        .and(O.STATUS.ne(TrayOrderStatus.CANCELLED));
        return name("standing")
                .as(
                        select(O.ID, O.STATUS)
                                .from(O)
                                .where(O.FACILITY_ID.eq(facilityId))
                                .and(sameMeal)
                                .union(
                                        select(O.ID, O.STATUS)
                                                .from(O)
                                                .where(O.FACILITY_ID.eq(facilityId))
                                                .and(O.ID.eq(orderId))));
    }

    private Select<Record1<TrayOrderStatus>> ownStatus() {
        return select(field(name("status"), O.STATUS.getDataType()))
                .from(STANDING)
                .where(field(name("id"), O.ID.getDataType()).eq(orderId));
    }

    private Select<Record1<TrayOrderId>> otherId() {
        return select(field(name("id"), O.ID.getDataType()))
                .from(STANDING)
                .where(field(name("id"), O.ID.getDataType()).ne(orderId));
    }

    /// One row where nothing stands in the way and nothing has changed since it was checked.
    private CommonTableExpression<?> fresh() {
        return name("fresh")
                .as(
                        select(inline(1).as("one"))
                                .from(PATIENT)
                                .where(notExists(selectOne().from(STANDING)))
                                .and(unchanged()));
    }

    private Condition unchanged() {
        return condition(unconditional)
                .or(
                        CLINICAL_VERSION
                                .eq(clinicalVersion)
                                .and(TRAY_VERSION.eq(trayVersion))
                                .and(CATALOG_VERSION.eq(catalogVersion)));
    }

    private CommonTableExpression<?> stock() {
        return name("stock")
                .asMaterialized(
                        select(P.PORTIONS_LEFT)
                                .from(P, FRESH)
                                .where(portionsOfItems())
                                .orderBy(P.RECIPE_ID)
                                .forUpdate()
                                .of(P));
    }

    private Condition portionsOfItems() {
        return P.FACILITY_ID
                .eq(facilityId)
                .and(P.SERVICE_DATE.eq(serviceDate))
                .and(P.MEAL_PERIOD.eq(mealPeriod))
                .and(P.RECIPE_ID.coerce(String.class).eq(any(recipeIds)));
    }

    private CommonTableExpression<?> placed() {
        Field<Integer> portionsLeft = field(name("portions_left"), Integer.class);
        return name("placed")
                .as(
                        insertInto(
                                        O,
                                        O.FACILITY_ID,
                                        O.ID,
                                        O.PATIENT_ID,
                                        O.SERVICE_DATE,
                                        O.MEAL_PERIOD,
                                        O.STATUS,
                                        O.REQUEST_ID,
                                        O.FLAGS,
                                        O.HOLD_DEADLINE_AT,
                                        O.CLINICAL_VERSION,
                                        O.CATALOG_VERSION,
                                        O.PROOF)
                                .select(
                                        select(
                                                        facilityId,
                                                        orderId,
                                                        patientId,
                                                        serviceDate,
                                                        mealPeriod,
                                                        status,
                                                        requestId,
                                                        flags,
                                                        deadline,
                                                        CLINICAL_VERSION,
                                                        CATALOG_VERSION,
                                                        proof)
                                                .from(FRESH, PATIENT)
                                                .where(
                                                        notExists(
                                                                selectOne()
                                                                        .from(STOCK)
                                                                        .where(
                                                                                portionsLeft.lt(
                                                                                        1)))))
                                .onConflictDoNothing()
                                .returning(O.ID));
    }

    private CommonTableExpression<?> reserved() {
        return name("reserved")
                .as(
                        update(P)
                                .set(P.PORTIONS_LEFT, P.PORTIONS_LEFT.minus(1))
                                .from(PLACED)
                                .where(portionsOfItems())
                                .returning(P.RECIPE_ID));
    }

    private CommonTableExpression<?> items() {
        return name("items")
                .as(
                        insertInto(I, I.FACILITY_ID, I.TRAY_ORDER_ID, I.SLOT, I.RECIPE_ID)
                                .select(
                                        select(
                                                        facilityId,
                                                        orderId,
                                                        field(
                                                                name("item", "slot"),
                                                                I.SLOT.getDataType()),
                                                        field(
                                                                name("item", "recipe"),
                                                                I.RECIPE_ID.getDataType()))
                                                .from(PLACED)
                                                .crossJoin(
                                                        table(
                                                                "unnest({0}, {1}) as item (slot, recipe)",
                                                                slots, recipeIds)))
                                .returning(I.SLOT));
    }

    private CommonTableExpression<?> reasons() {
        return name("reasons")
                .as(
                        insertInto(R, R.FACILITY_ID, R.TRAY_ORDER_ID, R.REASON)
                                .select(
                                        select(
                                                        facilityId,
                                                        orderId,
                                                        field(
                                                                name("reason", "code"),
                                                                R.REASON.getDataType()))
                                                .from(PLACED)
                                                .crossJoin(
                                                        unnest(reasonCodes).as("reason", "code")))
                                .returning(R.REASON));
    }

    /// Closed by the order, or by another request's order that stands there.
    private CommonTableExpression<?> closed() {
        Condition placed = exists(selectOne().from(PLACED));
        return name("closed")
                .as(
                        update(Q)
                                .set(Q.STATUS, TrayRequest.Status.COMPLETED)
                                .set(
                                        Q.OUTCOME,
                                        when(placed, outcome)
                                                .else_(
                                                        val(
                                                                TrayRequest.Outcome.NOT_NEEDED,
                                                                Q.OUTCOME)))
                                .set(
                                        Q.REASONS,
                                        when(placed, reasonCodes)
                                                .else_(
                                                        new String[] {
                                                            Reason.ALREADY_ORDERED.name()
                                                        }))
                                .set(Q.EXECUTION_NAME, executionName)
                                .set(Q.CLOSED_AT, decidedAt)
                                .where(Q.REQUEST_ID.eq(requestId))
                                .and(Q.STATUS.ne(TrayRequest.Status.COMPLETED))
                                .and(placed.or(exists(otherId())))
                                .returning(Q.REQUEST_ID));
    }

    private static String[] codes(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).sorted().toArray(String[]::new);
    }
}
