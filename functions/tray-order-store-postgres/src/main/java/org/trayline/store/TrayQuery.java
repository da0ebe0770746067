package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.trayline.store.LedgerRows.E;
import static org.trayline.store.LedgerRows.O;
import static org.trayline.store.LedgerRows.Q;
import static org.trayline.tables.Tables.AUDIT_EVENTS;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.MEAL_SLOTS;
import static org.trayline.tables.Tables.RECIPES;
import static org.trayline.tables.Tables.TRAY_ORDER_ITEMS;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.OrderState;
import org.trayline.meal.status.Tray;

/// One request with its order, or one order with its request, and all that hangs on them.
final class TrayQuery {
    private static final Field<FacilityId> FACILITY_ID = coalesce(Q.FACILITY_ID, O.FACILITY_ID);
    private static final Field<PatientId> PATIENT_ID = coalesce(Q.PATIENT_ID, O.PATIENT_ID);
    private static final Field<LocalDate> SERVICE_DATE = coalesce(Q.SERVICE_DATE, O.SERVICE_DATE);
    private static final Field<MealPeriod> MEAL_PERIOD = coalesce(Q.MEAL_PERIOD, O.MEAL_PERIOD);

    private static final Field<List<Location>> PLACES =
            multiset(
                            select(E.UNIT, E.ROOM, E.BED)
                                    .from(E)
                                    .where(E.FACILITY_ID.eq(FACILITY_ID))
                                    .and(E.PATIENT_ID.eq(PATIENT_ID))
                                    .and(E.STATUS.ne(Encounter.Status.DISCHARGED)))
                    .as("places")
                    .convertFrom(rows -> rows.map(mapping(Location::new)));

    private static final Field<Set<Reason>> HOLD_REASONS = LedgerRows.holdReasons(O);

    /// A slot that the facility has given up stands after those that it has.
    static final Field<List<Tray.Item>> ITEMS =
            multiset(
                            select(TRAY_ORDER_ITEMS.SLOT, RECIPES.ID, RECIPES.NAME, RECIPES.COURSE)
                                    .select(
                                            List.of(Nutrient.values()).stream()
                                                    .map(n -> RECIPES.field(n.column()))
                                                    .toList())
                                    .from(TRAY_ORDER_ITEMS)
                                    .join(RECIPES)
                                    .on(RECIPES.FACILITY_ID.eq(TRAY_ORDER_ITEMS.FACILITY_ID))
                                    .and(RECIPES.ID.eq(TRAY_ORDER_ITEMS.RECIPE_ID))
                                    .leftJoin(MEAL_SLOTS)
                                    .on(MEAL_SLOTS.FACILITY_ID.eq(O.FACILITY_ID))
                                    .and(MEAL_SLOTS.MEAL_PERIOD.eq(O.MEAL_PERIOD))
                                    .and(MEAL_SLOTS.SLOT.eq(TRAY_ORDER_ITEMS.SLOT))
                                    .where(TRAY_ORDER_ITEMS.FACILITY_ID.eq(O.FACILITY_ID))
                                    .and(TRAY_ORDER_ITEMS.TRAY_ORDER_ID.eq(O.ID))
                                    .orderBy(
                                            MEAL_SLOTS.POSITION.nullsLast(), TRAY_ORDER_ITEMS.SLOT))
                    .as("items")
                    .convertFrom(rows -> rows.map(TrayQuery::item));

    private static final Field<List<Tray.Change>> AUDIT =
            multiset(
                            select(
                                            AUDIT_EVENTS.AT,
                                            AUDIT_EVENTS.ACTOR,
                                            AUDIT_EVENTS.ACTION.convertFrom(Tray.Action::valueOf),
                                            AUDIT_EVENTS.CHANGE.convertFrom(TrayQuery::text))
                                    .from(AUDIT_EVENTS)
                                    .where(AUDIT_EVENTS.FACILITY_ID.eq(O.FACILITY_ID))
                                    .and(AUDIT_EVENTS.ENTITY.eq("tray_orders"))
                                    .and(AUDIT_EVENTS.ENTITY_ID.eq(O.ID.coerce(String.class)))
                                    .orderBy(AUDIT_EVENTS.ID))
                    .as("audit")
                    .convertFrom(rows -> rows.map(mapping(Tray.Change::new)));

    private TrayQuery() {}

    static Optional<Tray> ofRequest(DSLContext sql, Set<FacilityId> of, TrayRequestId id) {
        return fetch(
                sql,
                Q.leftJoin(O)
                        .on(O.FACILITY_ID.eq(Q.FACILITY_ID))
                        .and(LedgerRows.isOrderOfRequest()),
                Q.REQUEST_ID.eq(id.value()).and(Q.FACILITY_ID.in(of)));
    }

    static Optional<Tray> ofOrder(DSLContext sql, FacilityId facility, TrayOrderId id) {
        return fetch(
                sql,
                O.leftJoin(Q).on(Q.REQUEST_ID.eq(O.REQUEST_ID)),
                O.FACILITY_ID.eq(facility).and(O.ID.eq(id)));
    }

    private static Optional<Tray> fetch(DSLContext sql, Table<?> from, Condition which) {
        return sql.select(LedgerRows.REQUEST)
                .select(LedgerRows.ORDER)
                .select(FACILITY_ID, PATIENT_ID, SERVICE_DATE, MEAL_PERIOD, FACILITIES.TIME_ZONE)
                .select(O.CLINICAL_VERSION, O.CATALOG_VERSION, O.PROOF)
                .select(PLACES, HOLD_REASONS, ITEMS, AUDIT)
                .from(from)
                .join(FACILITIES)
                .on(FACILITIES.ID.eq(FACILITY_ID))
                .where(which)
                .fetchOptional(TrayQuery::tray);
    }

    private static Tray tray(Record row) {
        List<Location> places = row.get(PLACES);
        return new Tray(
                new Meal(row.get(FACILITY_ID), row.get(SERVICE_DATE), row.get(MEAL_PERIOD)),
                ZoneId.of(row.get(FACILITIES.TIME_ZONE)),
                row.get(PATIENT_ID),
                places.size() == 1 ? places.getFirst() : new Location("", "", ""),
                LedgerRows.request(row),
                order(row));
    }

    private static Tray.@Nullable Order order(Record row) {
        OrderState state = LedgerRows.order(row);
        return state == null
                ? null
                : new Tray.Order(
                        state,
                        row.get(HOLD_REASONS),
                        row.get(O.CLINICAL_VERSION),
                        row.get(O.CATALOG_VERSION),
                        row.get(ITEMS),
                        text(row.get(O.PROOF)),
                        row.get(AUDIT));
    }

    private static Tray.Item item(Record row) {
        return Tray.Item.of(
                row.get(TRAY_ORDER_ITEMS.SLOT),
                row.get(RECIPES.ID),
                row.get(RECIPES.NAME),
                row.get(RECIPES.COURSE),
                RecipeRows.nutrients(row));
    }

    private static @Nullable String text(@Nullable JSONB json) {
        return json == null ? null : json.data();
    }
}
