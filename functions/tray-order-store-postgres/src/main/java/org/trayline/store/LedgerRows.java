package org.trayline.store;

import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.ENCOUNTERS;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_ORDER_HOLD_REASONS;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.status.OrderState;
import org.trayline.meal.status.RequestState;
import org.trayline.tables.tables.Encounters;
import org.trayline.tables.tables.TrayOrders;
import org.trayline.tables.tables.TrayRequests;

/// A request and its order from their rows.
final class LedgerRows {
    static final TrayRequests Q = TRAY_REQUESTS.as("q");
    static final TrayOrders O = TRAY_ORDERS.as("o");
    static final Encounters E = ENCOUNTERS.as("e");

    /// What a query selects for [#request(Record)].
    static final List<Field<?>> REQUEST =
            List.of(
                    Q.REQUEST_ID,
                    Q.ATTEMPT,
                    Q.SOURCE,
                    Q.STATUS,
                    Q.OUTCOME,
                    Q.REASONS,
                    Q.EXECUTION_NAME,
                    Q.REPLACES_TRAY_ORDER_ID,
                    Q.REQUESTED_AT,
                    Q.SENT_AT,
                    Q.CLOSED_AT);

    /// What a query selects for [#order(Record)].
    static final List<Field<?>> ORDER = List.of(O.ID, O.STATUS, O.FLAGS, O.HOLD_DEADLINE_AT);

    private LedgerRows() {}

    /// Why an order is held, as a column of its row.
    ///
    /// @param orders under the alias that the query gives them
    static Field<Set<Reason>> holdReasons(TrayOrders orders) {
        return multiset(
                        select(TRAY_ORDER_HOLD_REASONS.REASON)
                                .from(TRAY_ORDER_HOLD_REASONS)
                                .where(TRAY_ORDER_HOLD_REASONS.FACILITY_ID.eq(orders.FACILITY_ID))
                                .and(TRAY_ORDER_HOLD_REASONS.TRAY_ORDER_ID.eq(orders.ID)))
                .as("hold_reasons")
                .convertFrom(rows -> rows.intoSet(Record1::value1));
    }

    /// A request makes at most one order, which has the request's id; an order that an import
    /// brought has no request, whatever its id.
    static Condition isOrderOfRequest() {
        return O.ID
                .coerce(SQLDataType.CLOB)
                .eq(Q.REQUEST_ID.cast(SQLDataType.CLOB))
                .and(O.REQUEST_ID.eq(Q.REQUEST_ID));
    }

    static @Nullable RequestState request(Record row) {
        if (row.get(Q.REQUEST_ID) == null) {
            return null;
        }
        return new RequestState(
                new TrayRequestId(row.get(Q.REQUEST_ID)),
                row.get(Q.ATTEMPT),
                row.get(Q.SOURCE),
                row.get(Q.STATUS),
                row.get(Q.OUTCOME),
                each(row.get(Q.REASONS), Reason::valueOf),
                row.get(Q.EXECUTION_NAME),
                row.get(Q.REPLACES_TRAY_ORDER_ID),
                row.get(Q.REQUESTED_AT),
                row.get(Q.SENT_AT),
                row.get(Q.CLOSED_AT),
                RequestState.durationMs(row.get(Q.SENT_AT), row.get(Q.CLOSED_AT)));
    }

    static @Nullable OrderState order(Record row) {
        TrayOrderId id = row.get(O.ID);
        if (id == null) {
            return null;
        }
        return new OrderState(
                id,
                row.get(O.STATUS),
                each(row.get(O.FLAGS), Flag::valueOf),
                row.get(O.HOLD_DEADLINE_AT));
    }

    private static <T> Set<T> each(String[] codes, Function<String, T> of) {
        return Arrays.stream(codes).map(of).collect(Collectors.toSet());
    }

    /// A count for every constant.
    static <K extends Enum<K>> Map<K, Integer> zeros(Class<K> type) {
        Map<K, Integer> counts = new EnumMap<>(type);
        for (K constant : type.getEnumConstants()) {
            counts.put(constant, 0);
        }
        return counts;
    }
}
