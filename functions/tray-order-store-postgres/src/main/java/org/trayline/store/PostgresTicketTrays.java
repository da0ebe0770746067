package org.trayline.store;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.trueCondition;
import static org.trayline.store.LedgerRows.O;
import static org.trayline.store.Places.BED;
import static org.trayline.store.Places.ROOM;
import static org.trayline.store.Places.UNIT;
import static org.trayline.tables.Tables.PATIENTS;

import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.OrderPlace;
import org.trayline.meal.status.OrderState;
import org.trayline.meal.ticket.Person;
import org.trayline.meal.ticket.TicketTray;
import org.trayline.meal.ticket.TicketTrays;

/// The placed trays of a meal with who they are for: of all queries the one that reads a name.
public final class PostgresTicketTrays implements TicketTrays {
    private final PostgresConnection postgres;

    public PostgresTicketTrays(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<TicketTray> placed(
            Meal meal, @Nullable String unit, @Nullable OrderPlace after, int limit) {
        return postgres.call(sql -> fetch(sql, meal, unit, after, limit));
    }

    private static List<TicketTray> fetch(
            DSLContext sql,
            Meal meal,
            @Nullable String unit,
            @Nullable OrderPlace after,
            int limit) {
        return sql.select(LedgerRows.ORDER)
                .select(O.PATIENT_ID, TrayQuery.ITEMS)
                .select(
                        PATIENTS.FAMILY_NAME,
                        PATIENTS.GIVEN_NAME,
                        PATIENTS.BIRTH_DATE,
                        PATIENTS.MRN)
                .select(UNIT.as("unit"), ROOM.as("room"), BED.as("bed"))
                .from(O)
                .join(PATIENTS)
                .on(PATIENTS.FACILITY_ID.eq(O.FACILITY_ID))
                .and(PATIENTS.ID.eq(O.PATIENT_ID))
                .leftJoin(Places.of(meal.facilityId(), O.PATIENT_ID))
                .on(trueCondition())
                .where(MealOrdersQuery.isOf(meal))
                .and(O.STATUS.eq(TrayOrderStatus.PLACED))
                .and(unit == null ? noCondition() : UNIT.eq(unit))
                .and(MealOrdersQuery.isBehind(after))
                .orderBy(UNIT, ROOM, BED, O.ID)
                .limit(limit)
                .fetch(PostgresTicketTrays::tray);
    }

    private static TicketTray tray(Record row) {
        OrderState order = Objects.requireNonNull(LedgerRows.order(row));
        return new TicketTray(
                order.trayOrderId(),
                row.get(O.PATIENT_ID),
                new Person(
                        row.get(PATIENTS.FAMILY_NAME),
                        row.get(PATIENTS.GIVEN_NAME),
                        row.get(PATIENTS.BIRTH_DATE),
                        row.get(PATIENTS.MRN)),
                Places.location(row),
                order.flags(),
                row.get(TrayQuery.ITEMS));
    }
}
