package org.trayline.store;

import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.trayline.tables.Tables.MEAL_SUMMARIES;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealSummaries;

/// The meals of which people are told a summary.
public final class PostgresMealSummaries implements MealSummaries {
    private final PostgresConnection postgres;

    public PostgresMealSummaries(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<Meal> untold(FacilityId facilityId, LocalDate from) {
        return postgres.call(
                sql ->
                        sql.selectDistinct(TRAY_REQUESTS.SERVICE_DATE, TRAY_REQUESTS.MEAL_PERIOD)
                                .from(TRAY_REQUESTS)
                                .where(TRAY_REQUESTS.FACILITY_ID.eq(facilityId))
                                .and(TRAY_REQUESTS.SERVICE_DATE.ge(from))
                                .and(
                                        notExists(
                                                selectOne()
                                                        .from(MEAL_SUMMARIES)
                                                        .where(
                                                                MEAL_SUMMARIES.FACILITY_ID.eq(
                                                                        TRAY_REQUESTS.FACILITY_ID))
                                                        .and(
                                                                MEAL_SUMMARIES.SERVICE_DATE.eq(
                                                                        TRAY_REQUESTS.SERVICE_DATE))
                                                        .and(
                                                                MEAL_SUMMARIES.MEAL_PERIOD.eq(
                                                                        TRAY_REQUESTS
                                                                                .MEAL_PERIOD))))
                                .orderBy(TRAY_REQUESTS.SERVICE_DATE, TRAY_REQUESTS.MEAL_PERIOD)
                                .fetch(row -> new Meal(facilityId, row.value1(), row.value2())));
    }

    @Override
    public void told(Meal meal, Instant now) {
        postgres.call(
                sql ->
                        sql.insertInto(MEAL_SUMMARIES)
                                .set(MEAL_SUMMARIES.FACILITY_ID, meal.facilityId())
                                .set(MEAL_SUMMARIES.SERVICE_DATE, meal.serviceDate())
                                .set(MEAL_SUMMARIES.MEAL_PERIOD, meal.mealPeriod())
                                .set(MEAL_SUMMARIES.TOLD_AT, now)
                                .onConflictDoNothing()
                                .execute());
    }
}
