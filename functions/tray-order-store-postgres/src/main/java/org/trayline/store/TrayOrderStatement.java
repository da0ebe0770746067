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
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
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
/// Rendered once, bound for every order.
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
    private static final Table<?> VACATED = table(name("vacated"));
    private static final Table<?> PLACED = table(name("placed"));

    private static final Field<Long> CLINICAL_VERSION =
            field(name("patient", "clinical_version"), Long.class);
    private static final Field<Long> TRAY_VERSION =
            field(name("patient", "tray_version"), Long.class);
    private static final Field<Long> CATALOG_VERSION =
            field(name("patient", "catalog_version"), Long.class);

    private static final Param<UUID> REQUEST_ID = param("request_id", O.REQUEST_ID);
    private static final Param<FacilityId> FACILITY_ID = param("facility_id", O.FACILITY_ID);
    private static final Param<TrayOrderId> ORDER_ID = param("order_id", O.ID);
    private static final Param<PatientId> PATIENT_ID = param("patient_id", O.PATIENT_ID);
    private static final Param<LocalDate> SERVICE_DATE = param("service_date", O.SERVICE_DATE);
    private static final Param<MealPeriod> MEAL_PERIOD = param("meal_period", O.MEAL_PERIOD);
    private static final Param<TrayOrderStatus> STATUS = param("status", O.STATUS);
    private static final Param<String[]> SLOTS = param("slots", String[].class);
    private static final Param<String[]> RECIPE_IDS = param("recipe_ids", String[].class);
    private static final Param<String[]> REASON_CODES = param("reasons", Q.REASONS);
    private static final Param<String[]> FLAGS = param("flags", O.FLAGS);
    private static final Param<Instant> DEADLINE = param("deadline", O.HOLD_DEADLINE_AT);
    private static final Param<JSONB> PROOF = param("proof", O.PROOF);
    private static final Param<Boolean> UNCONDITIONAL = param("unconditional", Boolean.class);
    private static final Param<Long> CHECKED_CLINICAL = param("clinical_version", Long.class);
    private static final Param<Long> CHECKED_TRAYS = param("tray_version", Long.class);
    private static final Param<Long> CHECKED_CATALOG = param("catalog_version", Long.class);
    private static final Param<TrayRequest.Outcome> OUTCOME = param("outcome", Q.OUTCOME);
    private static final Param<String> EXECUTION_NAME = param("execution_name", Q.EXECUTION_NAME);
    private static final Param<Instant> DECIDED_AT = param("decided_at", Q.CLOSED_AT);
    private static final Param<TrayOrderId> REPLACES =
            param("replaces_tray_order_id", Q.REPLACES_TRAY_ORDER_ID);

    private static final Field<Integer> PLACED_COUNT =
            field(select(count()).from(PLACED)).as("placed_count");
    private static final Field<Integer> FRESH_COUNT =
            field(select(count()).from(FRESH)).as("fresh_count");
    private static final Field<TrayOrderStatus> OWN_STATUS = field(ownStatus()).as("own_status");
    private static final Field<TrayOrderId> OTHER_ID = field(otherId()).as("other_id");

    private static final RenderedQuery STATEMENT =
            new RenderedQuery(
                    DSL.with(facility(), patient(), standing(), fresh(), stock(), vacated())
                            .with(placed(), reserved(), items(), reasons(), closed())
                            .select(PLACED_COUNT, FRESH_COUNT, OWN_STATUS, OTHER_ID));

    private TrayOrderStatement() {}

    /// A stale one is looked at once more. While it waited for the patient's row, a call before it
    /// whose answer was lost may have written this very order: that is no change, and it is in the
    /// next statement's snapshot though not in this one's.
    static Written execute(DSLContext sql, NewTrayOrder order) {
        Written written = executeOnce(sql, order);
        return written instanceof Written.Stale ? executeOnce(sql, order) : written;
    }

    private static Written executeOnce(DSLContext sql, NewTrayOrder order) {
        return STATEMENT
                .with(sql, values(order))
                .fetchSingle(
                        row ->
                                written(
                                        order,
                                        row.get(PLACED_COUNT) == 1,
                                        row.get(FRESH_COUNT) == 1,
                                        row.get(OWN_STATUS),
                                        row.get(OTHER_ID)));
    }

    private static RenderedQuery.Values values(NewTrayOrder order) {
        RenderedQuery.Values values = new RenderedQuery.Values();
        TrayRequest request = order.request();
        Versions checked = order.checked();
        values.set(REQUEST_ID, request.requestId().value());
        values.set(FACILITY_ID, request.facilityId());
        values.set(ORDER_ID, order.id());
        values.set(PATIENT_ID, request.patientId());
        values.set(SERVICE_DATE, request.serviceDate());
        values.set(MEAL_PERIOD, request.mealPeriod());
        values.set(STATUS, order.status());
        values.set(SLOTS, order.items().stream().map(TrayItem::slot).toArray(String[]::new));
        values.set(
                RECIPE_IDS,
                order.items().stream()
                        .map(TrayItem::recipeId)
                        .map(RecipeId::value)
                        .toArray(String[]::new));
        values.set(REASON_CODES, codes(order.reasons()));
        values.set(FLAGS, codes(order.flags()));
        values.set(DEADLINE, order.holdDeadlineAt());
        values.set(PROOF, JSONB.jsonbOrNull(order.proof()));
        values.set(UNCONDITIONAL, checked == null);
        values.set(CHECKED_CLINICAL, checked == null ? 0 : checked.clinical());
        values.set(CHECKED_TRAYS, checked == null ? 0 : checked.trays());
        values.set(CHECKED_CATALOG, checked == null ? 0 : checked.catalog());
        values.set(
                OUTCOME,
                order.status() == TrayOrderStatus.HELD
                        ? TrayRequest.Outcome.HELD
                        : TrayRequest.Outcome.PLACED);
        values.set(EXECUTION_NAME, order.executionName());
        values.set(DECIDED_AT, order.decidedAt());
        values.set(REPLACES, request.replacesTrayOrderId());
        return values;
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

    private static CommonTableExpression<?> facility() {
        return name("facility")
                .asMaterialized(
                        select(FACILITIES.CATALOG_VERSION)
                                .from(FACILITIES)
                                .where(FACILITIES.ID.eq(FACILITY_ID))
                                .forShare());
    }

    private static CommonTableExpression<?> patient() {
        return name("patient")
                .asMaterialized(
                        select(
                                        PATIENTS.CLINICAL_VERSION,
                                        PATIENTS.TRAY_VERSION,
                                        field(name("facility", "catalog_version")))
                                .from(PATIENTS, FACILITY)
                                .where(PATIENTS.FACILITY_ID.eq(FACILITY_ID))
                                .and(PATIENTS.ID.eq(PATIENT_ID))
                                .forUpdate()
                                .of(PATIENTS));
    }

    /// The order of this request, in whatever state, and a live one of another request; the one
    /// that is to be replaced is none, unless it has been delivered.
    private static CommonTableExpression<?> standing() {
        Condition sameMeal =
                O.PATIENT_ID
                        .eq(PATIENT_ID)
                        .and(O.SERVICE_DATE.eq(SERVICE_DATE))
                        .and(O.MEAL_PERIOD.eq(MEAL_PERIOD))
                        .and(O.STATUS.ne(TrayOrderStatus.CANCELLED))
                        .and(
                                O.ID
                                        .isDistinctFrom(REPLACES)
                                        .or(O.STATUS.eq(TrayOrderStatus.DELIVERED)));
        return name("standing")
                .as(
                        select(O.ID, O.STATUS)
                                .from(O)
                                .where(O.FACILITY_ID.eq(FACILITY_ID))
                                .and(sameMeal)
                                .union(
                                        select(O.ID, O.STATUS)
                                                .from(O)
                                                .where(O.FACILITY_ID.eq(FACILITY_ID))
                                                .and(O.ID.eq(ORDER_ID))));
    }

    private static Select<Record1<TrayOrderStatus>> ownStatus() {
        return select(field(name("status"), O.STATUS.getDataType()))
                .from(STANDING)
                .where(field(name("id"), O.ID.getDataType()).eq(ORDER_ID));
    }

    private static Select<Record1<TrayOrderId>> otherId() {
        return select(field(name("id"), O.ID.getDataType()))
                .from(STANDING)
                .where(field(name("id"), O.ID.getDataType()).ne(ORDER_ID));
    }

    /// One row where nothing stands in the way and nothing has changed since it was checked.
    private static CommonTableExpression<?> fresh() {
        return name("fresh")
                .as(
                        select(inline(1).as("one"))
                                .from(PATIENT)
                                .where(notExists(selectOne().from(STANDING)))
                                .and(unchanged()));
    }

    private static Condition unchanged() {
        return condition(UNCONDITIONAL)
                .or(
                        CLINICAL_VERSION
                                .eq(CHECKED_CLINICAL)
                                .and(TRAY_VERSION.eq(CHECKED_TRAYS))
                                .and(CATALOG_VERSION.eq(CHECKED_CATALOG)));
    }

    private static CommonTableExpression<?> stock() {
        return name("stock")
                .asMaterialized(
                        select(
                                        P.PORTIONS_LEFT
                                                .plus(DuePatientQuery.takenBy(REPLACES))
                                                .as("portions_left"))
                                .from(P, FRESH)
                                .where(portionsOfItems())
                                .orderBy(P.RECIPE_ID)
                                .forUpdate()
                                .of(P));
    }

    private static Condition portionsOfItems() {
        return P.FACILITY_ID
                .eq(FACILITY_ID)
                .and(P.SERVICE_DATE.eq(SERVICE_DATE))
                .and(P.MEAL_PERIOD.eq(MEAL_PERIOD))
                .and(P.RECIPE_ID.coerce(String.class).eq(any(RECIPE_IDS)));
    }

    /// An item of which no portion is left stands in the way.
    private static Condition inStock() {
        Field<Integer> portionsLeft = field(name("portions_left"), Integer.class);
        return notExists(selectOne().from(STOCK).where(portionsLeft.lt(1)));
    }

    /// The order that is replaced goes as the new one comes.
    private static CommonTableExpression<?> vacated() {
        return name("vacated")
                .as(
                        update(O)
                                .set(O.STATUS, TrayOrderStatus.CANCELLED)
                                .set(O.CANCELLED_BECAUSE, "REPLACED")
                                .from(FRESH)
                                .where(O.FACILITY_ID.eq(FACILITY_ID))
                                .and(O.ID.eq(REPLACES))
                                .and(O.PATIENT_ID.eq(PATIENT_ID))
                                .and(O.SERVICE_DATE.eq(SERVICE_DATE))
                                .and(O.MEAL_PERIOD.eq(MEAL_PERIOD))
                                .and(O.STATUS.in(TrayOrderStatus.PLACED, TrayOrderStatus.HELD))
                                .and(inStock())
                                .returning(O.ID));
    }

    private static CommonTableExpression<?> placed() {
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
                                                        FACILITY_ID,
                                                        ORDER_ID,
                                                        PATIENT_ID,
                                                        SERVICE_DATE,
                                                        MEAL_PERIOD,
                                                        STATUS,
                                                        REQUEST_ID,
                                                        FLAGS,
                                                        DEADLINE,
                                                        CLINICAL_VERSION,
                                                        CATALOG_VERSION,
                                                        PROOF)
                                                // Counted, so that the other has gone before.
                                                .from(
                                                        FRESH,
                                                        PATIENT,
                                                        select(count())
                                                                .from(VACATED)
                                                                .asTable("gone"))
                                                .where(inStock()))
                                .onConflictDoNothing()
                                .returning(O.ID));
    }

    private static CommonTableExpression<?> reserved() {
        return name("reserved")
                .as(
                        update(P)
                                .set(P.TAKEN, P.TAKEN.plus(1))
                                .from(PLACED)
                                .where(portionsOfItems())
                                .returning(P.RECIPE_ID));
    }

    private static CommonTableExpression<?> items() {
        return name("items")
                .as(
                        insertInto(I, I.FACILITY_ID, I.TRAY_ORDER_ID, I.SLOT, I.RECIPE_ID)
                                .select(
                                        select(
                                                        FACILITY_ID,
                                                        ORDER_ID,
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
                                                                SLOTS, RECIPE_IDS)))
                                .returning(I.SLOT));
    }

    private static CommonTableExpression<?> reasons() {
        return name("reasons")
                .as(
                        insertInto(R, R.FACILITY_ID, R.TRAY_ORDER_ID, R.REASON)
                                .select(
                                        select(
                                                        FACILITY_ID,
                                                        ORDER_ID,
                                                        field(
                                                                name("reason", "code"),
                                                                R.REASON.getDataType()))
                                                .from(PLACED)
                                                .crossJoin(
                                                        unnest(REASON_CODES).as("reason", "code")))
                                .returning(R.REASON));
    }

    /// Closed by the order, or by another request's order that stands there.
    private static CommonTableExpression<?> closed() {
        Condition placed = exists(selectOne().from(PLACED));
        return name("closed")
                .as(
                        update(Q)
                                .set(Q.STATUS, TrayRequest.Status.COMPLETED)
                                .set(
                                        Q.OUTCOME,
                                        when(placed, OUTCOME)
                                                .else_(
                                                        val(
                                                                TrayRequest.Outcome.NOT_NEEDED,
                                                                Q.OUTCOME)))
                                .set(
                                        Q.REASONS,
                                        when(placed, REASON_CODES)
                                                .else_(
                                                        new String[] {
                                                            Reason.ALREADY_ORDERED.name()
                                                        }))
                                .set(Q.EXECUTION_NAME, EXECUTION_NAME)
                                .set(Q.CLOSED_AT, DECIDED_AT)
                                .where(Q.REQUEST_ID.eq(REQUEST_ID))
                                .and(Q.STATUS.ne(TrayRequest.Status.COMPLETED))
                                .and(placed.or(exists(otherId())))
                                .returning(Q.REQUEST_ID));
    }

    private static String[] codes(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).sorted().toArray(String[]::new);
    }
}
