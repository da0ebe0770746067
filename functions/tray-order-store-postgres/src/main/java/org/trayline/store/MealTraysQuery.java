package org.trayline.store;

import static org.jooq.impl.DSL.bitXorAgg;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static org.trayline.store.LedgerRows.O;
import static org.trayline.store.LedgerRows.Q;
import static org.trayline.store.Places.BED;
import static org.trayline.store.Places.ROOM;
import static org.trayline.store.Places.UNIT;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealCounts;
import org.trayline.meal.status.TrayFilter;
import org.trayline.meal.status.TrayPage;
import org.trayline.meal.status.TrayPlace;
import org.trayline.meal.status.TrayRow;

/// The requests of one meal, each with its order and its patient's place.
final class MealTraysQuery {
    private static final Field<Integer> RANK =
            when(Q.STATUS.eq(TrayRequest.Status.FAILED), inline(0))
                    .when(O.STATUS.eq(TrayOrderStatus.HELD), inline(1))
                    .when(
                            Q.STATUS.in(TrayRequest.Status.PENDING, TrayRequest.Status.PROCESSING),
                            inline(2))
                    .else_(inline(3));

    /// PostgreSQL writes a new version of a row with every change and marks it with the transaction
    /// that did: `xmin`. No writer can forget it.
    private static final Field<Long> MARK =
            bitXorAgg(
                            field(
                                    "hashtextextended(concat_ws('/', {0}, q.xmin, o.xmin, {1}), 0)",
                                    Long.class, Q.REQUEST_ID, Places.MARK))
                    .as("mark");

    private static final Field<Integer> REQUESTS = count().as("requests");

    private MealTraysQuery() {}

    /// Requests, orders and places of the meal.
    private static Table<? extends Record> trays(Meal meal) {
        return Q.leftJoin(O)
                .on(O.FACILITY_ID.eq(meal.facilityId()))
                .and(O.SERVICE_DATE.eq(meal.serviceDate()))
                .and(O.MEAL_PERIOD.eq(meal.mealPeriod()))
                .and(LedgerRows.isOrderOfRequest())
                .leftJoin(Places.of(meal.facilityId(), Q.PATIENT_ID))
                .on(trueCondition());
    }

    /// A request whose order was replaced is told of by the one that replaced it.
    private static Condition isOf(Meal meal) {
        return Q.FACILITY_ID
                .eq(meal.facilityId())
                .and(Q.SERVICE_DATE.eq(meal.serviceDate()))
                .and(Q.MEAL_PERIOD.eq(meal.mealPeriod()))
                .and(O.CANCELLED_BECAUSE.isDistinctFrom(inline("REPLACED")));
    }

    private static Condition passes(TrayFilter filter) {
        Field<String> whole =
                concat(
                        Q.REQUEST_ID.cast(SQLDataType.CLOB),
                        inline(" "),
                        Q.PATIENT_ID.coerce(SQLDataType.CLOB),
                        inline(" "),
                        coalesce(Q.EXECUTION_NAME, inline("")),
                        inline(" "),
                        UNIT,
                        inline(" "),
                        ROOM,
                        inline(" "),
                        BED);
        return noCondition()
                .and(filter.outcome() == null ? noCondition() : Q.OUTCOME.eq(filter.outcome()))
                .and(filter.status() == null ? noCondition() : Q.STATUS.eq(filter.status()))
                .and(
                        filter.reason() == null
                                ? noCondition()
                                : Q.REASONS.contains(new String[] {filter.reason().name()}))
                .and(filter.unit() == null ? noCondition() : UNIT.eq(filter.unit()))
                .and(
                        filter.text() == null
                                ? noCondition()
                                : whole.containsIgnoreCase(filter.text()));
    }

    /// Groups are far fewer than requests; they are summed up here.
    static MealCounts counts(DSLContext sql, Meal meal, TrayFilter filter) {
        Field<Integer> matching = count().filterWhere(passes(filter)).as("matching");
        Map<TrayRequest.Status, Integer> byStatus = LedgerRows.zeros(TrayRequest.Status.class);
        Map<TrayRequest.Outcome, Integer> byOutcome = LedgerRows.zeros(TrayRequest.Outcome.class);
        Map<Reason, Integer> byReason = new EnumMap<>(Reason.class);
        Map<String, Integer> byUnit = new TreeMap<>();
        long mark = 0;
        int requests = 0;
        int matches = 0;
        for (Record group :
                sql.select(Q.STATUS, Q.OUTCOME, Q.REASONS, UNIT.as("unit"))
                        .select(REQUESTS, matching, MARK)
                        .from(trays(meal))
                        .where(isOf(meal))
                        .groupBy(Q.STATUS, Q.OUTCOME, Q.REASONS, UNIT)
                        .fetch()) {
            int count = group.get(REQUESTS);
            requests += count;
            matches += group.get(matching);
            mark ^= group.get(MARK);
            byStatus.merge(group.get(Q.STATUS), count, Integer::sum);
            if (group.get(Q.OUTCOME) != null) {
                byOutcome.merge(group.get(Q.OUTCOME), count, Integer::sum);
            }
            for (String reason : group.get(Q.REASONS)) {
                byReason.merge(Reason.valueOf(reason), count, Integer::sum);
            }
            byUnit.merge(group.get("unit", String.class), count, Integer::sum);
        }
        return new MealCounts(
                requests + "-" + Long.toHexString(mark),
                requests,
                matches,
                byStatus,
                byOutcome,
                byReason,
                byUnit);
    }

    /// One row more than asked for says whether there is a next page.
    static TrayPage page(
            DSLContext sql, Meal meal, TrayFilter filter, @Nullable TrayPlace after, int limit) {
        Field<Integer> rank = RANK.as("rank");
        List<? extends Record> rows =
                sql.select(LedgerRows.REQUEST)
                        .select(LedgerRows.ORDER)
                        .select(Q.PATIENT_ID, UNIT.as("unit"), ROOM.as("room"), BED.as("bed"), rank)
                        .from(trays(meal))
                        .where(isOf(meal))
                        .and(passes(filter))
                        .and(after == null ? noCondition() : isBehind(after))
                        .orderBy(RANK, UNIT, ROOM, BED, Q.REQUEST_ID)
                        .limit(limit + 1)
                        .fetch();
        boolean more = rows.size() > limit;
        List<TrayRow> trays = rows.stream().limit(limit).map(MealTraysQuery::tray).toList();
        if (!more) {
            return new TrayPage(trays, null);
        }
        TrayRow last = trays.getLast();
        return new TrayPage(
                trays,
                new TrayPlace(
                        rows.get(limit - 1).get(rank),
                        last.location(),
                        last.request().requestId()));
    }

    private static Condition isBehind(TrayPlace place) {
        return row(RANK, UNIT, ROOM, BED, Q.REQUEST_ID)
                .gt(
                        row(
                                val(place.rank()),
                                val(place.location().unit()),
                                val(place.location().room()),
                                val(place.location().bed()),
                                val(place.requestId().value())));
    }

    private static TrayRow tray(Record row) {
        return new TrayRow(
                row.get(Q.PATIENT_ID),
                Places.location(row),
                Objects.requireNonNull(LedgerRows.request(row)),
                LedgerRows.order(row));
    }
}
