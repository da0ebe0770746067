package org.trayline.store;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;
import static org.trayline.store.LedgerRows.O;
import static org.trayline.store.Places.BED;
import static org.trayline.store.Places.ROOM;
import static org.trayline.store.Places.UNIT;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.OrderFilter;
import org.trayline.meal.status.OrderPage;
import org.trayline.meal.status.OrderPlace;
import org.trayline.meal.status.OrderRow;

/// The orders of one meal, in the order of the trayline.
final class MealOrdersQuery {
    private static final Field<Set<Reason>> HOLD_REASONS = LedgerRows.holdReasons(O);

    private MealOrdersQuery() {}

    static Condition isOf(Meal meal) {
        return O.FACILITY_ID
                .eq(meal.facilityId())
                .and(O.SERVICE_DATE.eq(meal.serviceDate()))
                .and(O.MEAL_PERIOD.eq(meal.mealPeriod()));
    }

    static Condition passes(OrderFilter filter) {
        return noCondition()
                .and(filter.status() == null ? noCondition() : O.STATUS.eq(filter.status()))
                .and(filter.unit() == null ? noCondition() : UNIT.eq(filter.unit()));
    }

    static Condition isBehind(@Nullable OrderPlace place) {
        return place == null
                ? noCondition()
                : row(UNIT, ROOM, BED, O.ID)
                        .gt(
                                row(
                                        val(place.location().unit()),
                                        val(place.location().room()),
                                        val(place.location().bed()),
                                        val(place.trayOrderId(), O.ID)));
    }

    /// One row more than asked for says whether there is a next page.
    static OrderPage page(
            DSLContext sql, Meal meal, OrderFilter filter, @Nullable OrderPlace after, int limit) {
        List<OrderRow> rows =
                sql.select(LedgerRows.ORDER)
                        .select(O.PATIENT_ID, O.REQUEST_ID, HOLD_REASONS)
                        .select(UNIT.as("unit"), ROOM.as("room"), BED.as("bed"))
                        .from(O)
                        .leftJoin(Places.of(meal.facilityId(), O.PATIENT_ID))
                        .on(trueCondition())
                        .where(isOf(meal))
                        .and(passes(filter))
                        .and(isBehind(after))
                        .orderBy(UNIT, ROOM, BED, O.ID)
                        .limit(limit + 1)
                        .fetch(MealOrdersQuery::order);
        if (rows.size() <= limit) {
            return new OrderPage(rows, null);
        }
        OrderRow last = rows.get(limit - 1);
        return new OrderPage(
                rows.subList(0, limit),
                new OrderPlace(last.location(), last.trayOrder().trayOrderId()));
    }

    private static OrderRow order(Record row) {
        UUID request = row.get(O.REQUEST_ID);
        return new OrderRow(
                row.get(O.PATIENT_ID),
                Places.location(row),
                Objects.requireNonNull(LedgerRows.order(row)),
                row.get(HOLD_REASONS),
                request == null ? null : new TrayRequestId(request));
    }
}
